import type { SiteAccess } from '../model/site-access.js';
import { browser } from './browser.js';

const WATCHED = { origins: ['<all_urls>'] };

/** Whether requests of all sites can be seen. Firefox lets the user revoke it, Chrome lets them limit it to some sites. */
export const hasAccess = (): Promise<boolean> => browser.permissions.contains(WATCHED);

/** How many sites' requests can be seen. */
export async function siteAccess(): Promise<SiteAccess> {
  if (await hasAccess()) return 'all';
  const { origins = [] } = await browser.permissions.getAll();
  return origins.length > 0 ? 'some' : 'none';
}

/** Asks the user for access to all. Must be called straight from a click; false if they said no. */
export const requestAccess = (): Promise<boolean> => browser.permissions.request(WATCHED);

/** Calls back when some access was taken away. Call once, synchronously, when the background starts. */
export function onAccessLost(listener: () => void): void {
  browser.permissions.onRemoved.addListener(listener);
}

/** Calls back when some access was given or taken away. Returns the function that stops it. */
export function onAccessChanged(listener: () => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  for (const event of [onAdded, onRemoved]) event.addListener(listener);
  return () => {
    for (const event of [onAdded, onRemoved]) event.removeListener(listener);
  };
}
