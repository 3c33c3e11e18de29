import type { Incident } from '../../model/incident.js';
import type { ImportResult } from '../../model/merge.js';
import type { send } from '../../platform/send.js';

/** Incidents in one message: Chrome takes messages of 64 MiB at most, and an incident of the largest kind has about one. */
const PART = 25;

/** Gives incidents to the background, which merges them with those that are there. */
export async function importInParts(
  toBackground: typeof send,
  incidents: readonly Incident[],
): Promise<ImportResult> {
  const all = { added: 0, merged: 0, same: 0 };
  for (let from = 0; from < incidents.length; from += PART) {
    const { added, merged, same } = await toBackground('import', {
      incidents: incidents.slice(from, from + PART),
    });
    all.added += added;
    all.merged += merged;
    all.same += same;
  }
  return all;
}
