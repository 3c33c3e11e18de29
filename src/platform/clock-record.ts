import { browser } from './browser.js';

const KEY = 'clock';

/** What the last run wrote of its clock, unchecked; see src/background/retention.ts. */
export const readClockRecord = async (): Promise<unknown> => (await browser.storage.local.get(KEY))[KEY];

/** Rejects if the browser could not store it. */
export const writeClockRecord = (record: object): Promise<void> =>
  browser.storage.local.set({ [KEY]: record });
