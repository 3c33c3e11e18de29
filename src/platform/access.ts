import { browser } from './browser.js';

const WATCHED = { origins: ['<all_urls>'] };

/** Whether requests of all sites can be seen. Firefox lets the user revoke it, Chrome lets them limit it to some sites. */
export const hasAccess = (): Promise<boolean> => browser.permissions.contains(WATCHED);

/** Asks the user for it. Must be called straight from a click; false if they said no. */
export const requestAccess = (): Promise<boolean> => browser.permissions.request(WATCHED);

/** Calls back when some access was taken away. Call once, synchronously, when the background starts. */
export function onAccessLost(listener: () => void): void {
  browser.permissions.onRemoved.addListener(listener);
}
