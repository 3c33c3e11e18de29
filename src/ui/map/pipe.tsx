import './pipe.css';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { formatNumber, plural, t } from '../../i18n/i18n.js';
import type { MessageKey } from '../../model/text.js';
import type { MapGroup } from '../../sources/log/map/connection-map.js';
import { Name } from '../facts/name.js';
import { Icon } from '../icon.js';
import { ShowMore } from '../show-more.js';
import { visible } from '../visible.js';
import { GroupFacts } from './group-facts.js';
import { HostLabel } from './host-label.js';
import { openerName, protocolName } from './names.js';
import { type Coverage, coverageOf, inOrder } from './places.js';

/** Envelopes in one pipe at first, and how many a click adds. */
const HOSTS_SHOWN = 12;
const HOSTS_STEP = 60;

const COVERAGE: Readonly<Partial<Record<Coverage, MessageKey>>> = {
  all: 'map_covers_all',
  some: 'map_covers_some',
  none: 'map_covers_none',
};

/** One connection with the hosts in it; or, where connections are not distinguished, the hosts of one address. */
export function Pipe({ group }: { readonly group: MapGroup }): JSX.Element {
  const facts = useId();
  const [open, setOpen] = useState(false);
  const [most, setMost] = useState(HOSTS_SHOWN);
  const hosts = inOrder(group.hosts);
  const coverage = COVERAGE[coverageOf(hosts)];
  return (
    <li class="map-group" data-by={group.by} data-refused={hosts.some(({ misdirected }) => misdirected > 0)}>
      <div class="map-pipe">
        <div class="map-what">
          <button
            type="button"
            class="map-toggle"
            aria-expanded={open}
            aria-controls={facts}
            onClick={() => setOpen(!open)}
          >
            <span class="visually-hidden">{whatIsIt(group)} </span>
            <span>{protocolName(group.protocol)}</span>
            {group.connections > 1 && (
              <span class="map-count">
                <span aria-hidden="true">×{formatNumber(group.connections)}</span>
                <span class="visually-hidden">{plural('map_connections', group.connections)}</span>
              </span>
            )}
          </button>
          <UnseenOpener group={group} />
          {!group.secure && <span class="map-tag">{t('map_not_encrypted')}</span>}
          {coverage !== undefined && (
            <span class={coverage === 'map_covers_all' ? 'map-tag' : 'map-tag map-tag-odd'}>
              <Icon name="lock" />
              {t(coverage)}
            </span>
          )}
        </div>
        <div class="map-inside">
          <ul class="map-host-labels">
            {hosts.slice(0, most).map((host) => (
              <HostLabel
                key={`${host.host}:${host.port}`}
                host={host}
                secure={group.secure}
                shared={hosts.length > 1 && group.by === 'connection'}
              />
            ))}
          </ul>
          <ShowMore left={hosts.length - most} step={HOSTS_STEP} more={() => setMost(most + HOSTS_STEP)} />
        </div>
      </div>
      <div id={facts} hidden={!open}>
        {open && <GroupFacts group={group} />}
      </div>
    </li>
  );
}

/** The host that a connection was opened for may have sent nothing on it: then it has no envelope in the pipe. */
function UnseenOpener({ group }: { readonly group: MapGroup }): JSX.Element | null {
  const opener = openerName(group);
  if (opener === undefined || group.hosts.some((host) => host.opener)) return null;
  return (
    <span class="map-tag">
      <span>
        {t('map_fact_opened_for')} <Name>{opener}</Name>
      </span>
    </span>
  );
}

/** Before the protocol's name, for those who do not see the pipe. */
function whatIsIt(group: MapGroup): string {
  if (group.by === 'address') return t('map_group_address');
  const opener = openerName(group);
  return opener === undefined ? t('map_group_connection') : t('map_group_opened_for', visible(opener));
}
