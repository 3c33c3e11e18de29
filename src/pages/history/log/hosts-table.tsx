import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatNumber, t } from '../../../i18n/i18n.js';
import { hostFieldOf, originOf } from '../../../model/authority.js';
import type { MessageKey } from '../../../model/text.js';
import type { Summary } from '../../../sources/log/reading.js';
import { Name } from '../../../ui/facts/name.js';
import { ShowMore } from '../../../ui/map/show-more.js';
import { NumberCell } from './number-cell.js';
import { milliseconds } from './sizes.js';

/** Hosts that are listed at first, and how many a click adds. */
const ROWS = 10;
const ROWS_STEP = 100;

export interface HostsTableProps {
  readonly summary: Summary;
  /** Name of the column of those that the browser did not hide. */
  readonly reached: MessageKey;
}

/** Which hosts were misdirected, the most troubled first. */
export function HostsTable({ summary: { hosts, unnamed }, reached }: HostsTableProps): JSX.Element {
  const [most, setMost] = useState(ROWS);
  return (
    <section class="log-part">
      <h2>{t('log_hosts')}</h2>
      <table class="log-table">
        <thead>
          <tr>
            <th scope="col">{t('ui_fact_host')}</th>
            {(['log_figure_hidden', reached, 'log_figure_unsettled', 'log_figure_lost'] as const).map(
              (head) => (
                <th key={head} scope="col" class="log-number">
                  {t(head)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {hosts.slice(0, most).map(({ authority, hidden, surfaced, unsettled, lost }) => (
            <tr key={originOf(authority)}>
              <th scope="row">
                <Name>{hostFieldOf(authority)}</Name>
              </th>
              <CountCells {...{ hidden, surfaced, unsettled, lost, reached }} />
            </tr>
          ))}
          {unnamed.hidden + unnamed.surfaced > 0 && (
            <tr>
              <th scope="row">{t('log_host_unnamed')}</th>
              <CountCells {...unnamed} reached={reached} />
            </tr>
          )}
        </tbody>
      </table>
      <ShowMore left={hosts.length - most} step={ROWS_STEP} more={() => setMost(most + ROWS_STEP)} />
    </section>
  );
}

type CountCellsProps = Summary['unnamed'] & Pick<HostsTableProps, 'reached'>;

const CountCells = ({ hidden, surfaced, unsettled, lost, reached }: CountCellsProps): JSX.Element => (
  <>
    <NumberCell label={t('log_figure_hidden')}>{formatNumber(hidden)}</NumberCell>
    <NumberCell label={t(reached)}>{formatNumber(surfaced)}</NumberCell>
    <NumberCell label={t('log_figure_unsettled')}>{formatNumber(unsettled)}</NumberCell>
    <NumberCell label={t('log_figure_lost')}>{milliseconds(lost)}</NumberCell>
  </>
);
