import { browser } from './browser.js';

/**
 * Calls back once, when the extension has just been installed; not after an update of it or of the browser. Firefox
 * calls it an install each time that an add-on is loaded for a while by about:debugging.
 */
export function onFirstRun(listener: () => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') listener();
  });
}
