import { IncidentStore } from '../../../../src/incidents/store/incidents.js';
import type { Protocol, RequestName } from '../../../../src/messages.js';
import type { Incident } from '../../../../src/model/incident.js';
import { mergeIncidents } from '../../../../src/model/merge.js';
import { readSettings } from './settings.js';

const store = new IncidentStore();
const listeners = new Set<(incidents: readonly string[]) => void>();

function tell(ids: readonly string[]): void {
  for (const listener of listeners) listener(ids);
}

type Responders = { [N in RequestName]?: (send: Protocol[N]['request']) => Promise<Protocol[N]['response']> };

/** The background, as far as the history needs it: the same store, the same merge. */
const responses: Responders = {
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
    return { added: incidents.length - known.size, merged: known.size, same: 0 };
  },
};

export async function send<N extends RequestName>(
  name: N,
  payload: Protocol[N]['request'],
): Promise<Protocol[N]['response']> {
  const response = responses[name];
  if (!response) throw new Error(`the stage does not answer ${name}`);
  return response(payload);
}

export function onChanged(listener: (incidents: readonly string[]) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
