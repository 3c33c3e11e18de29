import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { withoutFonts } from './inspect.js';
import { unfoldAll } from './measure.js';
import { hasText, openedIn, servedPages, textOf, watchClipboard } from './of-pages.js';
import { type Look, openPopup } from './popup-stage.js';

/** What the stage offers to the test, in the page. */
declare const stage: {
  show(scene: string): void;
  readonly opened: readonly string[];
  readonly sentRequests: readonly { readonly name: string; readonly payload: unknown }[];
};

const server = servedPages();

const bottomOf = (page: Page, selector: string): Promise<number> =>
  page.$eval(selector, (element) => element.getBoundingClientRect().bottom);

describe.each(['chrome', 'firefox'] as const)('the popup at work in %s', (kind) => {
  const browser = openedIn(kind, () => openPopup(kind, server()));

  async function on(scene: string, act: (page: Page) => Promise<void>, look: Look = {}): Promise<void> {
    const { page } = await browser().show(scene, look);
    await act(page);
  }

  it.each([
    'origin-sni',
    'trailing-dot',
    'ip-literal',
    'host-not-served',
    'application',
    'unknown',
    'from-cache',
  ])('shows verdict and first step without scrolling: %s', (scene) =>
    on(scene, async (page) => {
      expect(await bottomOf(page, '.verdict')).toBeLessThan(250);
      expect(await bottomOf(page, '.steps > li:first-child')).toBeLessThanOrEqual(600);
    }),
  );

  it.skipIf(withoutFonts.some(({ words }) => words === 'ja')).each([
    ['unknown', 400],
    ['coalesced', 400],
    ['origin-sni', 400],
    ['nothing', 320],
    ['many', 320],
  ])('breaks no Japanese word of a headline: %s at %i pixels', (scene, width) =>
    on(
      scene,
      async (page) => {
        const broken = await page.$eval('h1', (headline) => {
          const texts: Text[] = [];
          const walker = document.createTreeWalker(headline, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
          return texts.flatMap((node) =>
            [...new Intl.Segmenter('ja', { granularity: 'word' }).segment(node.data)]
              .filter(({ segment, isWordLike }) => isWordLike && /^[\p{L}ー]+$/u.test(segment))
              .filter(({ segment, index }) => {
                const range = document.createRange();
                range.setStart(node, index);
                range.setEnd(node, index + segment.length);
                return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
              })
              .map(({ segment }) => segment),
          );
        });
        expect(broken).toEqual([]);
      },
      { words: 'ja', width },
    ),
  );

  it('keeps the contract of data attributes', () =>
    on('origin-sni', async (page) => {
      const data = await page.$eval('[data-incident]', (element) => ({
        ...(element as HTMLElement).dataset,
      }));
      expect(data).toMatchObject({
        incident: 'normal|https://shop.example',
        host: 'shop.example',
        status: 'misdirected',
        cause: 'origin-sni',
      });
      expect(['possible', 'likely', 'certain']).toContain(data.confidence);
      expect(data.causes?.split(' ')[0]).toBe('origin-sni');
    }));

  it('lists many hosts by cause, with the page of the tab first and open', () =>
    on('many', async (page) => {
      const hosts = await page.$$eval('[data-incident]', (all) =>
        all.map((each) => each.getAttribute('data-host')),
      );
      expect(hosts[0]).toBe('shop.example');
      expect(new Set(hosts).size).toBe(5);
      const open = await page.$$eval('[data-incident] > details[open]', (all) =>
        all.map((each) => each.parentElement?.getAttribute('data-host')),
      );
      expect(open).toEqual(['shop.example']);
    }));

  it('shows what changes while it is open, leaves what is open, and says so once', () =>
    on('origin-sni', async (page) => {
      await page.click('[data-fold$="/why"] > summary');
      await page.waitForSelector('.evidence');
      expect(await textOf(page, '[role="status"]')).toBe('');
      await page.evaluate(() => stage.show('many'));
      await page.waitForFunction(() => document.querySelectorAll('[data-incident]').length === 5);
      expect(await page.$$eval('.evidence', (all) => all.length)).toBe(1);
      await hasText(page, '[role="status"]', '5 hosts');
    }));

  it('keeps the focus where it is when something changes', () =>
    on('many', async (page) => {
      await page.focus('[data-host="api.shop.example"] summary');
      await page.evaluate(() => stage.show('many'));
      await new Promise((resolve) => setTimeout(resolve, 200));
      const focused = await page.evaluate(() =>
        document.activeElement?.closest('[data-host]')?.getAttribute('data-host'),
      );
      expect(focused).toBe('api.shop.example');
    }));

  it('switches the reader by the keyboard and remembers the choice', () =>
    on('origin-sni', async (page) => {
      await page.focus('.reader input:checked');
      await page.keyboard.press('ArrowRight');
      await hasText(page, '.steps', 'nginx');
      expect(await page.evaluate(() => stage.sentRequests.map(({ payload }) => payload))).toMatchObject([
        { reader: 'operator' },
      ]);
    }));

  it('asks for access and shows the tab once it is given', () =>
    on('no-access', async (page) => {
      await page.click('.button-strong');
      await hasText(page, 'h1', 'No misdirected requests');
    }));

  it('says plainly that something failed, and tries again', () =>
    on('broken', async (page) => {
      expect(await textOf(page, 'h1')).toBe('Something went wrong');
      await page.evaluate(() => stage.show('nothing'));
      await hasText(page, 'h1', 'No misdirected requests');
    }));

  it('keeps what it shows when the background is gone for a moment', () =>
    on('origin-sni', async (page) => {
      await page.evaluate(() => stage.show('broken'));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await page.$$('[data-incident]')).toHaveLength(1);
    }));

  it('writes commands for the chosen shell', () =>
    on(
      'unknown',
      async (page) => {
        await page.waitForSelector('.code select');
        await page.select('.code select', 'powershell');
        await hasText(page, '.code pre', 'curl.exe');
      },
      { reader: 'operator' },
    ));

  it('copies the lines as they are', () =>
    on(
      'origin-sni',
      async (page) => {
        await watchClipboard(page);
        const copy = '.code:has(.code-target) .copy-button';
        const before = await page.$eval(copy, (button) => button.getBoundingClientRect().width);
        await page.click(copy);
        await page.waitForSelector('[data-copy="copied"]');
        const after = await page.$eval(copy, (button) => button.getBoundingClientRect().width);
        expect(after).toBeCloseTo(before, 0);
        const lines = await page.evaluate('window.copied[0]');
        expect(lines).toContain('proxy_ssl_server_name on;\nproxy_ssl_name $host;');
      },
      { reader: 'operator' },
    ));

  it('opens the site without the dot in a new tab', () =>
    on('trailing-dot', async (page) => {
      await page.click('.steps .web-link');
      expect(await page.evaluate(() => [...stage.opened])).toEqual(['https://shop.example/']);
    }));

  it('loads the page again without the cache from the step that says so', () =>
    on('from-cache', async (page) => {
      await page.click('.steps .fix-check .button');
      await page.waitForSelector('.steps [data-fix="not_asked"]');
    }));

  it('ignores a host, and takes it back', () =>
    on('origin-sni', async (page) => {
      await page.click('[data-ignore]');
      await page.waitForSelector('[data-ignored="ignored"]');
      await hasText(page, '[role="status"][aria-live]', 'shop.example is ignored');
      await page.click('.incident-end .button');
      await page.waitForSelector('[data-ignore]');
    }));

  it('opens the project’s issue form for a wrong diagnosis, without the host', () =>
    on('origin-sni', async (page) => {
      await page.click('.incident-end .web-link');
      const [url = ''] = await page.evaluate(() => [...stage.opened]);
      expect(url).toContain('/issues/new?template=wrong-diagnosis.yml');
      expect(url).not.toContain('shop');
    }));

  it('opens the same in a tab of its own', () =>
    on('origin-sni', async (page) => {
      await page.click('button.masthead-icon');
      await page.waitForFunction(() => stage.opened.length === 1);
      const [url = ''] = await page.evaluate(() => [...stage.opened]);
      expect(new URL(url).search).toBe('?tab=1');
    }));

  it('draws hostile text as text', () =>
    on('hostile', async (page) => {
      await page.$$eval('.section > summary', (all) => {
        for (const summary of all) (summary as HTMLElement).click();
      });
      await hasText(page, '.facts', '<img src=x');
      expect(await page.$$('img:not(.masthead-logo), script:not([src])')).toHaveLength(0);
      expect(await page.evaluate(() => document.body.textContent?.includes('\u202e'))).toBe(false);
    }));

  it('starts checks without moving its buttons or losing the focus', () =>
    on('retry-before', async (page) => {
      await page.click('[data-fold$="/checks"] > summary');
      await page.waitForSelector('.checks');
      const boxes = () =>
        page.$$eval('.checks-buttons button, .plan > li', (all) =>
          all.map((each) => {
            const { left, top, width, height } = each.getBoundingClientRect();
            return [left, top, width, height].map(Math.round).join();
          }),
        );
      // The focus scrolls the button into view.
      await page.focus('.checks .button-strong');
      const before = await boxes();
      await page.keyboard.press('Enter');
      await page.waitForSelector('.checks-status[data-running="true"]');
      expect(await boxes()).toEqual(before);
      expect(await page.evaluate(() => document.activeElement?.className)).toContain('button-strong');
      // A second press while they run starts nothing.
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => stage.sentRequests.map(({ name }) => name))).toEqual(['run-checks']);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => stage.sentRequests.map(({ name }) => name))).toEqual([
        'run-checks',
        'cancel-checks',
      ]);
    }));

  it('takes what the user saw in a private window, also when the popup was closed meanwhile', () =>
    on('retry-before', async (page) => {
      await page.evaluate(unfoldAll);
      await page.click('.retry-asked .button');
      expect(await page.evaluate(() => stage.sentRequests.map(({ payload }) => payload))).toMatchObject([
        { saw: 'recovered' },
      ]);
    }));

  it('keeps the incident in view when the page, loaded again, is well', () =>
    on(
      'retry-before',
      async (page) => {
        await page.evaluate(unfoldAll);
        await page.click('.retry > .button-strong');
        await page.evaluate(() => stage.show('nothing'));
        await page.waitForSelector('.banner');
        expect(await page.$$('[data-incident]')).toHaveLength(1);
      },
      { here: 'firefox' },
    ));

  it.each([
    ['hello', 'false'],
    ['CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = other.example\n   i:CN = Lab CA\n---\n', 'true'],
  ])('says of pasted text whether it could be read: %j', (text, good) =>
    on(
      'unknown',
      async (page) => {
        await page.evaluate(unfoldAll);
        await page.focus('.paste textarea');
        await page.$eval(
          '.paste textarea',
          (field, value) => {
            (field as HTMLTextAreaElement).value = value;
            field.dispatchEvent(new Event('input', { bubbles: true }));
          },
          text,
        );
        await page.click('.paste .button');
        const said = await page.waitForSelector('.paste-said');
        expect(await said?.evaluate((each) => each.getAttribute('data-good'))).toBe(good);
        const words = await textOf(page, '.paste-said');
        await hasText(page, '[role="status"][aria-live]', words);
      },
      { reader: 'operator' },
    ),
  );

  it('opens the report as a mail from the step that tells to write one', () =>
    on('origin-sni', async (page) => {
      await page.click('.step-body > .button');
      await page.waitForSelector('[data-fold$="/report"] .report-mail');
    }));

  it.each(['nothing', 'no-access', 'unwatchable', 'broken', 'origin-sni', 'many'])(
    'leads to the other pages: %s',
    (scene) =>
      on(scene, async (page) => {
        for (const name of ['learn', 'history', 'options']) await page.click(`[data-page="${name}"]`);
        const opened = await page.evaluate(() => stage.opened.map((url) => new URL(url).pathname));
        expect(opened).toEqual(
          ['learn', 'history', 'options'].map((name) => `/src/pages/${name}/index.html`),
        );
      }),
  );
});
