import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import { GOOD_URL } from '../lab/sites/good.js';
import { EARLY_HOSTS, LAST_HOSTS, speakingOnce } from '../lab/sites/last-words.js';
import { LATE_HOST, LATE_URL, pictureAsked, SLOW_GOOD_URL } from '../lab/sites/late-part.js';
import { pageWith } from '../lab/sites/request-types.js';
import type { BrowserDriver } from './drivers/index.js';
import { inEachBrowser } from './stage.js';

const soon = { timeout: 30_000, interval: 100 };
const REFUSED = 'https://shop.nginx-gateway.test/';
/** Chromium shows a page of its own for it. */
const REFUSED_EMPTY = 'https://www.silent.test/';

const badge = (driver: BrowserDriver, tabId: number): Promise<string> =>
  driver.asExtension((id) => chrome.action.getBadgeText({ tabId: id }), tabId);

/** The badge after so many ms without one: the browser takes away that of the page before when it likes. */
async function atRest(driver: BrowserDriver, tabId: number, ms: number): Promise<string> {
  await expect.poll(() => badge(driver, tabId)).toBe('');
  await sleep(ms);
  return badge(driver, tabId);
}

/** Of how many sites the options say that Missent sees them. Runs in the page. */
const sitesSaid = (): string | undefined =>
  document.querySelector('[data-site-access]')?.getAttribute('data-site-access') ?? undefined;

inEachBrowser('the badge', (stage) => {
  it.each([REFUSED, REFUSED_EMPTY])(
    'of a refused document (%s) is still there after the load',
    async (url) => {
      const { driver } = stage();
      const tab = await driver.newTab();
      await tab.visit(url);
      await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe('1'), soon);
      await sleep(1500);
      expect(await badge(driver, tab.id)).toBe('1');
      await tab.close();
    },
  );

  it('is cleared when the tab moves on to a good page, and is empty there from the start', async () => {
    const { driver } = stage();
    const tab = await driver.newTab();
    await tab.visit(GOOD_URL);
    expect(await badge(driver, tab.id)).toBe('');
    await tab.visit(REFUSED);
    await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe('1'), soon);
    await tab.visit(GOOD_URL);
    expect(await atRest(driver, tab.id, 500)).toBe('');
    await tab.close();
  });

  it('is a grey mark that says why while Missent does not see all sites', async () => {
    const { driver } = stage();
    const tab = await driver.newTab();
    const title = (): Promise<string> =>
      driver.asExtension((id) => chrome.action.getTitle({ tabId: id }), tab.id);
    try {
      await driver.setAccess(false);
      await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe('!'), soon);
      await expect.poll(() => title()).toBe(messages.badge_no_access.message);
      await tab.visit(GOOD_URL);
      await expect.poll(() => badge(driver, tab.id)).toBe('!');

      const options = await driver.extensionPage('src/pages/options/index.html');
      await vi.waitFor(async () => expect(await options.run(sitesSaid)).toBe('none'), soon);
      await options.close();
      const history = await driver.extensionPage('src/pages/history/index.html');
      await vi.waitFor(
        async () =>
          expect(await history.run(() => document.querySelector('[data-access]') !== null)).toBe(true),
        soon,
      );
      expect(await history.run(() => document.querySelector('[data-host-label="delivered"]'))).toBeNull();
      await history.close();
    } finally {
      await driver.setAccess(true);
    }
    await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe(''), soon);
    await expect.poll(() => title()).not.toBe(messages.badge_no_access.message);
    await tab.visit(REFUSED);
    await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe('1'), soon);
    await tab.close();
  });

  it('is not lit on the next page by a part of the last one that is refused while the tab moves on', async () => {
    const { driver, lab } = stage();
    const mark = lab.log.mark();
    const tab = await driver.newTab();
    await tab.visit(LATE_URL);
    // Not when the page has it in mind: a browser that moves on at once may never send it.
    await pictureAsked();
    await tab.visit(SLOW_GOOD_URL);
    expect(lab.log.of(LATE_HOST, mark).map(({ status }) => status)).toContain(421);
    expect(await atRest(driver, tab.id, 700)).toBe('');
    await tab.close();
  });

  it('is lit by a keepalive request of the page on screen and of its frames', async () => {
    const { driver } = stage();
    const tab = await driver.newTab();
    await tab.visit(speakingOnce(`stays-${driver.kind}`));
    await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe(String(EARLY_HOSTS.length)), soon);
    await tab.close();
  });

  it.each(['another page', 'the same page again'])(
    'is not lit by what a page and its frames asked for with keepalive or a beacon, once the tab shows %s',
    async (next) => {
      const { driver, lab } = stage();
      const url = speakingOnce(`${next.replaceAll(' ', '-')}-${driver.kind}`);
      const mark = lab.log.mark();
      const tab = await driver.newTab();
      await tab.visit(url);
      await vi.waitFor(() => {
        for (const host of EARLY_HOSTS) expect(lab.log.of(host, mark), host).not.toEqual([]);
      }, soon);
      await tab.visit(next === 'another page' ? GOOD_URL : url);
      // Not each browser sends each of them; what is sent is refused twice, each time late.
      const sent = () => LAST_HOSTS.filter((host) => lab.log.of(host, mark).length > 0).length;
      await expect.poll(sent).toBeGreaterThanOrEqual(LAST_HOSTS.length / 2);
      expect(await atRest(driver, tab.id, 4000)).toBe('');
      await tab.close();
    },
  );

  it('is empty after moving on at once, however often, while the refused page’s icon is still being fetched', async () => {
    const { driver } = stage();
    const tab = await driver.newTab();
    const left: string[] = [];
    for (let round = 0; round < 8; round++) {
      await tab.visit(REFUSED);
      await tab.visit(GOOD_URL);
      left.push(await atRest(driver, tab.id, 600));
    }
    expect(left).toEqual(left.map(() => ''));
    await tab.close();
  });

  it('counts hosts, not requests', async () => {
    const { driver } = stage();
    const tab = await driver.newTab();
    await tab.visit(pageWith('frame', 'beacon'));
    await vi.waitFor(async () => expect(await badge(driver, tab.id)).toBe('2'), soon);
    await sleep(500);
    expect(await badge(driver, tab.id)).toBe('2');
    await tab.close();
  });

  it('belongs to its tab: another one shows nothing', async () => {
    const { driver } = stage();
    const [refused, good] = [await driver.newTab(), await driver.newTab()];
    await Promise.all([refused.visit(REFUSED), good.visit(GOOD_URL)]);
    await vi.waitFor(async () => expect(await badge(driver, refused.id)).toBe('1'), soon);
    expect(await badge(driver, good.id)).toBe('');
    await refused.close();
    await good.close();
  });

  it('of a tab that is gone makes the background throw nothing', async () => {
    const { driver } = stage();
    for (const delay of [0, 20, 60, 150]) {
      const tab = await driver.newTab();
      // Not awaited: nobody is notified how a navigation ended whose tab was closed under it.
      void tab.visit(REFUSED).catch(() => {});
      await sleep(delay);
      await driver.asExtension((id) => chrome.tabs.remove(id), tab.id);
    }
    await sleep(500);
    expect(await driver.backgroundErrors()).toEqual([]);
  });
});
