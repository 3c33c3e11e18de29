import './over-time.css';
import type { JSX } from 'preact';
import { formatStretch, plural, t } from '../../../i18n/i18n.js';
import { OUTCOMES } from '../../../model/exchange.js';
import type { Incident } from '../../../model/incident.js';
import { Fold } from '../../../ui/fold.js';
import { Heading } from '../../../ui/heading.js';
import { Icon } from '../../../ui/icon.js';
import { StatusView } from '../../../ui/incident/status-view.js';
import { isSameSpan, type Since, type Span } from '../query.js';
import { Bars } from './bars.js';
import { BucketTable } from './bucket-table.js';
import { type Bucket, timeline, totalOf } from './buckets.js';
import { spanWords } from './span-words.js';

export interface OverTimeProps {
  readonly incidents: readonly Incident[];
  readonly since: Since;
  /** The stretch that the list is held to. */
  readonly span: Span | null;
  readonly choose: (span: Span | null) => void;
}

/** Occurrences over time, as bars and as a table. Either takes the list to one stretch of time, and back. */
export function OverTime({ incidents, since, span, choose }: OverTimeProps): JSX.Element {
  const { unit, buckets, undated } = timeline(incidents, since, Date.now());
  const toggle = ({ from, to }: Bucket): void => choose(isSameSpan(span, { from, to }) ? null : { from, to });
  const used = OUTCOMES.filter((outcome) => buckets.some(({ counts }) => counts[outcome] > 0));
  return (
    <section class="over-time">
      <div class="over-time-head">
        <Heading level={2}>{t('history_over_time')}</Heading>
        {span && <ChosenSpan span={span} clear={() => choose(null)} />}
        {used.length > 0 && (
          <ul class="over-time-legend">
            {used.map((outcome) => (
              <li key={outcome}>
                <StatusView status={outcome} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <Bars buckets={buckets} unit={unit} label={summary(buckets, unit)} span={span} toggle={toggle} />
      <Fold name="over-time-table" summary={t('history_as_table')}>
        <BucketTable buckets={buckets} unit={unit} outcomes={used} span={span} toggle={toggle} />
        {undated > 0 && <p class="history-note">{plural('history_undated', undated)}</p>}
      </Fold>
    </section>
  );
}

/** What the picture says, in a sentence: how many, and when most. */
function summary(buckets: readonly Bucket[], unit: ReturnType<typeof timeline>['unit']): string {
  const total = buckets.reduce((sum, bucket) => sum + totalOf(bucket), 0);
  const most = buckets.reduce<Bucket | undefined>(
    (best, bucket) => (totalOf(bucket) > (best ? totalOf(best) : 0) ? bucket : best),
    undefined,
  );
  return most ? plural('history_chart_summary', total, spanWords(most, unit)) : t('history_chart_empty');
}

interface ChosenSpanProps {
  readonly span: Span;
  readonly clear: () => void;
}

/** Says to which stretch the list is held, and takes that back. In its own words: the chart may have changed its step. */
const ChosenSpan = ({ span, clear }: ChosenSpanProps): JSX.Element => (
  <button type="button" class="chip" title={t('history_clear_span')} onClick={clear}>
    {t('history_only', formatStretch(span.from, span.to - 1))}
    <Icon name="cross" />
    <span class="visually-hidden">{t('history_clear_span')}</span>
  </button>
);
