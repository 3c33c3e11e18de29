import type { JSX } from 'preact';
import { formatNumber, t } from '../../../i18n/i18n.js';
import type { Summary } from '../../../sources/log/reading.js';
import { Name, NameList } from '../../../ui/facts/name.js';
import { hostName } from '../../../ui/map/names.js';
import { LogTable } from './log-table.js';
import { milliseconds } from './sizes.js';

/** Refused hosts that are named of one connection. */
const NAMED = 6;

/** On which connections hosts were refused for which these had not been opened. */
export const SharedTable = ({ shared }: { readonly shared: Summary['shared'] }): JSX.Element => (
  <LogTable
    title={t('log_shared')}
    columns={[
      { head: t('map_fact_opened_for') },
      { head: t('log_shared_refused') },
      { head: '421', number: true, untranslated: true },
      { head: t('log_figure_hidden'), number: true },
      { head: t('log_figure_lost'), number: true },
    ]}
    rows={shared.map(({ openedFor, address, hosts, misdirected, hidden, lost }, index) => ({
      key: String(index),
      cells: [
        <>
          <Name>{hostName(openedFor, true)}</Name>
          {address !== undefined && (
            <span class="log-address">
              <Name>{address}</Name>
            </span>
          )}
        </>,
        <NameList names={hosts.map((host) => hostName(host, true))} most={NAMED} />,
        formatNumber(misdirected),
        formatNumber(hidden),
        milliseconds(lost),
      ],
    }))}
    first={10}
  />
);
