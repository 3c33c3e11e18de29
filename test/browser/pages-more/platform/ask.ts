import type { Protocol, RequestName } from '../../../../src/messages.js';
import type { Incident } from '../../../../src/model/incident.js';
import { mergeIncidents } from '../../../../src/model/merge.js';
import { IncidentStore } from '../../../../src/store/incidents.js';
import { readSettings } from './settings.js';

const store = new IncidentStore();
const listeners = new Set<(incidents: readonly string[]) => void>();

function tell(ids: readonly string[]): void {
  for (const listener of listeners) listener(ids);
}

type Answers = { [N in RequestName]?: (ask: Protocol[N]['ask']) => Promise<Protocol[N]['answer']> };

/** The background, as far as the history needs it: the same store, the same merge. */
const answers: Answers = {
  // One store plays both parts: where the user wants nothing kept, all that is in it goes with the session.
  list: async () => ((await readSettings()).keepDays === 0 ? store.list() : []),
  incidents: ({ ids }) => store.getMany(ids),
  forget: async ({ ids }) => {
    await store.delete(ids);
    tell(ids);
    return null;
  },
  import: async ({ incidents }) => {
    const known = new Map((await store.getMany(incidents.map(({ id }) => id))).map((one) => [one.id, one]));
    const merged = incidents.map((incident): Incident => {
      const here = known.get(incident.id);
      return here ? mergeIncidents(here, incident) : incident;
    });
    await store.put(merged);
    tell(incidents.map(({ id }) => id));
    return { added: incidents.length - known.size, merged: known.size };
  },
};

export async function ask<N extends RequestName>(
  name: N,
  payload: Protocol[N]['ask'],
): Promise<Protocol[N]['answer']> {
  const answer = answers[name];
  if (!answer) throw new Error(`the stage does not answer ${name}`);
  return answer(payload);
}

export function onChanged(listener: (incidents: readonly string[]) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
