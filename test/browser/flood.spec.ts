// What a page can do with many, or with large, refused requests: fill what is its own, and nothing else.
import { expect, it, vi } from 'vitest';
import { inEachBrowser } from './stage.js';
import { storedIncidents } from './stored.js';
import { countsOf, STORM_HOSTS, storm, visitStorm } from './storm.js';

/** Characters of URLs that the browser still sends (measured: Chromium 156, 2 MiB; Firefox 153, 1 MiB). */
const LONGEST = { chrome: 1_900_000, firefox: 1_000_000 };

const soon = { timeout: 90_000, interval: 250 };

inEachBrowser(
  'a page with the longest URLs',
  (stage) => {
    const hosts = STORM_HOSTS.slice(0, 8);

    it('fills neither disk nor session, and its popup opens', async () => {
      const { driver, kind } = stage();
      const usage = () => driver.asExtension(async () => (await navigator.storage.estimate()).usage ?? 0);
      const tab = await driver.newTab();
      // The host history has hosts of https alone.
      await visitStorm(tab);
      await tab.visit('http://page.storm.test/');
      const before = await usage();
      await tab.run(
        async (names, length) => {
          for (let n = 0; n < 6; n++) {
            const asked = names.map((host) =>
              fetch(`http://${host}/start?${n}${'x'.repeat(length)}`, { mode: 'no-cors' }).catch(
                () => undefined,
              ),
            );
            await Promise.all(asked);
          }
        },
        hosts,
        LONGEST[kind],
      );
      const counted = async () => countsOf(await storedIncidents(driver), hosts);
      await vi.waitFor(async () => expect(await counted()).toEqual(hosts.map(() => 6)), soon);

      const popup = await driver.popup(tab.id);
      await popup.waitFor('[data-incident]');
      expect(await popup.run(() => document.querySelectorAll('[data-incident]').length)).toBe(hosts.length);
      await popup.close();

      const grown = (await usage()) - before;
      const session = await driver.asExtension(
        async () => JSON.stringify(await chrome.storage.session.get(null)).length,
      );
      console.info(
        `${kind}: 48 URLs of ${LONGEST[kind]} characters: disk ${grown} bytes, session ${session} characters`,
      );
      expect(grown).toBeLessThan(10 * 2 ** 20);
      expect(session).toBeLessThan(2 ** 20);
      const snapshot = await driver.asExtension(
        async () => (await chrome.storage.session.get('session')).session,
      );
      // The host history is there still.
      expect(JSON.stringify(snapshot)).toContain('page.storm.test');
      await tab.close();
    });
  },
  [storm],
);
