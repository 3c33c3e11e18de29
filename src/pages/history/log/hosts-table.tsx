import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatNumber, t } from '../../../i18n/i18n.js';
import { hostFieldOf, originOf } from '../../../model/authority.js';
import type { Summary } from '../../../sources/log/reading.js';
import { Name } from '../../../ui/facts/name.js';
import { ShowMore } from '../../../ui/map/show-more.js';
import { milliseconds } from './sizes.js';

/** Hosts that are listed at first, and how many a click adds. */
const ROWS = 10;
const ROWS_STEP = 100;

/** Which hosts were misdirected, the most troubled first. */
export function HostsTable({ hosts }: { readonly hosts: Summary['hosts'] }): JSX.Element {
  const [most, setMost] = useState(ROWS);
  return (
    <section class="log-part">
      <h2>{t('log_hosts')}</h2>
      <table class="log-table">
        <thead>
          <tr>
            <th scope="col">{t('ui_fact_host')}</th>
            <th scope="col">{t('log_figure_hidden')}</th>
            <th scope="col">{t('log_figure_surfaced')}</th>
            <th scope="col">{t('log_figure_unsettled')}</th>
            <th scope="col">{t('log_figure_lost')}</th>
          </tr>
        </thead>
        <tbody>
          {hosts.slice(0, most).map(({ authority, hidden, surfaced, unsettled, lost }) => (
            <tr key={originOf(authority)}>
              <th scope="row">
                <Name>{hostFieldOf(authority)}</Name>
              </th>
              <td>{formatNumber(hidden)}</td>
              <td>{formatNumber(surfaced)}</td>
              <td>{formatNumber(unsettled)}</td>
              <td>{milliseconds(lost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ShowMore left={hosts.length - most} step={ROWS_STEP} more={() => setMost(most + ROWS_STEP)} />
    </section>
  );
}
