import { setTimeout as sleep } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import type { BrowserDriver } from './drivers/index.js';

/** One incident as it lies on the disk. */
export interface StoredIncident {
  readonly id: string;
  readonly host: string;
  readonly status: string;
  readonly count: number;
  /** Characters of the whole record as JSON. */
  readonly size: number;
  /** Of each occurrence that is kept: the type and path of its request, and its tab (-1: none). */
  readonly requests: readonly {
    readonly type: string;
    readonly method: string;
    readonly path: string;
    readonly tabId: number;
  }[];
}

/** What IndexedDB holds (database `missent`, store `incidents`), read past the extension's own code. */
export const storedIncidents = (driver: Pick<BrowserDriver, 'asExtension'>): Promise<StoredIncident[]> =>
  driver.asExtension(async () => {
    // Opening a database that is not there would make one, without the extension's stores.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'missent')) return [];
    const result = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await result(indexedDB.open('missent'));
    try {
      const all = await result(database.transaction('incidents').objectStore('incidents').getAll());
      return all.map((incident) => ({
        id: incident.id,
        host: incident.authority.host,
        status: incident.status,
        count: incident.count,
        // Without the keys that only the journal needs: they come and go.
        size: JSON.stringify({ ...incident, counted: undefined }).length,
        requests: incident.occurrences.map(
          ({
            exchange,
          }: {
            exchange: { tabId: number; request: { type: string; method: string; url: string } };
          }) => ({
            type: exchange.request.type,
            method: exchange.request.method,
            path: new URL(exchange.request.url).pathname,
            tabId: exchange.tabId,
          }),
        ),
      }));
    } finally {
      database.close();
    }
  });

export const storedIncident = async (
  driver: BrowserDriver,
  host: string,
): Promise<StoredIncident | undefined> => (await storedIncidents(driver)).find((one) => one.host === host);

/** ms between two readings that have to agree. */
const QUIET = 300;

/**
 * Gives what `read` gives once the background has learned all of what it saw: its journal is empty, and two readings agree.
 * An incident is there before its body, its certificate and its page are.
 */
export const settled = <T>(driver: BrowserDriver, read: () => Promise<T>): Promise<T> =>
  vi.waitFor(
    async () => {
      const before = await read();
      await sleep(QUIET);
      expect((await sessionKeys(driver)).filter((key) => key.startsWith('answer:'))).toEqual([]);
      const now = await read();
      expect(now).toEqual(before);
      return now;
    },
    // A body or a page that never comes, as of a tab that was closed, is waited for one minute.
    { timeout: 90_000, interval: 50 },
  );

/** The names in storage.session, but for the records of tabs, which stay as long as their tabs are open. */
export const sessionKeys = (driver: BrowserDriver): Promise<string[]> =>
  driver.asExtension(async () =>
    Object.keys(await chrome.storage.session.get(null)).filter((key) => !/^watched:\d+$/.test(key)),
  );

/** Waits until the journal is empty: every response that the background noted is counted, or dropped. */
export const allRecorded = (driver: Pick<BrowserDriver, 'asExtension'>): Promise<void> =>
  vi.waitFor(
    async () => {
      const left = await driver.asExtension(async () => {
        // What the last life left is finished by the next one, which any message begins.
        await chrome.runtime.sendMessage({ name: 'list', request: {} });
        const kept = Object.keys(await chrome.storage.session.get(null));
        return kept.filter((key) => key.startsWith('answer:')).length;
      });
      expect(left).toBe(0);
    },
    { timeout: 90_000, interval: 500 },
  );
