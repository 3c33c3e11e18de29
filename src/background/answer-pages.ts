// What the extension's pages may ask, and the answers. Payloads are checked here: an open page may be of another
// version than the background that has just been updated.
import * as v from 'valibot';
import { AT_FIRST, type Protocol, type RequestName, type TabView } from '../messages.js';
import { originOf } from '../model/authority.js';
import { isCut } from '../model/bounds.js';
import { type PastedFacts, RETRY_WAYS } from '../model/check.js';
import { planChecks } from '../model/check-plan.js';
import { hostOfKey, type Incident, leadingOccurrence } from '../model/incident.js';
import { hasAccess } from '../platform/access.js';
import type { RawRequest } from '../platform/messages.js';
import { isWatchable, openPrivately, reloadPastCache, tabFacts } from '../platform/tabs.js';
import { target } from '../platform/target.js';
import { incidentSchema, pastedSchema } from '../store/schema.js';
import type { Background } from './state.js';

const id = v.string();
const tabId = v.pipe(v.number(), v.integer());

/** The payload of each request, as it must be. */
const ASKS: { [N in RequestName]: v.GenericSchema<unknown, Protocol[N]['ask']> } = {
  'tab-view': v.object({ tabId }),
  incidents: v.object({ ids: v.array(id) }),
  list: v.record(v.string(), v.never()),
  'run-checks': v.object({ id, tabId, neighbour: v.nullable(v.string()), unusual: v.boolean() }),
  'cancel-checks': v.object({ id }),
  'add-pasted': v.object({ id, pasted: pastedSchema }),
  'retry-fresh': v.object({ id, tabId, way: v.picklist(RETRY_WAYS) }),
  forget: v.object({ ids: v.array(id) }),
  import: v.object({ incidents: v.array(incidentSchema) }),
  'report-retry': v.object({ id, saw: v.picklist(['healed', 'same']) }),
};

type Answers = { [N in RequestName]: (ask: Protocol[N]['ask']) => Promise<Protocol[N]['answer']> };

/** Pasted outputs that are kept with an incident. */
const MAX_PASTED = 5;

const answersOf = (state: Background): Answers => ({
  'tab-view': (ask) => tabView(state, ask.tabId),
  incidents: (ask) => state.incidents(ask.ids),
  list: async () => state.recorder.listable,
  'run-checks': async (ask) => {
    const incident = await existing(state, ask.id);
    const plan = planChecks(incident, { here: target, neighbour: ask.neighbour, unusual: ask.unusual });
    await state.checks.run(incident, ask.tabId, plan);
    return null;
  },
  'cancel-checks': async (ask) => {
    state.checks.cancel(ask.id);
    return null;
  },
  'add-pasted': async (ask) => (await addPasted(state, ask.id, ask.pasted)) ?? null,
  'retry-fresh': async (ask) => {
    const incident = await existing(state, ask.id);
    const url = await pageUrl(incident, ask.tabId);
    if (ask.way === 'private') return { started: await openPrivately(url) };
    state.retries.begin(ask.tabId, incident, ask.way, url);
    await reloadPastCache(ask.tabId);
    return { started: true };
  },
  forget: async (ask) => {
    await state.forget(ask.ids);
    return null;
  },
  import: (ask) => state.recorder.import(ask.incidents.filter(({ context }) => context.kind !== 'private')),
  'report-retry': async (ask) => {
    const incident = await existing(state, ask.id);
    await state.retries.report(incident.id, urlOf(incident), ask.saw);
    return null;
  },
});

/** Answers one request of a page; rejects with a message for the console if it is none that there is. */
export async function answerPage(state: Background, { name, ask }: RawRequest): Promise<unknown> {
  await state.ready;
  if (!isRequestName(name)) throw new Error(`the background knows no request "${name}"`);
  return answer(state, name, ask);
}

const isRequestName = (name: string): name is RequestName => Object.hasOwn(ASKS, name);

function answer<N extends RequestName>(
  state: Background,
  name: N,
  ask: unknown,
): Promise<Protocol[N]['answer']> {
  return answersOf(state)[name](v.parse(ASKS[name], ask));
}

async function tabView(state: Background, id: number): Promise<TabView> {
  const [tab, access] = await Promise.all([tabFacts(id), hasAccess()]);
  const host = tab?.url !== undefined && URL.canParse(tab.url) ? new URL(tab.url).hostname : undefined;
  const ids = [...state.tabs.of(id)]
    .map(([incident, { time }]) => ({ incident, time, own: hostOfKey(incident) === host }))
    .sort((a, b) => Number(b.own) - Number(a.own) || b.time - a.time)
    .map(({ incident }) => incident);
  const incidents = await state.incidents(ids.slice(0, AT_FIRST));
  const later = ids.slice(AT_FIRST);
  const storage = state.storageTrouble;
  return {
    state: !access ? 'no_access' : incidents.length > 0 || isWatchable(tab?.url) ? 'watching' : 'unwatchable',
    ...(host ? { host } : {}),
    ...(tab?.incognito ? { incognito: true } : {}),
    incidents,
    ...(later.length > 0 ? { later } : {}),
    checking: state.checks.running,
    ...(storage ? { storage } : {}),
  };
}

async function existing(state: Background, id: string): Promise<Incident> {
  const incident = await state.recorder.get(id);
  if (!incident) throw new Error('there is no such incident');
  return incident;
}

const addPasted = (state: Background, id: string, pasted: PastedFacts): Promise<Incident | undefined> =>
  state.recorder.learn(id, (incident) => ({
    ...incident,
    pasted: [...incident.pasted, pasted].slice(-MAX_PASTED),
  }));

const urlOf = (incident: Incident): string => leadingOccurrence(incident)?.exchange.request.url ?? '';

/** The page that failed, or the page in the tab where only a part of it did. */
async function pageUrl(incident: Incident, tabId: number): Promise<string> {
  const url = urlOf(incident);
  return (await tabFacts(tabId))?.url ?? (isCut(url) ? `${originOf(incident.authority)}/` : url);
}
