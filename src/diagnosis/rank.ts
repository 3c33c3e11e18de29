import type { Confidence } from '../model/cause.js';
import type { Weighed } from './weigh.js';

/** Below this sum the first cause is too weak to stand first: the response is then `unknown`. */
export const BAR = 2;
/** A sum that is worth being called likely, and by how much it must lead. */
const LIKELY_SCORE = 3;
const LIKELY_LEAD = 2;
/** Findings that are shown; more would only blur. */
const MOST_FINDINGS = 4;

/**
 * Causes with something for them, the best first. What is decided goes before what is only weighed; the order of
 * the list given breaks ties.
 */
export const rank = (weighed: readonly Weighed[]): readonly Weighed[] =>
  weighed
    .filter(({ excluded, score }) => !excluded && score > 0)
    .toSorted((a, b) => Number(b.decided) - Number(a.decided) || (a.decided ? 0 : b.score - a.score))
    .slice(0, MOST_FINDINGS);

/**
 * How sure the finding at `place` is. `certain` takes deciding evidence, nothing strong against it, and no other
 * cause that is decided too. `likely` takes a clear sum and a clear lead. A cause behind the first is at most
 * `likely`, and only if something decides it.
 */
export function confidenceAt(ranked: readonly Weighed[], place: number): Confidence {
  const own = ranked[place];
  if (!own) return 'possible';
  if (place > 0) return own.decided ? 'likely' : 'possible';
  const rivals = ranked.slice(1);
  const contradicted = own.evidence.some(({ weight }) => weight === -3);
  if (own.decided && !contradicted && !rivals.some(({ decided }) => decided)) return 'certain';
  const lead = own.score - Math.max(0, ...rivals.map(({ score }) => score));
  return own.score >= LIKELY_SCORE && lead >= LIKELY_LEAD ? 'likely' : 'possible';
}
