import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatNumber, t } from '../../i18n/i18n.js';
import type { ConnectionMap, MapGroup, MapHost } from '../../sources/log/map/connection-map.js';
import { Name } from '../facts/name.js';
import { endpoint, hostName, openerName, protocolName } from './names.js';
import { inOrder } from './places.js';
import { SharingNote } from './sharing-note.js';
import { ShowMore } from './show-more.js';

/** Hosts that are listed at first, and how many a click adds. */
const ROWS = 100;
const ROWS_STEP = 200;

interface Row {
  readonly group: MapGroup;
  readonly host: MapHost;
}

/** The same as the drawing, a line for each host of each connection. */
export function MapTable({ map }: { readonly map: ConnectionMap }): JSX.Element {
  const [most, setMost] = useState(ROWS);
  const rows = map.groups.flatMap((group) => inOrder(group.hosts).map((host): Row => ({ group, host })));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section class="map-table" tabIndex={0} aria-label={t('map_as_table')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('ui_fact_host')}</th>
              <th scope="col">{t('map_column_connection')}</th>
              <th scope="col">{t('ui_fact_address')}</th>
              <th scope="col">{t('ui_fact_protocol')}</th>
              <th scope="col">{t('map_column_covered')}</th>
              <th scope="col">{t('map_column_requests')}</th>
              <th scope="col" translate={false}>
                421
              </th>
              <th scope="col">{t('map_column_hidden')}</th>
              <th scope="col">{t('map_column_lost')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((row) => (
              <HostRow key={`${row.group.id} ${row.host.host}:${row.host.port}`} row={row} />
            ))}
          </tbody>
        </table>
      </section>
      <ShowMore left={rows.length - most} step={ROWS_STEP} more={() => setMost(most + ROWS_STEP)} />
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

const HostRow = ({ row: { group, host } }: { readonly row: Row }): JSX.Element => (
  <tr data-refused={host.misdirected > 0}>
    <th scope="row">
      <Name>{hostName(host, group.secure)}</Name>
    </th>
    <td>
      <ConnectionName group={group} />
    </td>
    <td>
      {group.proxy !== undefined ? (
        <>
          {t('ui_fact_proxy')} <Name>{group.proxy}</Name>
        </>
      ) : group.address === undefined ? (
        <span class="soft">{t('map_address_unknown')}</span>
      ) : (
        <Name>{endpoint(group.address, group.port)}</Name>
      )}
    </td>
    <td>{protocolName(group.protocol)}</td>
    <td>
      {!group.secure
        ? t('map_not_encrypted')
        : host.covered === undefined
          ? '–'
          : t(host.covered ? 'ui_yes' : 'ui_no')}
    </td>
    <td>{formatNumber(host.requests)}</td>
    <td>{formatNumber(host.misdirected)}</td>
    <td>{formatNumber(host.hidden)}</td>
    <td>{formatNumber(Math.round(host.lost))}</td>
  </tr>
);

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
