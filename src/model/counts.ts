import type { Occurrence, Outcome } from './exchange.js';
import type { Incident } from './incident.js';

/** Browsers ask for this icon by themselves with each page (HTML, 4.6.7.8): a person who counts refusals has not seen it. */
export function isOwnIcon({ exchange: { request } }: Occurrence): boolean {
  return (
    request.type !== 'main_frame' &&
    URL.canParse(request.url) &&
    new URL(request.url).pathname === '/favicon.ico'
  );
}

/** How often the host was misdirected in all, as far as it is kept without the browser's own icon; at least once. */
export const countOf = ({ count, occurrences }: Pick<Incident, 'count' | 'occurrences'>): number =>
  Math.max(1, count - occurrences.filter(isOwnIcon).length);

/**
 * How often since a moment (ms since the epoch), as the page in a tab counts it: never more than in all. An icon alone
 * counts once.
 */
export function countSince(incident: Pick<Incident, 'count' | 'occurrences'>, since: number): number {
  const recent = incident.occurrences.filter(({ exchange }) => exchange.time >= since);
  const own = recent.filter((one) => !isOwnIcon(one)).length;
  return Math.min(countOf(incident), Math.max(own, recent.length > 0 ? 1 : 0));
}

/** How many hosts there are of each outcome. */
export type OutcomeCounts = Readonly<Record<Outcome, number>>;

export const countOutcomes = (outcomes: Iterable<Outcome>): OutcomeCounts => {
  const counts = { misdirected: 0, recovered: 0, suspected: 0 };
  for (const outcome of outcomes) counts[outcome] += 1;
  return counts;
};
