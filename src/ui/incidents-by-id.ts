import type { Incident } from '../model/incident.js';
import type { send } from '../platform/send.js';

/** Incidents of one message: Chrome takes messages of 64 MiB at most, and an incident of the largest kind has a quarter of one. */
const PART = 100;

/** Those of the ids that there are, in their order. */
export async function incidentsById(
  request: typeof send,
  ids: readonly string[],
): Promise<readonly Incident[]> {
  const found: Incident[] = [];
  for (let from = 0; from < ids.length; from += PART) {
    found.push(...(await request('incidents', { ids: ids.slice(from, from + PART) })));
  }
  return found;
}
