import { countOf, isOwnIcon } from '../../../model/counts.js';
import { OUTCOMES, type Outcome } from '../../../model/exchange.js';
import type { Incident } from '../../../model/incident.js';
import { SINCE_MS, type Since } from '../query.js';

/** A stretch of time on the chart, with how many occurrences of each kind fall into it. */
export interface Bucket {
  /** ms since the epoch: the first moment of it, and the first moment after it */
  readonly from: number;
  readonly to: number;
  readonly counts: Readonly<Record<Outcome, number>>;
}

export type Unit = 'minutes' | 'hour' | 'day' | 'week';

export interface Timeline {
  readonly unit: Unit;
  /** In order, without gaps; at most MAX_BUCKETS. */
  readonly buckets: readonly Bucket[];
  /** Occurrences that were counted but whose times are no longer kept, or that lie outside the chart. */
  readonly undated: number;
}

/** Bars that are drawn at most. */
export const MAX_BUCKETS = 60;
/** Days that are drawn at least, where it is days: few bars would be so wide that they say little. */
const FEWEST_DAYS = 14;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The start of the stretch that holds `time`, `steps` stretches later; by the calendar of the user's time zone. */
function start(unit: Unit, time: number, steps = 0): number {
  const at = new Date(time);
  const [year, month, day] = [at.getFullYear(), at.getMonth(), at.getDate()];
  switch (unit) {
    case 'minutes':
      return new Date(
        year,
        month,
        day,
        at.getHours(),
        (Math.floor(at.getMinutes() / 5) + steps) * 5,
      ).getTime();
    case 'hour':
      // Not by the clock: where an hour of it is repeated or left out, an hour is still an hour.
      return time - (((time % HOUR) + HOUR) % HOUR) + steps * HOUR;
    case 'day':
      return new Date(year, month, day + steps).getTime();
    case 'week':
      return new Date(year, month, day - ((at.getDay() + 6) % 7) + steps * 7).getTime();
  }
}

/** The finest stretch with which the span fits on the chart. */
const unitFor = (span: number): Unit => {
  if (span <= 2 * HOUR) return 'minutes';
  if (span <= 2 * DAY) return 'hour';
  return span <= 45 * DAY ? 'day' : 'week';
};

/**
 * Occurrences over time, up to now. The chart begins where the filter of time does, or with the first occurrence whose
 * time is kept, but never less than a day ago without a filter.
 */
export function timeline(incidents: readonly Incident[], since: Since, now: number): Timeline {
  const dated = incidents.flatMap(({ occurrences }) =>
    occurrences
      .filter((one) => !isOwnIcon(one) || occurrences.every(isOwnIcon))
      .map(({ outcome, exchange: { time } }) => ({ outcome, time })),
  );
  const first = dated.reduce((least, { time }) => Math.min(least, time), now - DAY);
  const earliest = since === 'any' ? first : now - SINCE_MS[since];
  const unit = unitFor(now - earliest);
  const wanted =
    since === 'any' && unit === 'day' ? Math.min(earliest, now - (FEWEST_DAYS - 1) * DAY) : earliest;
  const end = start(unit, now, 1);
  const begin = Math.max(start(unit, wanted), start(unit, now, 1 - MAX_BUCKETS));

  const edges: number[] = [begin];
  for (let edge = start(unit, begin, 1); edge < end; edge = start(unit, edge, 1)) edges.push(edge);
  edges.push(end);

  const counts = edges.slice(1).map(() => ({ misdirected: 0, recovered: 0, suspected: 0 }));
  let placed = 0;
  for (const { outcome, time } of dated) {
    const count = counts[indexOf(edges, time)];
    if (!count) continue;
    count[outcome] += 1;
    placed += 1;
  }
  const total = incidents.reduce((sum, incident) => sum + countOf(incident), 0);
  return {
    unit,
    buckets: counts.map((count, index) => ({
      from: edges[index] ?? begin,
      to: edges[index + 1] ?? end,
      counts: count,
    })),
    undated: Math.max(0, total - placed),
  };
}

/** The stretch that holds the time; -1 before the first, and one past the last after it. Edges are in order. */
function indexOf(edges: readonly number[], time: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export const totalOf = ({ counts }: Bucket): number =>
  OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
