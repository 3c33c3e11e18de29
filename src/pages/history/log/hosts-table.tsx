import type { JSX } from 'preact';
import { formatNumber, t } from '../../../i18n/i18n.js';
import { hostFieldOf, originOf } from '../../../model/authority.js';
import type { MessageKey } from '../../../model/text.js';
import type { Summary } from '../../../sources/log/reading.js';
import { Name } from '../../../ui/facts/name.js';
import type { Row } from '../../../ui/table/table.js';
import { LogTable } from './log-table.js';
import { milliseconds } from './sizes.js';

export interface HostsTableProps {
  readonly summary: Summary;
  /** Name of the column of those that the browser did not hide. */
  readonly reached: MessageKey;
}

/** Which hosts were misdirected, the most troubled first. */
export function HostsTable({ summary: { hosts, unnamed }, reached }: HostsTableProps): JSX.Element {
  const counted = ['log_figure_hidden', reached, 'log_figure_unsettled', 'log_figure_lost'] as const;
  const rows = hosts.map(
    (host): Row => ({
      key: originOf(host.authority),
      cells: [<Name>{hostFieldOf(host.authority)}</Name>, ...figuresOf(host)],
    }),
  );
  if (unnamed.hidden + unnamed.surfaced > 0)
    rows.push({ key: 'unnamed', cells: [t('log_host_unnamed'), ...figuresOf(unnamed)] });
  return (
    <LogTable
      title={t('log_hosts')}
      columns={[
        { head: t('ui_fact_host') },
        ...counted.map((head) => ({ head: t(head), number: true }) as const),
      ]}
      rows={rows}
      first={10}
    />
  );
}

const figuresOf = ({ hidden, surfaced, unsettled, lost }: Summary['unnamed']): string[] => [
  formatNumber(hidden),
  formatNumber(surfaced),
  formatNumber(unsettled),
  milliseconds(lost),
];
