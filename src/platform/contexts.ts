// Which browsing context a tab belongs to. Firefox says it with every request; Chrome only of the tab.
import type { BrowsingContext } from '../model/context.js';
import type { Answer } from './answers.js';
import { browser } from './browser.js';

const NORMAL: BrowsingContext = { kind: 'normal' };
const PRIVATE: BrowsingContext = { kind: 'private' };

/** Tabs whose context is known. Lives with the background; a stopped one asks again. */
const ofTab = new Map<number, BrowsingContext>();

/** Listeners that keep the map right. Call once, synchronously, when the background starts. */
export function watchContexts(): void {
  browser.tabs.onCreated.addListener((tab) => {
    if (tab.id !== undefined) ofTab.set(tab.id, tab.incognito ? PRIVATE : NORMAL);
  });
  browser.tabs.onRemoved.addListener((tabId) => void ofTab.delete(tabId));
}

/** The context of an answer if it is known at once, which it nearly always is. */
export function contextAtOnce(answer: Answer): BrowsingContext | undefined {
  if (answer.cookieStoreId !== undefined) {
    if (answer.incognito || answer.cookieStoreId === 'firefox-private') return PRIVATE;
    return answer.cookieStoreId === 'firefox-default'
      ? NORMAL
      : { kind: 'container', id: answer.cookieStoreId };
  }
  if (answer.incognito !== undefined) return answer.incognito ? PRIVATE : NORMAL;
  return ofTab.get(answer.tabId);
}

/**
 * The context of an answer, asking the browser. Where it cannot be told (a request of no tab, a tab that is gone),
 * it is private as soon as any private window is open: nothing of one may reach the disk.
 */
export async function contextOf(answer: Answer): Promise<BrowsingContext> {
  const atOnce = contextAtOnce(answer);
  if (atOnce) return atOnce;
  if (answer.tabId >= 0) {
    try {
      const context = (await browser.tabs.get(answer.tabId)).incognito ? PRIVATE : NORMAL;
      ofTab.set(answer.tabId, context);
      return context;
    } catch {
      // The tab is gone.
    }
  }
  return (await anyPrivateTab()) ? PRIVATE : NORMAL;
}

export async function anyPrivateTab(): Promise<boolean> {
  return (await browser.tabs.query({})).some((tab) => tab.incognito);
}
