import type { Incident } from '../../model/incident.js';
import type { Settings } from '../../model/settings.js';
import { MAX_INCIDENTS } from '../store/incidents.js';

const DAY_MS = 86_400_000;

/** What would become of the incidents of a file. */
export type ImportPlan =
  /** The user keeps nothing: they would be gone with the browser. */
  | { readonly kind: 'nothing-kept' }
  /** With those that are here there would be more than are kept, and the oldest would be dropped. */
  | { readonly kind: 'too-many'; readonly most: number }
  /** `doomed`: so many were last seen longer ago than incidents are kept, and will be dropped again. */
  | { readonly kind: 'fits'; readonly doomed: number };

/** Looked at before anything is taken in, so that nothing is lost without a word. `now` in ms since the epoch. */
export function planImport(
  incidents: readonly Incident[],
  here: readonly Incident[],
  { keepDays }: Settings,
  now: number,
): ImportPlan {
  if (keepDays === 0) return { kind: 'nothing-kept' };
  const known = new Map(here.map((incident) => [incident.id, incident.lastSeen]));
  const all = new Set([...known.keys(), ...incidents.map(({ id }) => id)]);
  if (all.size > MAX_INCIDENTS) return { kind: 'too-many', most: MAX_INCIDENTS };
  const oldest = now - keepDays * DAY_MS;
  const doomed = incidents.filter(
    ({ id, lastSeen }) => Math.max(lastSeen, known.get(id) ?? lastSeen) < oldest,
  );
  return { kind: 'fits', doomed: doomed.length };
}
