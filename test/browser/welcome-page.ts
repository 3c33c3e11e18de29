import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserDriver } from './drivers/index.js';

/** ms for the page of the first run to open and load. */
const WELCOME = 30_000;

/**
 * Waits for the page that opens when the extension is installed; gives its tab's id. It comes when it likes and takes
 * the gateway, which costs whoever works there a moment. undefined: it did not come in time; that is for the test of the
 * first run to judge, and no other.
 */
export async function welcomePage({ asExtension }: BrowserDriver): Promise<number | undefined> {
  const tab = () =>
    asExtension(async () => {
      const home = chrome.runtime.getURL('');
      const [own] = await chrome.tabs.query({ status: 'complete', url: `${home}src/pages/welcome/*` });
      return own?.id;
    });
  for (const late = Date.now() + WELCOME; Date.now() < late; await sleep(100)) {
    const id = await tab();
    if (typeof id === 'number') return id;
  }
  return undefined;
}
