import './sharing-note.css';
import type { JSX } from 'preact';
import { formatList, plural, t } from '../../i18n/i18n.js';
import { elide } from '../../model/elide.js';
import type { SharingWarning } from '../../sources/log/map/connection-map.js';
import { Fold } from '../fold.js';
import { Icon } from '../icon.js';
import { visible } from '../visible.js';
import { SharingTest } from './sharing-test.js';

/** Hosts that are named in the sentence; the test names them all. */
const NAMED = 4;
const FITTING = 60;

/** Nothing failed yet: these hosts may come onto one connection, and an operator can try what happens then. */
export function SharingNote({ warning }: { readonly warning: SharingWarning }): JSX.Element {
  const { hosts, address, port, certificate } = warning;
  return (
    <div class="map-warning">
      <Icon name="question" />
      <div>
        <p>
          <b>{t('map_may_share')}</b> <Hosts names={hosts} />.{' '}
          {t(certificate === 'covers' ? 'map_may_share_covers' : 'map_may_share_unknown')}
        </p>
        <Fold name={`map-test/${address}/${port}/${certificate}/${hosts[0]}`} summary={t('map_test_title')}>
          <SharingTest warning={warning} />
        </Fold>
      </div>
    </div>
  );
}

function Hosts({ names }: { readonly names: readonly string[] }): JSX.Element {
  const shown = names.length > NAMED + 1 ? names.slice(0, NAMED) : names;
  const more = names.length - shown.length;
  const words = shown.map((name) => elide(visible(name), FITTING));
  return (
    <Listed items={more > 0 ? [...words, plural('map_more_hosts', more)] : words} names={shown.length} />
  );
}

/** Joined as the language does, with each name kept apart from the sentence's writing direction. */
function Listed({
  items,
  names,
}: {
  readonly items: readonly string[];
  readonly names: number;
}): JSX.Element {
  const marks = items.map((_, index) => `\ue000${index}\ue001`);
  return (
    <>
      {formatList(marks)
        .split(/\ue000(\d+)\ue001/)
        .map((part, index) => {
          if (index % 2 === 0) return part;
          const at = Number(part);
          return at < names ? (
            <bdi key={index} dir="ltr" translate={false}>
              {items[at]}
            </bdi>
          ) : (
            items[at]
          );
        })}
    </>
  );
}
