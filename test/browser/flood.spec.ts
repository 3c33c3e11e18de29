// What a page can do with many, or with large, refused requests: fill what is its own, and nothing else.
import { expect, it, vi } from 'vitest';
import { inBoth, type Site } from '../lab/site.js';
import { page } from '../lab/sites/pages.js';
import { nginx421 } from '../lab/sites/recorded.js';
import { endBackground } from './end-background.js';
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
      for (let round = 0; round < 6; round++) {
        await tab.run(
          (names, length, n) =>
            Promise.all(
              names.map((host) =>
                fetch(`http://${host}/start?${n}${'x'.repeat(length)}`, { mode: 'no-cors' }).then(
                  () => null,
                  () => null,
                ),
              ),
            ),
          hosts,
          LONGEST[kind],
          round,
        );
      }
      const counted = async () => countsOf(await storedIncidents(driver), hosts);
      await vi.waitFor(async () => expect(await counted()).toEqual(hosts.map(() => 6)), soon);

      // A browser may store repeated text in little room.
      for (const { size } of await storedIncidents(driver)) expect(size).toBeLessThan(256 * 1024);

      const popup = await driver.popup(tab.id);
      await popup.waitFor('[data-incident]');
      await expect
        .poll(() => popup.run(() => document.querySelectorAll('[data-incident]').length))
        .toBe(hosts.length);
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

const FLOOD = Array.from({ length: 1100 }, (_, n) => `n${n}.flood.test`);
const flood: Site = {
  id: 'flood',
  title: 'A flood of hosts',
  story: 'A page that asks for 1,100 of its own subdomains, which refuse everything.',
  hosts: {
    'page.flood.test': () => page('A good page', '<p>Nothing is wrong here.</p>'),
    ...Object.fromEntries(FLOOD.map((host) => [host, nginx421])),
  },
  certificates: [['*.flood.test']],
  visits: ['http://page.flood.test/'],
  expect: inBoth(),
};

inEachBrowser(
  'a page with 1,100 subdomains',
  (stage) => {
    it('pushes out no incident but its own; popup and history say how many were not kept', async () => {
      const { driver } = stage();
      const real = STORM_HOSTS[0] ?? '';
      const tab = await driver.newTab();
      await tab.visit(`https://${real}/`);
      const hosts = async () => (await storedIncidents(driver)).map(({ host }) => host);
      await vi.waitFor(async () => expect(await hosts()).toEqual([real]), soon);

      await tab.visit('http://page.flood.test/');
      for (let from = 0; from < FLOOD.length; from += 50) {
        // On a busy machine a connection may fail, and then nobody is refused.
        for (let left = FLOOD.slice(from, from + 50); left.length > 0; ) {
          left = await tab.run(async (names) => {
            const failed: string[] = [];
            const ask = (host: string) =>
              fetch(`http://${host}/`, { mode: 'no-cors' }).catch(() => void failed.push(host));
            await Promise.all(names.map(ask));
            return failed;
          }, left);
        }
      }
      const popup = async () => {
        const drawn = await driver.popup(tab.id);
        const notKept = await drawn.run(
          () => document.querySelector<HTMLElement>('[data-not-kept]')?.dataset.notKept,
        );
        await drawn.close();
        return Number(notKept);
      };
      await vi.waitFor(async () => expect(await popup()).toBe(FLOOD.length - 100), soon);
      await vi.waitFor(async () => expect(await hosts()).toHaveLength(101), soon);
      expect(await hosts()).toContain(real);

      // The next life of the background drops nothing either.
      await endBackground(driver);
      await tab.visit('https://page.storm.test/');
      const history = await driver.extensionPage('src/pages/history/index.html');
      await history.waitFor('[data-not-kept]');
      expect(await history.run(() => document.querySelector('[data-not-kept]')?.textContent)).toMatch(
        /1,000/,
      );
      expect(await hosts()).toContain(real);
      await history.close();
      await tab.close();
    });
  },
  [storm, flood],
);
