import type { JSX } from 'preact';
import { formatNumber, t } from '../../../i18n/i18n.js';
import type { Outcome } from '../../../model/exchange.js';
import { Table } from '../../../ui/table/table.js';
import { isSameSpan, type Span } from '../query.js';
import { type Bucket, totalOf, type Unit } from './buckets.js';
import { spanWords } from './span-words.js';

export interface BucketTableProps {
  readonly buckets: readonly Bucket[];
  readonly unit: Unit;
  /** The kinds that occur. */
  readonly outcomes: readonly Outcome[];
  readonly span: Span | null;
  readonly toggle: (bucket: Bucket) => void;
}

/** The same as the bars, in numbers; stretches without anything are left out. Bars may be slim: this is their equal. */
export function BucketTable({ buckets, unit, outcomes, span, toggle }: BucketTableProps): JSX.Element {
  const filled = buckets.filter((bucket) => totalOf(bucket) > 0);
  if (filled.length === 0) return <p class="history-note">{t('history_chart_empty')}</p>;
  return (
    <Table
      columns={[
        { head: t('history_time') },
        ...outcomes.map((outcome) => ({ head: t(`history_status_${outcome}`), number: true }) as const),
      ]}
      rows={filled.map((bucket) => ({
        key: String(bucket.from),
        cells: [
          <button
            type="button"
            class="link table-pick"
            aria-pressed={isSameSpan(span, bucket)}
            title={t('history_pick_span')}
            onClick={() => toggle(bucket)}
          >
            {spanWords(bucket, unit)}
          </button>,
          ...outcomes.map((outcome) => formatNumber(bucket.counts[outcome])),
        ],
      }))}
    />
  );
}
