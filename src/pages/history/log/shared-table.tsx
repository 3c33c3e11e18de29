import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatNumber, t } from '../../../i18n/i18n.js';
import type { Summary } from '../../../sources/log/reading.js';
import { Name, NameList } from '../../../ui/facts/name.js';
import { hostName } from '../../../ui/map/names.js';
import { ShowMore } from '../../../ui/map/show-more.js';
import { NumberCell } from './number-cell.js';
import { milliseconds } from './sizes.js';

const ROWS = 10;
const ROWS_STEP = 100;
/** Refused hosts that are named of one connection. */
const NAMED = 6;

/** On which connections hosts were refused for which these had not been opened. */
export function SharedTable({ shared }: { readonly shared: Summary['shared'] }): JSX.Element {
  const [most, setMost] = useState(ROWS);
  return (
    <section class="log-part">
      <h2>{t('log_shared')}</h2>
      <table class="log-table">
        <thead>
          <tr>
            <th scope="col">{t('map_fact_opened_for')}</th>
            <th scope="col">{t('log_shared_refused')}</th>
            <th scope="col" class="log-number" translate={false}>
              421
            </th>
            <th scope="col" class="log-number">
              {t('log_figure_hidden')}
            </th>
            <th scope="col" class="log-number">
              {t('log_figure_lost')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shared.slice(0, most).map(({ openedFor, address, hosts, misdirected, hidden, lost }, index) => (
            <tr key={index}>
              <th scope="row">
                <Name>{hostName(openedFor, true)}</Name>
                {address !== undefined && (
                  <span class="log-address">
                    <Name>{address}</Name>
                  </span>
                )}
              </th>
              <td data-label={t('log_shared_refused')}>
                <NameList names={hosts.map((host) => hostName(host, true))} most={NAMED} />
              </td>
              <NumberCell label="421">{formatNumber(misdirected)}</NumberCell>
              <NumberCell label={t('log_figure_hidden')}>{formatNumber(hidden)}</NumberCell>
              <NumberCell label={t('log_figure_lost')}>{milliseconds(lost)}</NumberCell>
            </tr>
          ))}
        </tbody>
      </table>
      <ShowMore left={shared.length - most} step={ROWS_STEP} more={() => setMost(most + ROWS_STEP)} />
    </section>
  );
}
