import type { JSX } from 'preact';
import type { Label, Mark, RouteEdge, RouteNode } from '../../diagnosis/route/route.js';
import { t } from '../../i18n/i18n.js';
import { text } from '../../model/text.js';
import { Icon } from '../icon.js';
import { Say } from '../say.js';
import { visible } from '../visible.js';
import { LabelView, MarkView } from './node.js';

const words = (label: Label): string => ('proper' in label ? visible(label.proper) : t(label));

export interface EdgeProps {
  readonly edge: RouteEdge;
  readonly ends: readonly [RouteNode] | readonly [RouteNode, RouteNode];
}

/** The way between two nodes: a line, a line that forks, or the pipe with two letters in it. */
export function EdgeView({ edge, ends }: EdgeProps): JSX.Element {
  return (
    <div class="route-edge" data-mark={edge.mark}>
      <span class="visually-hidden">
        {edge.shared ? (
          <Say text={text('route_edge_shared', words(edge.shared[0]), words(edge.shared[1]))} />
        ) : (
          t('route_edge')
        )}
        {'; '}
      </span>
      <span class="route-notes">
        {edge.notes.map(({ label, hostLabel, odd }, index) => (
          <span key={index} class={odd ? 'route-note route-note-odd' : 'route-note'}>
            {hostLabel && <Icon name="envelope" />}
            <LabelView label={label} />
          </span>
        ))}
      </span>
      <span class="route-way">
        {ends.length === 2 ? <Fork ends={ends} /> : <Line mark={edge.mark} />}
        {edge.shared && <Pipe shared={edge.shared} />}
        <MarkView mark={edge.mark} sign={edge.mark !== 'unsure'} />
      </span>
    </div>
  );
}

/** Drawn on a field that is stretched to the edge's length; the stroke keeps its width. */
const Line = ({ mark }: { readonly mark: Mark }): JSX.Element => (
  <>
    <svg class="route-stroke" viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
      <path data-mark={mark} d="M0 20H100" />
    </svg>
    <span class="route-head" data-mark={mark} />
  </>
);

const Fork = ({ ends }: { readonly ends: readonly [RouteNode, RouteNode] }): JSX.Element => (
  <>
    <svg class="route-stroke" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <path data-mark={ends[0].mark} d="M0 50C50 50 40 25 100 25" />
      <path data-mark={ends[1].mark} d="M0 50C50 50 40 75 100 75" />
    </svg>
    <span class="route-head route-head-upper" data-mark={ends[0].mark} />
    <span class="route-head route-head-lower" data-mark={ends[1].mark} />
  </>
);

const Pipe = ({ shared: [opened, joined] }: { readonly shared: readonly [Label, Label] }): JSX.Element => (
  <span class="route-pipe" aria-hidden="true">
    <span class="route-host-label">
      <Icon name="envelope" />
      <LabelView label={opened} />
    </span>
    <span class="route-host-label route-host-label-joined">
      <Icon name="envelope" />
      <LabelView label={joined} />
    </span>
  </span>
);
