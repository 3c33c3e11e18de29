// What the extension's pages may ask, and the answers. Payloads are checked here: an open page may be of another
// version than the background that has just been updated.
import type { TabView } from '../messages.js';
import type { Incident } from '../model/incident.js';
import { hasAccess } from '../platform/access.js';
import type { RawRequest } from '../platform/messages.js';
import { isWatchable, tabFacts } from '../platform/tabs.js';
import type { Background } from './state.js';

/** Answers one request of a page; rejects with a message for the console if it is none that there is. */
export async function answerPage(state: Background, { name, ask }: RawRequest): Promise<unknown> {
  await state.ready;
  switch (name) {
    case 'tab-view':
      return tabView(state, numberIn(ask, 'tabId'));
    case 'incident':
      return (await state.recorder.get(stringIn(ask, 'id'))) ?? null;
    default:
      throw new Error(`the background knows no request "${name}"`);
  }
}

async function tabView(state: Background, tabId: number): Promise<TabView> {
  const [tab, access, incidents] = await Promise.all([
    tabFacts(tabId),
    hasAccess(),
    state.incidentsOf(tabId),
  ]);
  const host = tab?.url !== undefined && URL.canParse(tab.url) ? new URL(tab.url).hostname : undefined;
  return {
    state: !access ? 'no_access' : incidents.length > 0 || isWatchable(tab?.url) ? 'watching' : 'unwatchable',
    ...(host ? { host } : {}),
    incidents: incidents.sort(byHostThenTime(host)),
    checking: [],
  };
}

const byHostThenTime =
  (host: string | undefined) =>
  (a: Incident, b: Incident): number =>
    Number(b.authority.host === host) - Number(a.authority.host === host) || b.lastSeen - a.lastSeen;

function numberIn(ask: unknown, key: string): number {
  const value: unknown = typeof ask === 'object' && ask !== null ? Reflect.get(ask, key) : undefined;
  if (typeof value !== 'number') throw new Error(`"${key}" is to be a number`);
  return value;
}

function stringIn(ask: unknown, key: string): string {
  const value: unknown = typeof ask === 'object' && ask !== null ? Reflect.get(ask, key) : undefined;
  if (typeof value !== 'string') throw new Error(`"${key}" is to be a text`);
  return value;
}
