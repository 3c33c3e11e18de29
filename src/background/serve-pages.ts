// What the extension's pages may ask, and the responses. Payloads are checked here: an open page may be of another
// version than the background that has just been updated.
import * as v from 'valibot';
import { storedIncidentSchema } from '../incidents/store/schema.js';
import { AT_FIRST, type Protocol, REQUESTS, type RequestName, type TabView } from '../messages.js';
import { authorityOf, originOf } from '../model/authority.js';
import { isCut } from '../model/bounds.js';
import { MAX_PASTED, type PastedFacts } from '../model/check.js';
import { planChecks } from '../model/check-plan.js';
import { countOutcomes } from '../model/counts.js';
import { hostOfKey, type Incident, incidentKey, leadingOccurrence } from '../model/incident.js';
import { isRecorded } from '../model/settings.js';
import { hasAccess } from '../platform/access.js';
import type { RawRequest } from '../platform/messages.js';
import { documentShown } from '../platform/navigation.js';
import { isWatchable, openPrivately, reloadPastCache, type TabFacts, tabFacts } from '../platform/tabs.js';
import { target } from '../platform/target.js';
import type { Background } from './state.js';

/** The payload of each request, as it must be. What a page sends of a file is bounded as what is read from storage. */
const PAYLOADS: { [N in RequestName]: v.GenericSchema<unknown, Protocol[N]['request']> } = {
  ...REQUESTS,
  import: v.object({ incidents: v.array(storedIncidentSchema) }),
};

type Responders = {
  [N in RequestName]: (request: Protocol[N]['request']) => Promise<Protocol[N]['response']>;
};

const responsesOf = (state: Background): Responders => ({
  'tab-view': (request) => tabView(state, request.tabId),
  incidents: (request) => state.incidents(request.ids),
  list: async () => state.incidentCache.listable,
  'run-checks': async (request) => {
    const incident = await existing(state, request.id);
    const plan = planChecks(incident, {
      here: target,
      neighbour: request.neighbour,
      unusual: request.unusual,
    });
    await state.checks.run(incident, request.tabId, plan);
    return null;
  },
  'cancel-checks': async (request) => {
    state.checks.cancel(request.id);
    return null;
  },
  'add-pasted': async (request) => (await addPasted(state, request.id, request.pasted)) ?? null,
  'retry-fresh': async (request) => {
    const incident = await existing(state, request.id);
    const url = await pageUrl(incident, request.tabId);
    if (request.way === 'private') return { started: await openPrivately(url) };
    state.retries.begin(request.tabId, incident, request.way, url);
    await reloadPastCache(request.tabId);
    return { started: true };
  },
  'choose-reader': async ({ ids, reader }) => {
    for (const id of ids) await state.recorder.learn(id, (incident) => ({ ...incident, reader }));
    return null;
  },
  forget: async (request) => {
    await state.forget(request.ids);
    return null;
  },
  import: (request) =>
    state.recorder.import(request.incidents.filter(({ context }) => context.kind !== 'private')),
  'report-retry': async (request) => {
    const incident = await existing(state, request.id);
    await state.retries.report(incident.id, urlOf(incident), request.saw);
    return null;
  },
});

/** Answers one request of a page; rejects with a message for the console if it is none that there is. */
export async function servePage(state: Background, { name, request }: RawRequest): Promise<unknown> {
  if (!isRequestName(name)) throw new Error(`the background knows no request "${name}"`);
  // What the browser says of a tab before the last life's state is back may be ahead of the events that follow it.
  await state.ready;
  return response(state, name, request);
}

const isRequestName = (name: string): name is RequestName => Object.hasOwn(REQUESTS, name);

function response<N extends RequestName>(
  state: Background,
  name: N,
  request: unknown,
): Promise<Protocol[N]['response']> {
  return responsesOf(state)[name](v.parse(PAYLOADS[name], request));
}

async function tabView(state: Background, id: number): Promise<TabView> {
  // All at once: each is a round to the browser, and the popup shows nothing before the last.
  const [tab, access, document] = await Promise.all([tabFacts(id), hasAccess(), documentShown(id)]);
  const address = tab?.url !== undefined && URL.canParse(tab.url) ? new URL(tab.url) : undefined;
  const host = address?.hostname;
  const unrecorded = unrecordedOf(state, host);
  const seen = await sightOf(state, tab, access, document?.documentId);
  // The browser's own error page may have an address of its own; the tab shows the one that was asked for.
  const shown = document && { ...document, url: tab?.url ?? document.url };
  const unseen = access ? state.unseen.of(id, shown) : [];
  // Opened at once, the popup would come before the looks that a worker's request sets off.
  if (tab && address && !tab.discarded) {
    await state.workerTies.look(id, address.origin, tab.context).catch(state.failed);
  }
  const own = [...state.tabs.of(id)]
    .map(([incident, { time }]) => ({ incident, time, own: hostOfKey(incident) === host }))
    .sort((a, b) => Number(b.own) - Number(a.own) || b.time - a.time)
    .map(({ incident }) => incident);
  const ofWorkers = tab ? workerIncidents(state, tab, own) : [];
  const ids = [...own, ...ofWorkers];
  const storedAt = [...state.tabs.of(id).values()].find((mark) => mark.storedAt !== undefined)?.storedAt;
  const [incidents, earlier] = await Promise.all([
    state.incidents(ids.slice(0, AT_FIRST)),
    tab && earlierOf(state, tab, ids),
  ]);
  const later = ids.slice(AT_FIRST);
  const notKept = state.tabs.notKept(id);
  const marks = state.tabs.of(id);
  const since = state.tabs.since(id);
  const storage = state.storageTrouble;
  return {
    ...seen,
    ...(unseen.length > 0 ? { unseen } : {}),
    ...(host ? { host } : {}),
    ...(unrecorded ? { unrecorded } : {}),
    ...(storedAt === undefined ? {} : { storedAt }),
    ...(tab?.incognito ? { incognito: true } : {}),
    incidents,
    ...(ofWorkers.length > 0 ? { ofWorkers } : {}),
    ...(earlier ? { earlier } : {}),
    ...(marks.size > 0 ? { hosts: countOutcomes([...marks.values()].map(({ outcome }) => outcome)) } : {}),
    ...(since > 0 ? { since } : {}),
    ...(later.length > 0 ? { later } : {}),
    ...(notKept > 0 ? { notKept } : {}),
    checking: state.checks.running,
    ...(storage ? { storage } : {}),
  };
}

/** What the settings leave out of a tab's page. */
function unrecordedOf({ settings }: Background, host: string | undefined): TabView['unrecorded'] {
  const { onlyHosts } = settings;
  if (host && !isRecorded(host, { onlyHosts, ignoredHosts: [] })) return 'not_chosen';
  if (host && !isRecorded(host, settings)) return 'ignored';
  return onlyHosts.length > 0 ? 'others' : undefined;
}

/** The incident of the origin that the tab shows, if it is of an earlier page. */
async function earlierOf(
  state: Background,
  { url, incognito, context }: TabFacts,
  shown: readonly string[],
): Promise<Incident | undefined> {
  const authority = url === undefined ? undefined : authorityOf(url);
  if (authority === undefined || incognito) return undefined;
  const key = incidentKey(authority, context);
  return shown.includes(key) ? undefined : (await state.incidents([key])).at(0);
}

/** Incidents of the site's workers since the tab shows its page, but for those that are the page's own. */
function workerIncidents(
  state: Background,
  { id, url, context }: TabFacts,
  own: readonly string[],
): string[] {
  if (url === undefined || !URL.canParse(url)) return [];
  const requests = state.workers.of(new URL(url).origin, context, state.tabs.since(id));
  return [...new Set(requests.map(({ incident }) => incident))].filter((one) => !own.includes(one));
}

/** What Missent saw of a tab's page; a page that nobody watched is read now, if it can be. */
async function sightOf(
  state: Background,
  tab: TabFacts | undefined,
  access: boolean,
  documentId: string | undefined,
): Promise<Pick<TabView, 'state' | 'ownStatus'>> {
  if (!access) return { state: 'no_access' };
  if (!tab || !isWatchable(tab.url)) return { state: 'unwatchable' };
  if (await state.watched.isWatched(tab.id, documentId)) return { state: 'watching' };
  const shown = { tabId: tab.id, ...(documentId === undefined ? {} : { documentId }) };
  const ownStatus = tab.discarded ? undefined : await state.earlier.read(shown);
  return { state: 'unwatched', ...(ownStatus === undefined ? {} : { ownStatus }) };
}

async function existing(state: Background, id: string): Promise<Incident> {
  const incident = await state.incidentCache.get(id);
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
