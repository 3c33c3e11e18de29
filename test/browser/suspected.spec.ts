import { describe, expect, it, vi } from 'vitest';
import { SUSPECT_PAGES } from '../fixtures/suspected/pages.js';
import { GOOD_URL, good } from '../lab/sites/good.js';
import { PLAYED_GOOD, PLAYED_SUSPECTED, suspectedPages } from '../lab/sites/suspected-pages.js';
import type { BrowserDriver, DrivenPage } from './drivers/index.js';
import { endBackground } from './end-background.js';
import { shownIncidents } from './shown.js';
import { inEachBrowser } from './stage.js';

const soon = { timeout: 30_000, interval: 150 };

const badge = (driver: BrowserDriver, tabId: number): Promise<string> =>
  driver.asExtension((id) => chrome.action.getBadgeText({ tabId: id }), tabId);

const textOf = (page: DrivenPage): Promise<string> => page.run(() => document.body.textContent ?? '');

inEachBrowser(
  'a page that may have come from the wrong server',
  (stage) => {
    describe('is suspected, with a grey question mark and no word of 421 in its verdict', () => {
      it.each(PLAYED_SUSPECTED)('$name', async ({ name, host, url }) => {
        const { driver } = stage();
        const tab = await driver.newTab();
        await tab.visit(url);
        await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe('?'), soon);
        const popup = await driver.popup(tab.id);
        const page = SUSPECT_PAGES.find((one) => one.name === name);
        // Firefox alone shows the certificate.
        const confidence =
          (driver.kind === 'firefox' ? page?.confidenceWithCertificate : undefined) ?? page?.confidence;
        await vi.waitFor(async () => {
          const shown = (await shownIncidents(popup)).find((one) => one.host === host);
          expect(shown).toMatchObject({ status: 'suspected', cause: page?.cause, confidence });
        }, soon);
        const verdict = () =>
          popup.run(() =>
            [...document.querySelectorAll('.verdict :is(h1, h2, p)')]
              .map(({ textContent }) => textContent)
              .join('\n'),
          );
        await expect.poll(verdict).toContain('This page may have gone to the wrong server');
        expect(await verdict()).not.toContain('421');
        await popup.close();
        await tab.close();
      });
    });

    // Chrome may report what wakes it after the page was shown and parsed.
    it('is suspected as well where its response wakes the background', async () => {
      const { driver } = stage();
      for (const { url } of PLAYED_SUSPECTED.slice(0, 5)) {
        const tab = await driver.newTab();
        await endBackground(driver);
        await tab.visit(url);
        await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe('?'), soon);
        await tab.close();
      }
    });

    it('is no page that only resembles one', async () => {
      const { driver } = stage();
      const tab = await driver.newTab();
      for (const { url } of PLAYED_GOOD) await tab.visit(url);
      // What comes after them all is suspected, so they were looked at by then.
      const [last] = PLAYED_SUSPECTED;
      await tab.visit(last?.url ?? '');
      await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe('?'), soon);
      const history = await driver.extensionPage('src/pages/history/index.html');
      await vi.waitFor(async () => expect(await shownIncidents(history)).not.toEqual([]), soon);
      const hosts = (await shownIncidents(history)).map(({ host }) => host);
      expect(hosts.filter((host) => PLAYED_GOOD.some((good) => good.host === host))).toEqual([]);
      await history.close();
      await tab.close();
    });

    it('is cleared from the badge by the next page', async () => {
      const { driver } = stage();
      const tab = await driver.newTab();
      await tab.visit(PLAYED_SUSPECTED[0]?.url ?? '');
      await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe('?'), soon);
      await tab.visit(GOOD_URL);
      await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe(''), soon);
      await tab.close();
    });

    it('is not looked for where the user does not want it, nor at a host that is ignored', async () => {
      const { driver } = stage();
      const [one, other] = PLAYED_SUSPECTED;
      if (!one || !other) throw new Error('the lab plays no such page');
      const tab = await driver.newTab();
      const set = (settings: object): Promise<void> =>
        driver.asExtension((given) => chrome.storage.local.set({ settings: given }), settings);
      // A background that runs learns of a choice a moment after it was made.
      await set({ watchSuspected: false });
      await vi.waitFor(async () => {
        await tab.visit(one.url);
        const popup = await driver.popup(tab.id);
        const said = await textOf(popup);
        await popup.close();
        expect(said).not.toContain('may have gone to the wrong server');
        expect(await badge(driver, tab.id)).toBe('');
      }, soon);
      await set({ ignoredHosts: [one.host] });
      await vi.waitFor(async () => {
        await tab.visit(one.url);
        expect(await badge(driver, tab.id)).toBe('');
      }, soon);
      await tab.visit(other.url);
      await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe('?'), soon);
      await tab.close();
    });

    it('can be filtered for in the history, and its report says no more than the page', async () => {
      const { driver } = stage();
      const tab = await driver.newTab();
      await tab.visit(PLAYED_SUSPECTED[0]?.url ?? '');
      await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe('?'), soon);
      const history = await driver.extensionPage('src/pages/history/index.html?status=suspected');
      await vi.waitFor(async () => {
        const shown = await shownIncidents(history);
        expect(shown.length).toBeGreaterThan(0);
        expect(shown.every(({ status }) => status === 'suspected')).toBe(true);
      }, soon);
      await history.close();
      await tab.close();
    });
  },
  [suspectedPages, ...good],
);
