import './map-table.css';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatNumber, t } from '../../i18n/i18n.js';
import type { ConnectionMap, MapGroup, MapHost } from '../../sources/log/map/connection-map.js';
import { Name } from '../facts/name.js';
import { ShowMore } from '../show-more.js';
import { type Row, Table } from '../table/table.js';
import { endpoint, hostName, openerName, protocolName } from './names.js';
import { inOrder } from './places.js';
import { SharingNote } from './sharing-note.js';

/** Hosts that are listed at first, and how many a click adds. */
const ROWS = 100;
const ROWS_STEP = 200;

/** The same as the drawing, a line for each host of each connection. */
export function MapTable({ map }: { readonly map: ConnectionMap }): JSX.Element {
  const [most, setMost] = useState(ROWS);
  const hosts = map.groups.flatMap((group) => inOrder(group.hosts).map((host) => ({ group, host })));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section class="table-wide map-table" tabIndex={0} aria-label={t('map_as_table')}>
        <Table
          columns={[
            { head: t('ui_fact_host') },
            { head: t('route_edge') },
            { head: t('ui_fact_address') },
            { head: t('ui_fact_protocol') },
            { head: t('map_column_covered') },
            { head: t('map_column_requests'), number: true },
            { head: '421', number: true, untranslated: true },
            { head: t('map_column_hidden'), number: true },
            { head: t('map_column_lost'), number: true },
          ]}
          rows={hosts.slice(0, most).map(({ group, host }) => rowOf(group, host))}
        />
      </section>
      <ShowMore left={hosts.length - most} step={ROWS_STEP} more={() => setMost(most + ROWS_STEP)} />
      {map.warnings.length > 0 && (
        <div class="map-warnings">
          {map.warnings.map((warning, index) => (
            <SharingNote key={index} warning={warning} />
          ))}
        </div>
      )}
    </>
  );
}

const rowOf = (group: MapGroup, host: MapHost): Row => ({
  key: `${group.id} ${host.host}:${host.port}`,
  refused: host.misdirected > 0,
  cells: [
    <Name>{hostName(host, group.secure)}</Name>,
    <ConnectionName group={group} />,
    <Address group={group} />,
    protocolName(group.protocol),
    coverWords(group, host),
    formatNumber(host.requests),
    formatNumber(host.misdirected),
    formatNumber(host.hidden),
    formatNumber(Math.round(host.lost)),
  ],
});

function Address({ group: { proxy, address, port } }: { readonly group: MapGroup }): JSX.Element {
  if (proxy !== undefined)
    return (
      <>
        {t('ui_fact_proxy')} <Name>{proxy}</Name>
      </>
    );
  if (address === undefined) return <span class="soft">{t('map_address_unknown')}</span>;
  return <Name>{endpoint(address, port)}</Name>;
}

function coverWords({ secure }: MapGroup, { covered }: MapHost): string {
  if (!secure) return t('map_not_encrypted');
  return covered === undefined ? '–' : t(covered ? 'ui_yes' : 'ui_no');
}

/** Connections have no names of their own: its number in the map, and whom it was opened for. */
function ConnectionName({ group }: { readonly group: MapGroup }): JSX.Element {
  if (group.by === 'address') return <span class="soft">{t('map_connections_unknown')}</span>;
  const opener = openerName(group);
  return (
    <>
      {t('map_connection_number', group.id)}
      {opener !== undefined && (
        <>
          {' '}
          <span class="soft">
            {t('map_fact_opened_for')} <Name>{opener}</Name>
          </span>
        </>
      )}
    </>
  );
}
