import './route.css';
import type { JSX } from 'preact';
import type { Hop, Mark, Route } from '../../diagnosis/route/route.js';
import { t } from '../../i18n/i18n.js';
import type { Text } from '../../model/text.js';
import { Say } from '../say.js';
import { EdgeView } from './edge.js';
import { NodeView } from './node.js';

const BREAKS: ReadonlySet<Mark> = new Set(['broken', 'supposed']);

/** An edge with something to show gets the room that plain edges leave; a pipe with two letters needs the most. */
const columns = (route: Route): string =>
  [
    'var(--first)',
    ...route.hops.flatMap(({ edge, to }) => [
      edge.shared
        ? 'minmax(5.5rem, 4fr)'
        : edge.notes.length > 0
          ? 'minmax(1.25rem, 2fr)'
          : 'minmax(1.25rem, 1fr)',
      to.length === 2 ? 'var(--fork)' : 'var(--node)',
    ]),
  ].join(' ');

/** Number of nodes up to the one that sent the 421 back. */
function answeredBy(route: Route): number {
  const refused = route.hops.findIndex(({ to }) => to.some(({ mark }) => mark === 'refused'));
  const broken = route.hops.findIndex(({ to }) => to.some(({ mark }) => BREAKS.has(mark)));
  const at = refused >= 0 ? refused : broken;
  return at < 0 ? route.hops.length : at + 1;
}

/**
 * The way of the request, node by node. What a screen reader reads is the picture's own text in its order,
 * with the marks as words, so that both show the same.
 */
export function RoutePicture({ route }: { readonly route: Route }): JSX.Element {
  const marks = route.hops.flatMap(({ edge, to }) => [edge.mark, ...to.map(({ mark }) => mark)]);
  const supposed = marks.includes('supposed');
  const forked = route.hops.some(({ to }) => to.length === 2);
  const shared = route.hops.some(({ edge }) => edge.shared);
  return (
    <figure class="route" data-nodes={route.hops.length + 1} data-forked={forked} data-shared={shared}>
      <ol class="route-line" style={{ gridTemplateColumns: columns(route) }} aria-label={t('route_way')}>
        <li class="route-cell">
          <NodeView node={route.start} stacked={forked} />
        </li>
        {route.hops.map(({ edge, to }, index) => (
          <RouteHop key={index} edge={edge} to={to} stacked={forked} />
        ))}
        <li class="route-back" style={{ gridColumn: `1 / ${answeredBy(route) * 2 + 2}` }}>
          <span>
            <Say text={route.back} />
          </span>
        </li>
      </ol>
      <Caption caption={route.caption} supposed={supposed} />
    </figure>
  );
}

function Caption({ caption, supposed }: CaptionProps): JSX.Element | null {
  if (!caption) return supposed ? <figcaption>{t('route_supposed_place')}</figcaption> : null;
  return (
    <figcaption>
      {supposed && <b>{t('route_supposed')} </b>}
      <Say text={caption} />
    </figcaption>
  );
}

interface CaptionProps {
  readonly caption: Text | undefined;
  readonly supposed: boolean;
}

const RouteHop = ({ edge, to, stacked }: Hop & { readonly stacked: boolean }): JSX.Element => (
  <>
    <li class="route-edge-cell">
      <EdgeView edge={edge} ends={to} />
    </li>
    <li class={to.length === 2 ? 'route-cell route-cell-fork' : 'route-cell'}>
      {to.map((node, index) => (
        <NodeView key={index} node={node} stacked={stacked} />
      ))}
    </li>
  </>
);
