import { IncidentStore } from '../../../../src/incidents/store/incidents.js';
import type { Protocol, RequestName } from '../../../../src/messages.js';
import type { Incident } from '../../../../src/model/incident.js';
import { mergeIncidents } from '../../../../src/model/merge.js';
import { readSettings } from './settings.js';
import { incidents as incidentsOfScene, listen, response, sentRequests, tell } from './stage.js';

const store = new IncidentStore();

type Responders = { [N in RequestName]?: (send: Protocol[N]['request']) => Promise<Protocol[N]['response']> };

const done = () => Promise.resolve(null);

/** The background: for the popup what its scene says, for the history the same store and the same merge. */
const responses: Responders = {
  'tab-view': response,
  'retry-fresh': () => Promise.resolve({ started: true }),
  // A run that lasts for as long as the test shows it.
  'run-checks': () => new Promise(() => {}),
  'add-pasted': done,
  'cancel-checks': done,
  'report-retry': done,
  'choose-reader': done,
  // One store plays both parts: where the user wants nothing kept, all that is in it goes with the session.
  list: async () => ((await readSettings()).keepDays === 0 ? store.list() : []),
  incidents: async ({ ids }) => {
    const stored = await store.getMany(ids);
    return stored.length > 0 ? stored : incidentsOfScene();
  },
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

/** Answers as the background does, and keeps what it was sent for the test. */
export async function send<N extends RequestName>(
  name: N,
  payload: Protocol[N]['request'],
): Promise<Protocol[N]['response']> {
  if (name !== 'tab-view') sentRequests.push({ name, payload });
  const respond = responses[name];
  if (!respond) throw new Error(`the stage does not answer ${name}`);
  return respond(payload);
}

export const onChanged = listen;
