import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatMoment, formatNumber, t } from '../../../i18n/i18n.js';
import { hostFieldOf, originOf } from '../../../model/authority.js';
import type { NelCounts, NelFigures, NelSpan } from '../../../sources/log/reading.js';
import { Name } from '../../../ui/facts/name.js';
import { ShowMore } from '../../../ui/map/show-more.js';
import { NumberCell } from './number-cell.js';
import { milliseconds } from './sizes.js';

/** Rows that are shown at first, and how many a click adds. */
const ROWS = 20;
const STEP = 100;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Where reports of Network Error Logging say that 421s came from, and when. */
export const NelTables = ({ nel: { rows, hours } }: { readonly nel: NelFigures }): JSX.Element => (
  <>
    <Table
      title={t('log_servers')}
      heads={[t('ui_fact_host'), t('ui_fact_address'), t('ui_fact_protocol')]}
      rows={rows.map((row) => ({
        key: `${originOf(row.authority)} ${row.address} ${row.protocol}`,
        cells: [<Name>{hostFieldOf(row.authority)}</Name>, <Name>{row.address}</Name>, row.protocol],
        counts: row,
      }))}
    />
    {hours.length > 0 && (
      <Table
        title={t('log_over_time')}
        heads={[t('log_time_from')]}
        rows={spans(hours).map((span) => ({
          key: String(span.from),
          cells: [<time dateTime={new Date(span.from).toISOString()}>{formatMoment(span.from)}</time>],
          counts: span,
        }))}
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
  ...(['log_figure_hidden', 'log_figure_surfaced', 'log_figure_not_known', 'log_figure_lost'] as const),
];

interface TableProps {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    readonly cells: readonly (JSX.Element | string)[];
    readonly counts: NelCounts;
  }[];
}

function Table({ title, heads, rows }: TableProps): JSX.Element {
  const [most, setMost] = useState(ROWS);
  return (
    <section class="log-part">
      <h2>{title}</h2>
      <table class="log-table">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            {COUNTED.map((head) => (
              <th key={head} scope="col" class="log-number">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map(({ key, cells: [first, ...others], counts }) => (
            <tr key={key}>
              <th scope="row">{first}</th>
              {others.map((cell, index) => (
                <td key={index} data-label={heads[index + 1]}>
                  {cell}
                </td>
              ))}
              <NumberCell label={t('log_figure_hidden')}>{formatNumber(counts.hidden)}</NumberCell>
              <NumberCell label={t('log_figure_surfaced')}>{formatNumber(counts.surfaced)}</NumberCell>
              <NumberCell label={t('log_figure_not_known')}>{formatNumber(counts.unknown)}</NumberCell>
              <NumberCell label={t('log_figure_lost')}>{milliseconds(counts.lost)}</NumberCell>
            </tr>
          ))}
        </tbody>
      </table>
      <ShowMore left={rows.length - most} step={STEP} more={() => setMost(most + STEP)} />
    </section>
  );
}
