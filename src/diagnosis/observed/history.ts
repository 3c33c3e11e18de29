import type { HistoryPeriod } from '../../model/host-history.js';
import type { RawFacts } from '../types.js';

/** Answers no further apart than this belong to one state of the servers. In ms. */
const WITHIN_MINUTES = 10 * 60 * 1000;
/** A host that was answered so long, or so often, was served well before. In ms, and answers. */
const LONG_SUCCESS = 24 * 60 * 60 * 1000;
const MANY_RESPONSES = 20;
/** So many refusals over so long a time without a single success are no chance. Answers, and ms. */
const MANY_REFUSALS = 4;
const STEADY_FOR = 5 * 60 * 1000;

const refused = (period: HistoryPeriod): boolean => period.kind === 'misdirected';

const lasts = (period: HistoryPeriod): boolean =>
  period.count >= MANY_REFUSALS && period.to - period.from >= STEADY_FOR;

/** Changes between success and 421 that lie minutes apart. */
function quickChanges(periods: readonly HistoryPeriod[]): { toRefusal: number; toSuccess: number } {
  const changes = { toRefusal: 0, toSuccess: 0 };
  for (const [index, period] of periods.entries()) {
    const before = periods[index - 1];
    if (!before || refused(before) === refused(period) || period.from - before.to > WITHIN_MINUTES) continue;
    if (refused(period)) changes.toRefusal += 1;
    else changes.toSuccess += 1;
  }
  return changes;
}

/**
 * Success and 421 in turn within minutes. One change from success to a 421 that does not last counts as well;
 * one that lasts is a change of the servers, and a 421 that became a success is usually one that was fixed.
 * A path that is refused again and again, while others are answered, is no turn: gateways choose the upstream by path
 * (nginx: location; HAProxy: path_beg; Envoy: routes).
 */
export function alternates({ periods }: RawFacts): boolean {
  const { toRefusal, toSuccess } = quickChanges(periods);
  const said = new Set(periods.map(({ paths }) => paths));
  if (said.has('apart') && !said.has('both')) return false;
  if (toRefusal + toSuccess >= 2) return true;
  const last = periods.at(-1);
  return toRefusal === 1 && last !== undefined && refused(last) && !lasts(last);
}

/** The host was answered for long, then refused for good: something was changed, often an update. */
export function turnedAfterLongSuccess({ periods }: RawFacts): boolean {
  const last = periods.at(-1);
  const before = periods.at(-2);
  if (!last || !before || !refused(last) || refused(before)) return false;
  const long = before.to - before.from >= LONG_SUCCESS || before.count >= MANY_RESPONSES;
  return long && (lasts(last) || last.from - before.to > WITHIN_MINUTES);
}

/** The host was answered minutes before one of its 421s. */
export const answeredMinutesBefore = ({ periods }: RawFacts): boolean => quickChanges(periods).toRefusal > 0;

/**
 * The refusals that go on now are many, have lasted, and did not follow upon success by minutes. Connections that a
 * gateway keeps to its origin are dropped sooner when idle (nginx after 60 s, Caddy after 2 min), so what lasts is no
 * matter of which one was met.
 */
export function refusedSteadily({ periods }: RawFacts): boolean {
  const last = periods.at(-1);
  const before = periods.at(-2);
  return (
    last !== undefined &&
    refused(last) &&
    lasts(last) &&
    (before === undefined || last.from - before.to > WITHIN_MINUTES)
  );
}

/** Refused each time, often enough and long enough to say so. */
export function alwaysRefused({ periods }: RawFacts): boolean {
  const refusals = periods.filter(refused);
  const count = refusals.reduce((sum, period) => sum + period.count, 0);
  const first = refusals[0];
  const last = refusals.at(-1);
  return (
    refusals.length === periods.length &&
    first !== undefined &&
    last !== undefined &&
    count >= MANY_REFUSALS &&
    last.to - first.from >= STEADY_FOR
  );
}
