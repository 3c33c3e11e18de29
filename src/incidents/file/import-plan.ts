import type { Incident } from '../../model/incident.js';
import type { ImportResult } from '../../model/merge.js';
import type { Settings } from '../../model/settings.js';
import { claimOf, pushedOut } from '../../model/shares.js';
import type { send } from '../../platform/send.js';
import { MAX_INCIDENTS, MAX_SIZE } from '../store/incidents.js';

const DAY_MS = 86_400_000;

/** What would become of the incidents of a file. */
export type ImportPlan =
  /** The user keeps nothing: they would be gone with the browser. */
  | { readonly kind: 'nothing-kept' }
  /** With those that are here there would be more than are kept, and the oldest would be dropped. */
  | { readonly kind: 'too-many'; readonly most: number }
  /** Together with those that are here they would take more room than there is. `most`: MiB */
  | { readonly kind: 'too-large'; readonly most: number }
  /** There would be more of one page or domain than its share, and some that are here would be dropped. */
  | { readonly kind: 'pushes-out' }
  /** `doomed`: so many are too old, or more of one page or domain than its share, and will be dropped again. */
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
  const added = incidents.filter(({ id }) => !known.has(id));
  const size = [...here, ...added].reduce((sum, incident) => sum + JSON.stringify(incident).length, 0);
  if (added.length > 0 && size > MAX_SIZE) return { kind: 'too-large', most: MAX_SIZE / 2 ** 20 };
  const gone = new Set(pushedOut([...here, ...added].map(claimOf), MAX_INCIDENTS));
  const goingAnyhow = new Set(pushedOut(here.map(claimOf), MAX_INCIDENTS));
  if (here.some(({ id }) => gone.has(id) && !goingAnyhow.has(id))) return { kind: 'pushes-out' };
  const oldest = now - keepDays * DAY_MS;
  const doomed = incidents.filter(
    ({ id, lastSeen }) =>
      (gone.has(id) && !known.has(id)) || Math.max(lastSeen, known.get(id) ?? lastSeen) < oldest,
  );
  return { kind: 'fits', doomed: doomed.length };
}

/** Incidents in one message. Each message is written down before it is answered, so few large ones are soonest done. */
const PART = 250;
/** Characters of its JSON: Chrome takes messages of 64 MiB at most, and an incident of the largest kind has about one. */
const PART_SIZE = 8 * 2 ** 20;

/** In their order, each part within both bounds; one incident at least. */
function partsOf(incidents: readonly Incident[]): Incident[][] {
  const parts: Incident[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const incident of incidents) {
    const own = JSON.stringify(incident).length;
    const last = parts.at(-1);
    if (last && last.length < PART && size + own <= PART_SIZE) {
      last.push(incident);
      size += own;
    } else {
      parts.push([incident]);
      size = own;
    }
  }
  return parts;
}

/** Gives incidents to the background, which merges them with those that are there. */
export async function importInParts(
  toBackground: typeof send,
  incidents: readonly Incident[],
): Promise<ImportResult> {
  const all = { added: 0, merged: 0, same: 0 };
  for (const part of partsOf(incidents)) {
    const { added, merged, same } = await toBackground('import', { incidents: part });
    all.added += added;
    all.merged += merged;
    all.same += same;
  }
  return all;
}
