import type { JSX } from 'preact';
import { formatMoment, formatNumber, t } from '../../../i18n/i18n.js';
import { hostFieldOf, originOf } from '../../../model/authority.js';
import type { MessageKey } from '../../../model/text.js';
import type { NelCounts, NelFigures, NelSpan } from '../../../sources/log/reading.js';
import { Name } from '../../../ui/facts/name.js';
import type { Column } from '../../../ui/table/table.js';
import { LogTable } from './log-table.js';
import { milliseconds } from './sizes.js';

/** Rows that are shown at first. */
const ROWS = 20;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Where reports of Network Error Logging say that 421s came from, and when. */
export const NelTables = ({ nel: { rows, hours } }: { readonly nel: NelFigures }): JSX.Element => (
  <>
    <LogTable
      title={t('log_servers')}
      columns={columns('ui_fact_host', 'ui_fact_address', 'ui_fact_protocol')}
      rows={rows.map((row) => ({
        key: `${originOf(row.authority)} ${row.address} ${row.protocol}`,
        cells: [
          <Name>{hostFieldOf(row.authority)}</Name>,
          <Name>{row.address}</Name>,
          row.protocol,
          ...figuresOf(row),
        ],
      }))}
      first={ROWS}
    />
    {hours.length > 0 && (
      <LogTable
        title={t('history_over_time')}
        columns={columns('log_time_from')}
        rows={spans(hours).map((span) => ({
          key: String(span.from),
          cells: [
            <time dateTime={new Date(span.from).toISOString()}>{formatMoment(span.from)}</time>,
            ...figuresOf(span),
          ],
        }))}
        first={ROWS}
      />
    )}
  </>
);

/** By the hour within two days, by the day (of UTC) beyond. */
function spans(hours: readonly NelSpan[]): readonly NelSpan[] {
  const [first, last] = [hours[0]?.from ?? 0, hours.at(-1)?.from ?? 0];
  if (last - first <= 2 * DAY) return hours;
  const days = new Map<number, NelSpan>();
  for (const hour of hours) {
    const from = Math.floor(hour.from / DAY) * DAY;
    const day = days.get(from) ?? { from, hidden: 0, surfaced: 0, unknown: 0, lost: 0 };
    days.set(from, {
      from,
      hidden: day.hidden + hour.hidden,
      surfaced: day.surfaced + hour.surfaced,
      unknown: day.unknown + hour.unknown,
      lost: day.lost + hour.lost,
    });
  }
  return [...days.values()];
}

const COUNTED = [
  'log_figure_hidden',
  'log_figure_surfaced',
  'log_figure_not_known',
  'log_figure_lost',
] as const;

const columns = (...named: readonly MessageKey[]): Column[] => [
  ...named.map((head) => ({ head: t(head) })),
  ...COUNTED.map((head) => ({ head: t(head), number: true }) as const),
];

const figuresOf = ({ hidden, surfaced, unknown, lost }: NelCounts): string[] => [
  formatNumber(hidden),
  formatNumber(surfaced),
  formatNumber(unknown),
  milliseconds(lost),
];
