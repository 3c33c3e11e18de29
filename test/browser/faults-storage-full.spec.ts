// No room left: on the disk, and in the session's storage.
import { expect, it, vi } from 'vitest';
import { inEachBrowser } from './stage.js';
import { sessionKeys, storedIncidents } from './stored.js';
import { blow, countsOf, STORM_HOSTS, storm, visitStorm } from './storm.js';

const soon = { timeout: 60_000, interval: 250 };
/** Bytes that storage.session takes (both browsers' documentation). */
const SESSION_QUOTA = 10_485_760;

inEachBrowser(
  'no space left',
  (stage) => {
    const counts = async (hosts: readonly string[]) => countsOf(await storedIncidents(stage().driver), hosts);
    const told = (tabId: number) =>
      stage().driver.asExtension(async (id) => {
        const { response } = await chrome.runtime.sendMessage({ name: 'tab-view', request: { tabId: id } });
        const incidents: { authority: { host: string }; count: number }[] = response.incidents;
        return {
          storage: String(response.storage ?? 'well'),
          counts: Object.fromEntries(incidents.map(({ authority, count }) => [authority.host, count])),
        };
      }, tabId);

    it('on the disk: it is told, what is seen is shown, and written once there is room', async () => {
      const { driver, kind } = stage();
      const hosts = STORM_HOSTS.slice(0, 3);
      const tab = await driver.newTab();
      await visitStorm(tab);
      let blown = 5;
      await blow(tab, hosts, blown);
      await vi.waitFor(async () => expect(await counts(hosts)).toEqual(hosts.map(() => blown)), soon);
      const empty = await driver.fillDisk();
      // What the browser has set aside for the database is used up first.
      await vi.waitFor(async () => {
        await blow(tab, hosts, 5);
        blown += 5;
        expect((await told(tab.id)).storage).toBe('full');
      }, soon);
      const seen = Object.fromEntries(hosts.map((host) => [host, blown]));
      await vi.waitFor(async () => expect((await told(tab.id)).counts).toEqual(seen), soon);
      expect(await counts(hosts)).not.toEqual(hosts.map(() => blown));
      const popup = await driver.popup(tab.id);
      await popup.waitFor('.banner');
      await expect
        .poll(() => popup.run(() => document.querySelectorAll('[data-incident]').length))
        .toBe(hosts.length);
      await popup.close();
      console.info(`${kind}: full after ${blown} answers of each host`);

      await empty();
      await vi.waitFor(async () => expect(await counts(hosts)).toEqual(hosts.map(() => blown)), soon);
      await expect.poll(() => told(tab.id)).toEqual({ storage: 'well', counts: seen });
      // What was refused is written to the console, for whoever looks there.
      const errors = await driver.backgroundErrors();
      expect(errors.filter((error) => error !== 'Missent: QuotaExceededError')).toEqual([]);
      await tab.close();
    });

    it('in the session’s storage: nothing that is seen is lost, and a later life goes on', async () => {
      const { driver } = stage();
      const hosts = STORM_HOSTS.slice(10, 20);
      const tab = await driver.newTab();
      await visitStorm(tab);
      const put = await driver.asExtension(async (quota) => {
        let sum = 0;
        for (let size = quota; size >= 16; size = Math.floor(size / 2)) {
          try {
            await chrome.storage.session.set({ [`filler${size}`]: 'x'.repeat(size) });
            sum += size;
          } catch {
            // Half of it may still find room.
          }
        }
        return sum;
      }, SESSION_QUOTA);
      expect(put).toBeGreaterThan(SESSION_QUOTA / 2);
      await blow(tab, hosts, 5);
      await vi.waitFor(async () => expect(await counts(hosts)).toEqual(hosts.map(() => 5)), soon);
      expect((await told(tab.id)).counts).toEqual(Object.fromEntries(hosts.map((host) => [host, 5])));

      await driver.stopBackground();
      await blow(tab, hosts, 1);
      await vi.waitFor(async () => expect(await counts(hosts)).toEqual(hosts.map(() => 6)), soon);
      await driver.asExtension(async () => {
        const keys = Object.keys(await chrome.storage.session.get(null));
        await chrome.storage.session.remove(keys.filter((key) => key.startsWith('filler')));
      });
      await blow(tab, hosts, 1);
      await vi.waitFor(async () => expect(await counts(hosts)).toEqual(hosts.map(() => 7)), soon);
      await vi.waitFor(async () => expect(await sessionKeys(driver)).toEqual(['session']), soon);
      expect((await driver.backgroundErrors()).filter((error) => !error.includes('Quota'))).toEqual([]);
      await tab.close();
    });
  },
  [storm],
);
