// No room left: on the disk, and in the session's storage.
import { expect, it, vi } from 'vitest';
import { inEachBrowser } from './stage.js';
import { storedIncidents } from './stored.js';
import { blow, countsOf, STORM_HOSTS, storm, visitStorm } from './storm.js';

const soon = { timeout: 60_000, interval: 250 };
/** Bytes that storage.session takes (both browsers' documentation). */
const SESSION_QUOTA = 10_485_760;

inEachBrowser(
  'no room left',
  (stage) => {
    const counts = async (hosts: readonly string[]) => countsOf(await storedIncidents(stage().driver), hosts);
    const told = (tabId: number) =>
      stage().driver.asExtension(async (id) => {
        const { answer } = await chrome.runtime.sendMessage({ name: 'tab-view', ask: { tabId: id } });
        const incidents: { authority: { host: string }; count: number }[] = answer.incidents;
        return {
          storage: String(answer.storage ?? 'well'),
          counts: Object.fromEntries(incidents.map(({ authority, count }) => [authority.host, count])),
        };
      }, tabId);

    it('on the disk: it is told, what is seen is shown, and written once there is room', async () => {
      const { driver } = stage();
      const hosts = STORM_HOSTS.slice(0, 3);
      const tab = await driver.newTab();
      await visitStorm(tab);
      await blow(tab, hosts, 2);
      await vi.waitFor(async () => expect(await counts(hosts)).toEqual([2, 2, 2]), soon);

      const empty = await driver.fillDisk();
      const later = STORM_HOSTS.slice(3, 6);
      await blow(tab, later, 3);
      await vi.waitFor(
        async () =>
          expect(await told(tab.id)).toMatchObject({
            storage: 'full',
            counts: Object.fromEntries(later.map((host) => [host, 3])),
          }),
        soon,
      );
      const popup = await driver.popup(tab.id);
      await popup.waitFor('.banner');
      expect(await popup.run(() => document.querySelectorAll('[data-incident]').length)).toBe(6);
      await popup.close();
      expect(await counts(hosts)).toEqual([2, 2, 2]);

      await empty();
      await blow(tab, later, 1);
      await vi.waitFor(async () => expect(await counts(later)).toEqual([4, 4, 4]), soon);
      expect(await told(tab.id)).toMatchObject({ storage: 'well' });
      expect(await driver.backgroundErrors()).toEqual([]);
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
      const kept = () => driver.asExtension(async () => Object.keys(await chrome.storage.session.get(null)));
      await vi.waitFor(async () => expect(await kept()).toEqual(['session']), soon);
      expect(await driver.backgroundErrors()).toEqual([]);
      await tab.close();
    });
  },
  [storm],
);
