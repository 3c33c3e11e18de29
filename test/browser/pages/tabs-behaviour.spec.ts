import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { CAUSE_IDS } from '../../../src/model/cause.js';
import { hasText, openedIn, servedPages, textOf, watchClipboard } from './of-pages.js';
import { type Look, openTabs } from './tab-stage.js';

/** In the page, once a test has put it there. */
declare const copied: readonly string[];
declare const saved: readonly Blob[];

const server = servedPages();

const countOf = (page: Page, selector: string): Promise<number> =>
  page.$$eval(selector, (elements) => elements.length);
const hasCount = (page: Page, selector: string, wanted: number): Promise<unknown> =>
  page.waitForFunction(
    (what: string, count: number) => document.querySelectorAll(what).length === count,
    { timeout: 30_000 },
    selector,
    wanted,
  );
/** Clicks the first element whose words begin so, once there is one. */
const press = async (page: Page, selector: string, words: string): Promise<void> => {
  await page.waitForFunction(
    (where: string, wanted: string) => {
      const found = [...document.querySelectorAll(where)].find((element) =>
        element.textContent?.trim().startsWith(wanted),
      );
      if (!(found instanceof HTMLElement)) return false;
      found.click();
      return true;
    },
    { timeout: 30_000 },
    selector,
    words,
  );
};
/** From now on the page's files are not downloaded, but kept for `savedFile`. */
const keepFiles = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const blobs: Blob[] = [];
    Object.assign(window, { saved: blobs });
    URL.createObjectURL = (blob: Blob) => {
      blobs.push(blob);
      return 'about:blank#saved';
    };
    HTMLAnchorElement.prototype.click = () => {};
  });
/** The text of the page's file number `n`, from 0, once it is there. */
const savedFile = async (page: Page, n: number): Promise<string> => {
  await page.waitForFunction((at: number) => saved.length > at, { timeout: 30_000 }, n);
  return page.evaluate((at) => saved[at]?.text() ?? '', n);
};
/** Chooses a file as a person would; both browsers take it from a DataTransfer. */
const chooseFile = (page: Page, text: string): Promise<void> =>
  page.$eval(
    'input[type="file"]',
    (input, content) => {
      if (!(input instanceof HTMLInputElement)) throw new Error('no input');
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], 'history.json', { type: 'application/json' }));
      input.files = transfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    text,
  );
/** What the stage notes for the test, in the page. */
declare const stage: { readonly opened: readonly string[] };

const rows = (page: Page): Promise<string[]> =>
  page.$$eval('.row', (all) => all.map((row) => row.getAttribute('data-host') ?? ''));

const ORIGIN_SNI = 'normal|https://shop.example';

describe.each(['chrome', 'firefox'] as const)('the pages at work in %s', (kind) => {
  const browser = openedIn(kind, () => openTabs(kind, 'light', server()));

  async function on(look: Look, act: (page: Page) => Promise<void>): Promise<void> {
    const { page, complaints } = await browser().show(look);
    await act(page);
    expect(complaints).toEqual([]);
  }

  describe('history', () => {
    it('filters while one types, keeps that in the address, and finds it there again', () =>
      on({ page: 'history', scene: 'assorted' }, async (page) => {
        expect(await countOf(page, '.row')).toBe(30);
        await page.type('.filters-search input', 'tools');
        await hasCount(page, '.row', 1);
        expect(await textOf(page, '.list h2')).toBe('1 of 30 incidents');
        await page.waitForFunction(() => new URL(location.href).searchParams.get('q') === 'tools');
        await page.reload();
        await hasCount(page, '.row', 1);
        await press(page, '.filters-clear', 'Clear filters');
        await hasCount(page, '.row', 30);
      }));

    it('filters by cause, status, host and time, and orders', () =>
      on({ page: 'history', scene: 'assorted' }, async (page) => {
        const pickers = await page.$$('.filters select');
        const [cause, host, status, since] = pickers;
        await cause?.select('application');
        await hasCount(page, '.row', 1);
        expect(await page.$eval('.row', (row) => row.getAttribute('data-cause'))).toBe('application');
        await cause?.select('any');
        await status?.select('recovered');
        await hasCount(page, '.row', 1);
        await status?.select('any');
        await host?.select('shop.example');
        await page.waitForFunction(() =>
          [...document.querySelectorAll('.row')].every(
            (row) => row.getAttribute('data-host') === 'shop.example',
          ),
        );
        await host?.select('');
        await since?.select('day');
        await page.waitForFunction(() => document.querySelectorAll('.row').length < 10);
        expect(await countOf(page, '.row')).toBeGreaterThan(0);
        await since?.select('any');
        await page.select('.list-head select', 'host');
        await page.waitForFunction(
          () => document.querySelector('.row')?.getAttribute('data-host') === '192.0.2.10',
        );
      }));

    it('holds the list to a bar of the chart, by the keyboard and by the table, and takes it back', () =>
      on({ page: 'history', scene: 'assorted' }, async (page) => {
        await page.focus('.bars-pick[tabindex="0"]');
        const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
        const latest = await label();
        await page.keyboard.press('ArrowLeft');
        expect(await label()).not.toBe(latest);
        await page.keyboard.press('Enter');
        await page.waitForSelector('.chip');
        const bars = await countOf(page, '.bars-pick');
        expect(await countOf(page, '.row')).toBeLessThan(30);
        expect(await countOf(page, '.row')).toBeGreaterThan(0);
        expect(new URL(page.url()).searchParams.get('span')).toMatch(/^\d+-\d+$/);
        // The chart keeps its bars, and the focus its place.
        expect(bars).toBeGreaterThan(1);
        expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-pressed'))).toBe('true');
        await page.reload();
        await page.waitForSelector('.chip');
        await page.click('.chip');
        await hasCount(page, '.row', 30);
        await hasCount(page, '.chip', 0);

        await page.click('[data-fold="over-time-table"] > summary');
        await page.waitForSelector('.table-pick');
        await page.click('.table-pick');
        await page.waitForSelector('.table-pick[aria-pressed="true"]');
        await page.waitForFunction(() => document.querySelectorAll('.row').length < 30);
        await page.click('.table-pick[aria-pressed="true"]');
        await hasCount(page, '.row', 30);
      }));

    it('says what goes with the session where nothing is kept', () =>
      on({ page: 'history', scene: 'few', settings: { keepDays: 0 } }, async (page) => {
        await hasText(page, '.list', '9 incidents are kept only until the browser closes');
      }));

    it('ignores a host from its line, and takes it back', () =>
      on({ page: 'history', scene: 'few' }, async (page) => {
        const ignored = () => page.evaluate(() => localStorage.getItem('stage.settings') ?? '');
        const host = await page.$eval('.row', (row) => row.getAttribute('data-host') ?? '');
        await page.click('.row-ignore');
        await page.waitForSelector('.undo [data-ignored="ignored"]');
        expect(await ignored()).toContain(host);
        await press(page, '.undo button', 'Undo');
        await page.waitForFunction(() => !document.querySelector('.undo'));
        expect(await ignored()).not.toContain(host);
      }));

    it('turns pages, and takes the reader to the top of the list', () =>
      on({ page: 'history', scene: 'many' }, async (page) => {
        expect(await countOf(page, '.row')).toBe(50);
        const first = await rows(page);
        await press(page, '.pager button', 'Next');
        await hasText(page, '.pager', 'Page 2 of 3');
        expect(await rows(page)).not.toEqual(first);
        expect(await page.evaluate(() => document.activeElement?.localName)).toBe('h2');
        await press(page, '.pager button', 'Next');
        await hasCount(page, '.row', 40);
      }));

    it('deletes one, leaves the focus in the list, and brings it back', () =>
      on({ page: 'history', scene: 'few' }, async (page) => {
        const before = await rows(page);
        await page.focus('.row:nth-child(2) .row-delete');
        await page.keyboard.press('Enter');
        await hasCount(page, '.row', 8);
        expect(await rows(page)).toEqual([before[0], ...before.slice(2)]);
        await page.waitForFunction(
          () => document.activeElement === document.querySelector('.row:nth-child(2) .row-delete'),
        );
        await hasText(page, '[role="status"]', '1 incident deleted');
        await press(page, '.undo button', 'Undo');
        await hasCount(page, '.row', 9);
        expect(await rows(page)).toEqual(before);
        await hasCount(page, '.undo', 0);
      }));

    it('deletes one host, and then all, after a question; and brings all back', () =>
      on({ page: 'history', scene: 'assorted', parameters: { host: 'tools.example' } }, async (page) => {
        await press(page, '.actions button', 'Delete 1');
        await hasText(page, '.prompt', 'Delete the 1 incident of tools.example?');
        await press(page, '.prompt button', 'Keep');
        await hasCount(page, '.prompt', 0);
        await press(page, '.actions button', 'Delete 1');
        await press(page, '.prompt button', 'Delete 1');
        await hasText(page, '.list', 'No incident matches these filters.');
        await press(page, '.list .link', 'Clear filters');
        await hasCount(page, '.row', 29);
        await press(page, '.actions button', 'Delete 29');
        await hasText(page, '.prompt', 'Delete the whole history: 29 incidents?');
        await press(page, '.prompt button', 'Delete 29');
        await hasText(page, '.empty', 'Nothing recorded yet');
        await press(page, '.undo button', 'Undo');
        await hasCount(page, '.row', 29);
      }));

    it('exports what it shows, and imports it again without loss', () =>
      on({ page: 'history', scene: 'assorted' }, async (page) => {
        await keepFiles(page);
        await press(page, '.actions button', 'Export 30');
        await hasText(page, '.prompt', 'secrets');
        await press(page, '.prompt button', 'Save the file');
        const text = await savedFile(page, 0);
        expect(JSON.parse(text)).toMatchObject({ schema: 'missent-incidents', version: 3 });
        expect(JSON.parse(text).incidents).toHaveLength(30);

        await chooseFile(page, text);
        await hasText(page, '.prompt', 'Added 0 incidents. Merged 30 with existing incidents.');
        await press(page, '.prompt button', 'Close');
        await press(page, '.actions button', 'Delete 30');
        await press(page, '.prompt button', 'Delete 30');
        await hasText(page, '.empty', 'Nothing recorded yet');
        await chooseFile(page, text);
        await hasText(page, '.prompt', 'Added 30 incidents.');
        await hasCount(page, '.row', 30);

        await press(page, '.actions button', 'Export 30');
        await press(page, '.prompt button', 'Save the file');
        const again = await savedFile(page, 1);
        const byId = (written: string) =>
          new Map(JSON.parse(written).incidents.map((one: { id: string }) => [one.id, one]));
        expect(byId(again)).toEqual(byId(text));
      }));

    it('refuses a wrong file, says where it is wrong, and takes nothing of it', () =>
      on({ page: 'history', scene: 'few' }, async (page) => {
        await chooseFile(
          page,
          '{\n"schema": "missent-incidents",\n"version": 1,\n"incidents": [\n{"id": 1}\n]\n}',
        );
        await hasText(page, '.prompt', 'Line 5, incident 1');
        expect(await textOf(page, '.prompt')).toContain('Nothing was imported.');
        await chooseFile(page, '{\n"schema": "missent-incidents",\n"version": 1');
        await hasText(page, '.prompt', 'line 3');
        expect(await countOf(page, '.row')).toBe(9);
      }));

    it('asks before it imports what would soon be deleted', () =>
      on({ page: 'history', scene: 'old' }, async (page) => {
        await keepFiles(page);
        await press(page, '.actions button', 'Export');
        await press(page, '.prompt button', 'Save the file');
        const text = await savedFile(page, 0);
        await press(page, '.actions button', 'Delete 12');
        await press(page, '.prompt button', 'Delete 12');
        await hasText(page, '.empty', 'Nothing recorded yet');
        await chooseFile(page, text);
        await hasText(page, '.prompt', '8 of the incidents are too old');
        expect(await countOf(page, '.row')).toBe(0);
        await press(page, '.prompt button', 'Import anyway');
        await hasCount(page, '.row', 12);
      }));

    it('finds a host among a thousand incidents, of which it draws fifty', () =>
      on({ page: 'history', scene: 'thousand' }, async (page) => {
        expect(await textOf(page, '.list h2')).toBe('1,000 incidents');
        expect(await countOf(page, '.row')).toBe(50);
        await page.evaluate(() => {
          const input = document.querySelector<HTMLInputElement>('.filters-search input');
          if (!input) throw new Error('no field');
          input.value = 'site7.';
          input.dispatchEvent(new Event('input', { bubbles: true }));
        });
        await hasText(page, '.list h2', '6 of 1,000');
      }));
  });

  describe('the full view', () => {
    const full: Look = { page: 'history', scene: 'assorted', parameters: { id: ORIGIN_SNI } };

    it('is opened from the list, and says what the incident is by its attributes', () =>
      on({ page: 'history', scene: 'assorted' }, async (page) => {
        await Promise.all([page.waitForNavigation(), page.click('.row a')]);
        await page.waitForSelector('article[data-incident]');
        expect(await page.$eval('article', (article) => article.getAttribute('data-incident'))).toBe(
          ORIGIN_SNI,
        );
        expect(await page.title()).toBe('shop.example · Missent');
      }));

    it('leads to the site and to who runs it, and has the checks but no tab to load again', () =>
      on(full, async (page) => {
        await page.click('.detail-ways .web-link');
        expect(await page.evaluate(() => stage.opened.at(-1))).toBe('https://shop.example');
        await press(page, '.detail-ways button', 'Write');
        await page.waitForSelector('.report-mail');
        await page.waitForSelector('.checks-row');
        expect(await countOf(page, '.retry')).toBe(0);
      }));

    it('copies exactly what the preview shows, without paths unless they are taken in', () =>
      on(full, async (page) => {
        await watchClipboard(page);
        await page.click('.report-head .copy-button');
        const preview = await textOf(page, '.report-lines');
        expect(preview).toMatch(/^# 421 Misdirected Request/);
        expect(preview).not.toContain('/cart');
        expect(await page.evaluate(() => copied.at(-1))).toBe(preview);
        await page.click('.report-paths input');
        await hasText(page, '.report-lines', '/cart');
        await page.click('.report-head .copy-button');
        expect(await page.evaluate(() => copied.at(-1))).toBe(await textOf(page, '.report-lines'));
      }));

    it('writes JSON, and a mail with a link into the mail program', () =>
      on(full, async (page) => {
        await press(page, '.report-formats label', 'JSON');
        await hasText(page, '.report-lines', '"missent-report"');
        expect(JSON.parse(await textOf(page, '.report-lines'))).toMatchObject({ host: 'shop.example' });
        await press(page, '.report-formats label', 'Mail');
        await hasText(page, '.report-lines', 'Hello,');
        expect(await page.$eval('.report-mail', (link) => link.getAttribute('href'))).toMatch(
          /^mailto:webmaster@shop\.example\?subject=/,
        );
      }));

    it('addresses whom an administrator chose, by mail or at a page', async () => {
      const to = (contact: object) => ({
        ...full,
        policy: { contacts: [{ hosts: ['*.example'], ...contact }] },
      });
      await on(to({ mail: 'web-team@corp.example' }), async (page) => {
        await press(page, '.report-formats label', 'Mail');
        await page.waitForSelector('.report-mail[href^="mailto:web-team@corp.example?subject="]');
        await hasText(page, '.report', 'Your organisation chose this address.');
        expect(await page.$('.report-contacts')).toBeNull();
      });
      await on(to({ url: 'https://desk.corp.example/new' }), async (page) => {
        await press(page, '.report-formats label', 'Mail');
        await hasText(
          page,
          '[data-contact="https://desk.corp.example/new"]',
          'Report it at desk.corp.example',
        );
        expect(await page.$('.report-mail')).toBeNull();
      });
    });

    it('is reached and copied by the keyboard alone', () =>
      on({ page: 'history', scene: 'few' }, async (page) => {
        await page.waitForSelector('.row');
        await watchClipboard(page);
        const focused = () => page.evaluate(() => document.activeElement?.className ?? '');
        await page.keyboard.press('Tab');
        expect(await focused()).toBe('page-skip');
        for (let n = 0; n < 40; n += 1) {
          await page.keyboard.press('Tab');
          if (await page.evaluate(() => document.activeElement?.matches('.row a'))) break;
        }
        await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
        await page.waitForSelector('.report-lines');
        await watchClipboard(page);
        for (let n = 0; n < 60; n += 1) {
          await page.keyboard.press('Tab');
          if (await page.evaluate(() => document.activeElement?.matches('.report-head .copy-button'))) break;
        }
        await page.keyboard.press('Enter');
        await page.waitForSelector('.report-head [data-copy="copied"]');
        expect(await page.evaluate(() => copied.at(-1))).toBe(await textOf(page, '.report-lines'));
      }));

    it('deletes the incident and brings it back', () =>
      on(full, async (page) => {
        await press(page, '.detail-end button', 'Delete this incident');
        await hasText(page, '.empty', 'The incident was deleted');
        await press(page, '.empty button', 'Undo');
        await page.waitForSelector('article[data-incident]');
      }));
  });

  describe('options', () => {
    const body = (page: Page): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);

    it('dress the page in the chosen theme, which stays', () =>
      on({ page: 'options' }, async (page) => {
        const light = await body(page);
        await page.click('.choice input[value="dark"]');
        await hasText(page, '[aria-labelledby="setting-theme"]', 'Saved');
        const dark = await body(page);
        expect(dark).not.toBe(light);
        await page.reload();
        await page.waitForSelector('.page[data-state="ready"]');
        expect(await body(page)).toBe(dark);
        await page.click('.choice input[value="light"]');
        await page.waitForFunction(
          (wanted) => getComputedStyle(document.body).backgroundColor === wanted,
          {},
          light,
        );
      }));

    it('ask before a shorter time deletes', () =>
      on({ page: 'options', scene: 'old' }, async (page) => {
        await page.click('.choice input[value="7"]');
        await hasText(page, '.prompt', '11 incidents were last seen longer ago');
        await hasText(page, '[role="status"]', '11 incidents');
        await press(page, '.prompt button', 'Stay with 30 days');
        expect(await page.$eval('.choice input[value="30"]', (input) => input.matches(':checked'))).toBe(
          true,
        );
        await page.click('.choice input[value="90"]');
        await page.waitForFunction(
          () => document.querySelector('.prompt') !== null || document.querySelector('[data-saved]'),
        );
      }));

    it('take a host in as the browser names it, refuse what is none, and let it go', () =>
      on({ page: 'options' }, async (page) => {
        await page.type('#add-host', 'https://Bücher.Example/cart');
        await page.keyboard.press('Enter');
        await hasText(page, '.hosts', 'xn--bcher-kva.example');
        await page.type('#add-host', 'two hosts');
        await page.keyboard.press('Enter');
        await hasText(page, '#add-host-problem', '“two hosts” is not the name of a host.');
        expect(await page.$eval('#add-host', (input) => input.getAttribute('aria-invalid'))).toBe('true');
        await page.click('.hosts-remove');
        await hasText(page, '[aria-labelledby="setting-ignoredHosts"]', 'No host is ignored.');
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('add-host');
      }));

    it('say so where the browser could not save, and show what holds', () =>
      on({ page: 'options' }, async (page) => {
        await page.evaluate(() => localStorage.setItem('stage.detail', 'yes'));
        await page.click('.setting input[type="checkbox"]');
        await hasText(page, '[aria-labelledby="setting-showRecovered"]', 'could not save');
        expect(
          await page.$eval('.setting input[type="checkbox"]', (input) => input.matches(':checked')),
        ).toBe(true);
      }));

    it('show the shortcut, and where to change it if the browser does not go there', () =>
      on({ page: 'options' }, async (page) => {
        expect(await page.$$eval('.shortcut kbd kbd', (all) => all.map((key) => key.textContent))).toEqual([
          'Alt',
          'Shift',
          'M',
        ]);
        await press(page, '.shortcut button', 'Change');
        await hasText(page, '[aria-labelledby="setting-shortcut"]', 'did not open that page');
        await hasText(page, '[role="status"]', 'chrome://extensions/shortcuts');
      }));

    it('show what a policy sets and let nothing of it be changed', () =>
      on({ page: 'options', policy: { keepDays: 14, ignoredHosts: ['a.example'] } }, async (page) => {
        const locked = (part: string) => textOf(page, `[data-locked="${part}"]`);
        expect(await locked('keepDays')).toContain('Set by your organisation');
        expect(await locked('keepDays')).toContain('14 days');
        expect(await locked('ignoredHosts')).toContain('a.example');
        expect(await page.$$('[data-locked] :is(button, input:not(:disabled))')).toEqual([]);
        await press(page, '.setting button', 'Reset all options');
        await page.waitForSelector('.prompt');
        await press(page, '.prompt button', 'Reset');
        await hasText(page, '[aria-labelledby="setting-all"]', 'Saved');
        expect(await locked('keepDays')).toContain('14 days');
      }));

    it('names what it ignores of a policy as text', () =>
      on({ page: 'options', policy: { keepDays: 5000, '<img src=x>': '<b>no</b>' } }, async (page) => {
        await hasText(
          page,
          '[data-policy-problem="keepDays"]',
          'keepDays is 5000. Expected: a whole number from 0 to 90.',
        );
        await hasText(
          page,
          '.policy-problems',
          '<img src=x> is "<b>no</b>". Missent knows no value of this name.',
        );
        expect(await page.$$('.policy-problems :is(img, b)')).toEqual([]);
        expect(await page.$$('[data-locked]')).toEqual([]);
      }));

    it('go back to the beginning after a question', () =>
      on({ page: 'options', settings: { theme: 'dark', ignoredHosts: ['a.example'] } }, async (page) => {
        await press(page, '.setting button', 'Reset all options');
        await hasText(page, '.prompt', '1 ignored host is forgotten.');
        await press(page, '.prompt button', 'Reset');
        await hasText(page, '[aria-labelledby="setting-ignoredHosts"]', 'No host is ignored.');
        expect(await page.$eval('.choice input[value="system"]', (input) => input.matches(':checked'))).toBe(
          true,
        );
      }));
  });

  it('the first run asks for access, and says when it is there', () =>
    on({ page: 'welcome', access: 'none' }, async (page) => {
      await press(page, '.welcome-access button', 'Allow access');
      await hasText(page, '.welcome-access', 'All set');
    }));

  it.each(['popup', 'options', 'panel'] as const)(
    'say plainly that their texts could not be read: %s',
    async (name) => {
      const { page } = await browser().page();
      await page.goto(server().url(name, { words: 'unreadable' }));
      await hasText(page, 'main > [role="alert"]', 'Missent could not read its own texts');
    },
  );

  it('the explanation draws every cause, each by its own address', () =>
    on({ page: 'learn' }, async (page) => {
      const drawn = await page.$$eval('.learn-cause', (all) =>
        all.filter((cause) => cause.querySelector('.route')).map(({ id }) => id),
      );
      expect(drawn).toEqual([...CAUSE_IDS]);
      await page.goto(`${server().url('learn')}#origin-pool`);
      await page.waitForFunction(() => {
        const top = document.getElementById('origin-pool')?.getBoundingClientRect().top ?? -1;
        return top >= 0 && top < innerHeight;
      });
    }));
});
