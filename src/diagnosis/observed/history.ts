import type { Spell } from '../../model/sighting.js';
import type { RawFacts } from '../types.js';

/** Answers no further apart than this belong to one state of the servers. In ms. */
const WITHIN_MINUTES = 10 * 60 * 1000;
/** A host that was answered so long, or so often, was served well before. In ms, and answers. */
const LONG_SUCCESS = 24 * 60 * 60 * 1000;
const MANY_ANSWERS = 20;
/** So many refusals over so long a time without a single success are no chance. Answers, and ms. */
const MANY_REFUSALS = 4;
const STEADY_FOR = 5 * 60 * 1000;

const refused = (spell: Spell): boolean => spell.kind === 'misdirected';

const lasts = (spell: Spell): boolean => spell.count >= MANY_REFUSALS && spell.to - spell.from >= STEADY_FOR;

/** Changes between success and 421 that lie minutes apart. */
function quickChanges(spells: readonly Spell[]): { toRefusal: number; toSuccess: number } {
  const changes = { toRefusal: 0, toSuccess: 0 };
  for (const [index, spell] of spells.entries()) {
    const before = spells[index - 1];
    if (!before || refused(before) === refused(spell) || spell.from - before.to > WITHIN_MINUTES) continue;
    if (refused(spell)) changes.toRefusal += 1;
    else changes.toSuccess += 1;
  }
  return changes;
}

/**
 * Success and 421 in turn within minutes. One change from success to a 421 that does not last counts as well;
 * one that lasts is a change of the servers, and a 421 that became a success is most often one that was mended.
 */
export function alternates({ spells }: RawFacts): boolean {
  const { toRefusal, toSuccess } = quickChanges(spells);
  if (toRefusal + toSuccess >= 2) return true;
  const last = spells.at(-1);
  return toRefusal === 1 && last !== undefined && refused(last) && !lasts(last);
}

/** The host was answered for long, then refused for good: something was changed, often an update. */
export function turnedAfterLongSuccess({ spells }: RawFacts): boolean {
  const last = spells.at(-1);
  const before = spells.at(-2);
  if (!last || !before || !refused(last) || refused(before)) return false;
  const long = before.to - before.from >= LONG_SUCCESS || before.count >= MANY_ANSWERS;
  return long && (lasts(last) || last.from - before.to > WITHIN_MINUTES);
}

/** The host was answered minutes before one of its 421s. */
export const answeredMinutesBefore = ({ spells }: RawFacts): boolean => quickChanges(spells).toRefusal > 0;

/**
 * The refusals that go on now are many, have lasted, and did not follow upon success by minutes. Connections that a
 * front keeps to its origin are dropped sooner when idle (nginx after 60 s, Caddy after 2 min), so what lasts is no
 * matter of which one was met.
 */
export function refusedSteadily({ spells }: RawFacts): boolean {
  const last = spells.at(-1);
  const before = spells.at(-2);
  return (
    last !== undefined &&
    refused(last) &&
    lasts(last) &&
    (before === undefined || last.from - before.to > WITHIN_MINUTES)
  );
}

/** Refused each time, often enough and long enough to say so. */
export function alwaysRefused({ spells }: RawFacts): boolean {
  const refusals = spells.filter(refused);
  const count = refusals.reduce((sum, spell) => sum + spell.count, 0);
  const first = refusals[0];
  const last = refusals.at(-1);
  return (
    refusals.length === spells.length &&
    first !== undefined &&
    last !== undefined &&
    count >= MANY_REFUSALS &&
    last.to - first.from >= STEADY_FOR
  );
}
