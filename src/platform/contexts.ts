// Which browsing context a tab belongs to. Firefox says it with every request; Chrome only of the tab.
import type { BrowsingContext } from '../model/context.js';
import { dropOldest } from '../model/drop-oldest.js';
import { browser } from './browser.js';
import { target } from './target.js';
import type { WebResponse } from './web-response.js';

const NORMAL: BrowsingContext = { kind: 'normal' };
const PRIVATE: BrowsingContext = { kind: 'private' };

/** Tabs whose context is kept in mind, closed ones among them: what they asked for may be answered later. */
const MAX_TABS = 2000;
/** ms after a private tab closed in which a response that names no tab may still be one of its. */
const AFTERWARDS_MS = 60_000;

/** Tabs whose context is known. Lives with the background; a stopped one asks again. Ids are never used again. */
const ofTab = new Map<number, BrowsingContext>();
let privateClosed = Number.NEGATIVE_INFINITY;

/** Listeners that keep the map right. Call once, synchronously, when the background starts. */
export function watchContexts(): void {
  browser.tabs.onCreated.addListener(keep);
  browser.tabs.onRemoved.addListener((tabId) => {
    if (ofTab.get(tabId) === PRIVATE) privateClosed = performance.now();
  });
  if (target === 'firefox') return;
  // So that the context of a tab is known when it closes under its request.
  browser.tabs.query({}).then(
    (tabs) => tabs.forEach(keep),
    // Then each is asked for when it is wanted.
    () => undefined,
  );
}

function keep({ id, incognito }: { readonly id?: number | undefined; readonly incognito: boolean }): void {
  if (id === undefined) return;
  ofTab.set(id, incognito ? PRIVATE : NORMAL);
  dropOldest(ofTab, MAX_TABS);
}

/** The context of a response if it is known at once, which it nearly always is. */
export function contextAtOnce(
  response: Pick<WebResponse, 'tabId' | 'incognito' | 'cookieStoreId'>,
): BrowsingContext | undefined {
  if (response.cookieStoreId !== undefined) {
    if (response.incognito || response.cookieStoreId === 'firefox-private') return PRIVATE;
    return response.cookieStoreId === 'firefox-default'
      ? NORMAL
      : { kind: 'container', id: response.cookieStoreId };
  }
  if (response.incognito !== undefined) return response.incognito ? PRIVATE : NORMAL;
  return ofTab.get(response.tabId);
}

/**
 * The context of a response, asking the browser. Where it cannot be told it is private, for nothing of a private window
 * may reach the disk: a response of a tab that is gone and was not known, and one of no tab while a private window is
 * open or was until just now. Unless the user never let Missent see private windows.
 */
export async function contextOf(response: WebResponse): Promise<BrowsingContext> {
  const atOnce = contextAtOnce(response);
  if (atOnce) return atOnce;
  if (response.tabId >= 0) {
    try {
      const tab = await browser.tabs.get(response.tabId);
      keep(tab);
      return tab.incognito ? PRIVATE : NORMAL;
    } catch {
      return (await browser.extension.isAllowedIncognitoAccess()) ? PRIVATE : NORMAL;
    }
  }
  return privateJustClosed() || (await anyPrivateTab()) ? PRIVATE : NORMAL;
}

/** The context of a tab that is open. Rejects if it is not. */
export async function contextOfTab(tabId: number): Promise<BrowsingContext | undefined> {
  const { incognito, cookieStoreId } = await browser.tabs.get(tabId);
  return contextAtOnce({ tabId, incognito, ...(cookieStoreId === undefined ? {} : { cookieStoreId }) });
}

/** Whether a private tab closed so lately that a response may still be one of its. */
export const privateJustClosed = (): boolean => performance.now() - privateClosed < AFTERWARDS_MS;

export async function anyPrivateTab(): Promise<boolean> {
  return (await browser.tabs.query({})).some((tab) => tab.incognito);
}
