import type { CheckResult } from './check.js';
import type { Occurrence } from './exchange.js';
import { type HistoryPeriod, MAX_PERIODS } from './host-history.js';
import { graver, type Incident, keepLatest, MAX_NEIGHBOURS } from './incident.js';

const sameOccurrence = (a: Occurrence, b: Occurrence): boolean =>
  a.exchange.time === b.exchange.time &&
  a.exchange.requestId === b.exchange.requestId &&
  a.exchange.request.url === b.exchange.request.url;

/**
 * Two accounts of one incident as one: an imported file and what is here. Occurrences that both have count once;
 * where they share none, the counts add up.
 */
export function mergeIncidents(here: Incident, other: Incident): Incident {
  const added = other.occurrences.filter((one) => !here.occurrences.some((two) => sameOccurrence(one, two)));
  const overlap = added.length < other.occurrences.length;
  const status = graver(here.status, other.status);
  const occurrences = [...here.occurrences, ...added].sort((a, b) => a.exchange.time - b.exchange.time);
  return {
    ...here,
    ...(here.mainDocument || other.mainDocument ? { mainDocument: true as const } : {}),
    status,
    firstSeen: Math.min(here.firstSeen, other.firstSeen),
    lastSeen: Math.max(here.lastSeen, other.lastSeen),
    count: overlap ? Math.max(here.count, other.count, occurrences.length) : here.count + other.count,
    occurrences: keepLatest(status, occurrences),
    periods: mergePeriods(here.periods, other.periods),
    neighbours: [
      ...here.neighbours,
      ...other.neighbours.filter(({ host }) => !here.neighbours.some((known) => known.host === host)),
    ].slice(0, MAX_NEIGHBOURS),
    checks: mergeChecks(here.checks, other.checks),
    pasted: [
      ...here.pasted,
      ...other.pasted.filter((one) => !here.pasted.some(({ time }) => time === one.time)),
    ],
  };
}

/** Of each check its later result. */
function mergeChecks(here: readonly CheckResult[], other: readonly CheckResult[]): CheckResult[] {
  const latest = new Map(here.map((check) => [check.id, check]));
  for (const check of other) {
    const known = latest.get(check.id);
    if (!known || known.time < check.time) latest.set(check.id, check);
  }
  return [...latest.values()];
}

/** In the order of time; a period that both know, in whichever length, stands once. */
function mergePeriods(here: readonly HistoryPeriod[], other: readonly HistoryPeriod[]): HistoryPeriod[] {
  const merged = new Map(here.map((period) => [`${period.kind} ${period.from}`, period]));
  for (const period of other) {
    const key = `${period.kind} ${period.from}`;
    const known = merged.get(key);
    if (!known || known.to < period.to) merged.set(key, period);
  }
  return [...merged.values()].sort((a, b) => a.from - b.from).slice(-MAX_PERIODS);
}
