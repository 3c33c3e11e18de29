// What becomes of the incidents on the disk: the browser killed in a burst, a database of a newer Missent, damaged files.
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { VERSION } from '../../src/incidents/store/database.js';
import { startLab } from '../lab/lab.js';
import { type BrowserDriver, type DrivenTab, findBrowser, launch, makeProfile } from './drivers/index.js';
import { storedIncidents } from './stored.js';
import { blow, countsOf, STORM_HOSTS, storm, visitStorm } from './storm.js';

const soon = { timeout: 60_000, interval: 250 };
const hosts = STORM_HOSTS.slice(0, 10);
const countsIn = async (driver: BrowserDriver) => countsOf(await storedIncidents(driver), hosts);

/** What the popup of a tab receives: the hosts of its incidents with their counts, and what is wrong with the storage. */
const reportedOf = (driver: BrowserDriver, tab: DrivenTab) =>
  driver.asExtension(async (tabId) => {
    const { response } = await chrome.runtime.sendMessage({ name: 'tab-view', request: { tabId } });
    const incidents: { authority: { host: string }; count: number }[] = response.incidents;
    return {
      storage: String(response.storage ?? 'well'),
      incidents: incidents.map(({ authority, count }) => `${authority.host} ${count}`),
    };
  }, tab.id);

/** Without listing the databases, which Firefox refuses while one of them is damaged. */
const isStored = (driver: BrowserDriver, host: string): Promise<boolean> =>
  driver.asExtension(
    (id) =>
      new Promise<boolean>((resolve, reject) => {
        const opening = indexedDB.open('missent');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const counting = database.transaction('incidents').objectStore('incidents').count(id);
          counting.onsuccess = () => resolve(counting.result === 1);
          counting.onerror = () => reject(counting.error);
          database.close();
        };
      }),
    `normal|https://${host}`,
  );

/** Puts garbage into the files of the extension's databases. Answers with how many there are. */
async function damage(profile: string): Promise<number> {
  const entries = await readdir(profile, { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) =>
      entry.isFile() &&
      /(chrome|moz)-extension.*(leveldb|idb)$/.test(entry.parentPath) &&
      entry.name !== 'LOCK',
  );
  for (const { parentPath, name } of files) {
    await writeFile(path.join(parentPath, name), Buffer.alloc(20_000, 'not a database '));
  }
  return files.length;
}

describe.each(['chrome', 'firefox'] as const)('the disk [%s]', (kind) => {
  it.skipIf('missing' in findBrowser(kind))(
    'keeps what it has, and what is wrong with it is told',
    async () => {
      const lab = await startLab([storm]);
      const profile = await makeProfile();
      const start = () => launch(kind, { lab, profile: profile.folder });
      let driver = await start();
      try {
        // Killed in a burst.
        let tab = await driver.newTab();
        await visitStorm(tab);
        await blow(tab, hosts, 5);
        await vi.waitFor(async () => expect(await countsIn(driver)).toEqual(hosts.map(() => 5)), soon);
        const cut = blow(tab, hosts, 500).catch(() => undefined);
        await sleep(700);
        const durable = await countsIn(driver);
        await driver.kill();
        await cut;

        driver = await start();
        const found = await countsIn(driver);
        for (const [n, host] of hosts.entries()) {
          expect(found[n]).toBeGreaterThanOrEqual(durable[n] ?? 0);
          expect(found[n]).toBeLessThanOrEqual(lab.log.of(host).length);
        }
        tab = await driver.newTab();
        await visitStorm(tab);
        await blow(tab, hosts, 1);
        const next = found.map((count) => count + 1);
        await vi.waitFor(async () => expect(await countsIn(driver)).toEqual(next), soon);

        // A newer Missent was here: its database is left alone, and another one stands in for it. What the background has
        // at hand goes on there.
        const [host = ''] = hosts;
        await driver.asExtension(
          (newer) =>
            new Promise<void>((resolve, reject) => {
              const opening = indexedDB.open('missent', newer);
              opening.onsuccess = () => {
                opening.result.close();
                resolve();
              };
              opening.onerror = () => reject(opening.error);
            }),
          VERSION + 1,
        );
        await visitStorm(tab);
        await blow(tab, [host], 1);
        await vi.waitFor(
          async () =>
            expect(await reportedOf(driver, tab)).toEqual({
              storage: 'newer',
              incidents: [`${host} ${(next[0] ?? 0) + 1}`],
            }),
          soon,
        );
        const popup = await driver.popup(tab.id);
        await popup.waitFor('.banner');
        await popup.close();
        expect(await countsIn(driver)).toEqual(next);

        // Files that are no database.
        await driver.kill();
        expect(await damage(profile.folder)).toBeGreaterThan(0);
        driver = await start();
        tab = await driver.newTab();
        await visitStorm(tab);
        await blow(tab, [host], 1);
        // Both browsers throw such a database away by themselves and make a new one; where one refuses it, that is reported.
        await vi.waitFor(
          async () => expect((await reportedOf(driver, tab)).incidents).toEqual([`${host} 1`]),
          soon,
        );
        const storage = await vi.waitFor(async () => {
          const told = await reportedOf(driver, tab);
          if (told.storage === 'well') await expect.poll(() => isStored(driver, host)).toBe(true);
          return told.storage;
        }, soon);
        console.info(`${kind}: after the damage the storage is ${storage}`);
        if (storage !== 'well') await (await driver.popup(tab.id)).waitFor('.banner');
      } finally {
        await driver.close();
        await profile.remove();
        await lab.close();
      }
    },
  );
});
