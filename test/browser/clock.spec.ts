// What a wrong clock, or a long absence, does to the history: nothing, for a day.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import type { BrowserDriver, DrivenPage } from './drivers/index.js';
import { endBackground } from './end-background.js';
import { inEachBrowser } from './stage.js';
import { allRecorded, storedIncidents } from './stored.js';
import { blow, STORM_HOSTS, storm, visitStorm } from './storm.js';

const soon = { timeout: 30_000, interval: 150 };
const DAY = 86_400_000;
const hosts = STORM_HOSTS.slice(0, 3);

/** As the disk would be found: the last run and all incidents lie so many days back. */
const age = (driver: BrowserDriver, days: number, lastRun: number): Promise<void> =>
  driver.asExtension(
    async (old, run) => {
      await chrome.storage.local.set({ clock: { seen: run } });
      const result = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await result(indexedDB.open('missent'));
      const store = database.transaction('incidents', 'readwrite').objectStore('incidents');
      const [all, keys] = await Promise.all([result(store.getAll()), result(store.getAllKeys())]);
      await Promise.all(all.map((one, at) => result(store.put({ ...one, lastSeen: old }, keys[at]))));
      database.close();
    },
    Date.now() - days * DAY,
    lastRun,
  );

const choose = (options: DrivenPage, value: string): Promise<void> =>
  options.run((wanted) => {
    document.querySelector<HTMLElement>(`.choice input[value="${wanted}"]`)?.click();
  }, value);

inEachBrowser(
  'a leap of the clock, or a long absence',
  (stage) => {
    const kept = async () => (await storedIncidents(stage().driver)).map(({ host }) => host).sort();

    it('deletes nothing at once, whatever is chosen in the options, which say what is deleted when', async () => {
      const { driver } = stage();
      const tab = await driver.newTab();
      await visitStorm(tab);
      await blow(tab, hosts, 1);
      await vi.waitFor(async () => expect(await kept()).toEqual([...hosts].sort()), soon);
      // What is still to be written of a 421 would be of today.
      await allRecorded(driver);
      await endBackground(driver);
      await age(driver, 50, Date.now() - 60 * DAY);

      const options = await driver.extensionPage('src/pages/options/index.html');
      await options.waitFor('.choice input[value="dark"]');
      const saved = () => driver.asExtension(async () => (await chrome.storage.local.get()).settings);
      await choose(options, 'dark');
      await vi.waitFor(async () => expect(await saved()).toMatchObject({ theme: 'dark' }), soon);
      await choose(options, '7');
      await vi.waitFor(async () => expect(await saved()).toMatchObject({ keepDays: 7 }), soon);
      // Long enough for a background that deletes.
      await sleep(1000);
      expect(await kept()).toEqual([...hosts].sort());
      await options.waitFor('[data-grace]');
      await expect
        .poll(() => options.run(() => document.querySelector('[data-grace]')?.textContent))
        .toContain('3');

      await choose(options, 'system');
      await choose(options, '30');
      await vi.waitFor(async () => expect(await saved()).toMatchObject({ keepDays: 30 }), soon);
      await options.close();
      await tab.close();
    });

    it('is over after a day: what is too old goes', async () => {
      const { driver } = stage();
      // What is still to be written of a 421 would be of today.
      await allRecorded(driver);
      await endBackground(driver);
      await age(driver, 50, Date.now() - DAY / 2);
      const tab = await driver.newTab();
      await visitStorm(tab);
      await vi.waitFor(async () => expect(await kept()).toEqual([]), soon);
      await tab.close();
    });
  },
  [storm],
);
