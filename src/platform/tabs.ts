import type { BrowsingContext } from '../model/context.js';
import { browser } from './browser.js';
import { contextOf } from './contexts.js';

/** The tab in front in the window that has the focus; undefined in a window without tabs. */
export async function activeTabId(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}

/**
 * Opens a web page or a page of this extension in a new tab. From the popup this leaves the popup: Chrome closes it by
 * itself when another tab comes to the front, Firefox would leave it open over that tab.
 */
export async function openUrl(url: string): Promise<void> {
  // Pages inside Firefox's developer tools have no tabs API (measured: 153).
  if (Reflect.get(browser, 'tabs') === undefined) {
    window.open(url, '_blank', 'noreferrer');
    return;
  }
  await browser.tabs.create({ url });
  // A background without a window (Chrome's service worker) has no such call.
  for (const popup of browser.extension?.getViews?.({ type: 'popup' }) ?? []) popup.close();
}

/** What a tab shows, as far as an extension may know it. */
export interface TabFacts {
  readonly id: number;
  /** Absent where the extension has no access to the page. */
  readonly url?: string;
  readonly incognito: boolean;
  /** The browser let go of its page to save memory. */
  readonly discarded: boolean;
  readonly context: BrowsingContext;
}

/** undefined: there is no such tab any more. */
export async function tabFacts(tabId: number): Promise<TabFacts | undefined> {
  try {
    const tab = await browser.tabs.get(tabId);
    const { incognito, discarded = false } = tab;
    return {
      id: tabId,
      incognito,
      discarded,
      context: contextOf(tab),
      ...(tab.url === undefined ? {} : { url: tab.url }),
    };
  } catch {
    return undefined;
  }
}

/** Tabs that show a page of this origin. Its service worker serves them all, and its requests name no tab. */
export async function tabsOfOrigin(origin: string): Promise<TabFacts[]> {
  const tabs = await browser.tabs.query({});
  return tabs.flatMap((tab) => {
    const { id, url, incognito, discarded = false } = tab;
    if (id === undefined || url === undefined || !URL.canParse(url) || new URL(url).origin !== origin)
      return [];
    return [{ id, url, incognito, discarded, context: contextOf(tab) }];
  });
}

/** Pages that no extension may watch: the browser's own, stores, files, blank ones. */
export function isWatchable(url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return false;
  return !STORES.has(hostname);
}

/** Chrome's and Firefox's documented exceptions to host permissions. */
const STORES: ReadonlySet<string> = new Set([
  'chromewebstore.google.com',
  'addons.mozilla.org',
  'discovery.addons.mozilla.org',
]);

/** The tab in which this page stands; undefined where it stands in none. */
export const ownTabId = async (): Promise<number | undefined> => (await browser.tabs.getCurrent())?.id;

/**
 * Loads a tab again past the cache. In Firefox that opens a new connection (measured 4 of 4, Firefox 153); Chrome
 * uses the old one again.
 */
export const reloadPastCache = (tabId: number): Promise<void> =>
  browser.tabs.reload(tabId, { bypassCache: true });

/** ms for a page to load; a slower one is there for whoever looks again. */
const LOAD_MS = 30_000;

/** Loads a tab again, past the cache if so wanted. Settles when it has loaded, or nothing is to be waited for any more. */
export async function reload(tabId: number, bypassCache = false): Promise<void> {
  const loaded = new Promise<void>((resolve) => {
    const done = (): void => {
      browser.tabs.onUpdated.removeListener(updated);
      clearTimeout(timer);
      resolve();
    };
    const updated = (id: number, { status }: { status?: string }): void => {
      if (id === tabId && status === 'complete') done();
    };
    const timer = setTimeout(done, LOAD_MS);
    browser.tabs.onUpdated.addListener(updated);
  });
  await browser.tabs.reload(tabId, { bypassCache });
  await loaded;
}

/** Opens a URL in a new private window, which has connections of its own. False where that is not allowed. */
export async function openPrivately(url: string): Promise<boolean> {
  try {
    await browser.windows.create({ url, incognito: true });
    return true;
  } catch {
    return false;
  }
}
