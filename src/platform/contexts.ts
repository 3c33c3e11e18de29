// Which browsing context a request belongs to. It is known with the request: nothing needs to be asked.
import type { BrowsingContext } from '../model/context.js';
import { browser } from './browser.js';
import { inPrivateWindow } from './profile.js';
import { target } from './target.js';
import type { WebResponse } from './web-response.js';

const NORMAL: BrowsingContext = { kind: 'normal' };
const PRIVATE: BrowsingContext = { kind: 'private' };

/**
 * Chrome reports to each of its two backgrounds the requests of its own windows only, with a tab or without (a service
 * worker's). Firefox says it with each request. Where it is not known, it is private: nothing of a private window may
 * reach the disk.
 */
export function contextOf({
  incognito,
  cookieStoreId,
}: Pick<WebResponse, 'incognito' | 'cookieStoreId'>): BrowsingContext {
  if (target === 'chromium') return inPrivateWindow() ? PRIVATE : NORMAL;
  if (incognito !== false || cookieStoreId === 'firefox-private') return PRIVATE;
  return cookieStoreId === undefined || cookieStoreId === 'firefox-default'
    ? NORMAL
    : { kind: 'container', id: cookieStoreId };
}

/** The context of a tab that is open. Rejects if it is not. */
export async function contextOfTab(tabId: number): Promise<BrowsingContext> {
  return contextOf(await browser.tabs.get(tabId));
}

/** Whether a tab of a private window is open, as far as this background may see it. */
export async function anyPrivateTab(): Promise<boolean> {
  return (await browser.tabs.query({})).some((tab) => tab.incognito);
}
