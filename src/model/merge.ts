import { type CheckResult, MAX_PASTED } from './check.js';
import type { Occurrence, Outcome } from './exchange.js';
import { type HistoryPeriod, MAX_PERIODS } from './host-history.js';
import { graver, type Incident, keepLatest, MAX_COUNT, MAX_NEIGHBOURS, MAX_OCCURRENCES } from './incident.js';
import { OWN } from './source.js';
import { mergeSources, occurrencesBeyond } from './sources.js';

/** What became of the incidents of a file: how many are new, were merged, or were here with all that the file has. */
export interface ImportResult {
  readonly added: number;
  readonly merged: number;
  readonly same: number;
}

/**
 * Two accounts of one incident as one: what is here, and an imported file. All that is here stays; of the other what there
 * is room for, the latest first. What counts once and what adds up: sources.ts.
 */
export function mergeIncidents(here: Incident, other: Incident): Incident {
  const { sources, occurrences } = mergeSources(here, other);
  const added = occurrencesBeyond(here.occurrences, occurrences);
  const status = graver(here.status, other.status);
  return {
    ...here,
    ...(here.sources || sources.some(({ label }) => label !== OWN) ? { sources } : {}),
    ...(here.mainDocument || other.mainDocument ? { mainDocument: true as const } : {}),
    status,
    firstSeen: Math.min(here.firstSeen, other.firstSeen),
    lastSeen: Math.max(here.lastSeen, other.lastSeen),
    count: Math.min(
      MAX_COUNT,
      sources.reduce((sum, { count }) => sum + count, 0),
    ),
    occurrences: filled(status, here.occurrences, added),
    periods: mergePeriods(here.periods, other.periods),
    neighbours: [
      ...here.neighbours,
      ...other.neighbours.filter(({ host }) => !here.neighbours.some((known) => known.host === host)),
    ].slice(0, MAX_NEIGHBOURS),
    checks: mergeChecks(here.checks, other.checks),
    pasted: [
      ...here.pasted,
      ...other.pasted.filter((one) => !here.pasted.some(({ time }) => time === one.time)),
    ].slice(0, Math.max(MAX_PASTED, here.pasted.length)),
  };
}

const inOrder = (occurrences: readonly Occurrence[]): Occurrence[] =>
  occurrences.toSorted((a, b) => a.exchange.time - b.exchange.time);

/** Those that are here, and the latest of the others that the bounds leave room for. */
function filled(
  status: Outcome,
  here: readonly Occurrence[],
  others: readonly Occurrence[],
): readonly Occurrence[] {
  const latest = inOrder(others);
  for (let room = Math.min(others.length, MAX_OCCURRENCES - here.length); room > 0; room--) {
    const kept = keepLatest(status, inOrder([...here, ...latest.slice(-room)]));
    if (here.every((one) => kept.includes(one))) return kept;
  }
  return here;
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

const keyOf = ({ kind, from }: HistoryPeriod): string => `${kind} ${from}`;

/** In the order of time; a period that both know, in whichever length, stands once. */
function mergePeriods(here: readonly HistoryPeriod[], other: readonly HistoryPeriod[]): HistoryPeriod[] {
  const merged = new Map(here.map((period) => [keyOf(period), period]));
  const added: HistoryPeriod[] = [];
  for (const period of other) {
    const known = merged.get(keyOf(period));
    if (!known) added.push(period);
    else if (known.to < period.to) merged.set(keyOf(period), period);
  }
  const room = Math.max(0, MAX_PERIODS - merged.size);
  return [...merged.values(), ...added.toSorted((a, b) => b.from - a.from).slice(0, room)].sort(
    (a, b) => a.from - b.from,
  );
}
