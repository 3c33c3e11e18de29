import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Site } from '../lab/site.js';
import { builtExtension } from './drivers/extension.js';
import type { DrivenPage } from './drivers/index.js';
import { readIncidents, shownIncidents } from './shown.js';
import { inEachBrowser } from './stage.js';

const MARK = 'wicked';
/** Sets a mark that is looked for, should any of it ever run; `[data-wicked]` and `wicked-element` would show markup. */
const SCRIPT = `document.documentElement.dataset.ran='yes'`;
const MARKUP = `<img src=x data-${MARK} onerror="${SCRIPT}"><script>${SCRIPT}</script><${MARK}-element>"'\`$1 $& %s {{7*7}} \${7*7}`;

const hostile: Site = {
  id: 'hostile',
  title: 'A server that means harm',
  story: 'URL, header fields and body are full of markup and script.',
  hosts: {
    'www.hostile.test': () => ({
      status: 421,
      headers: [
        ['content-type', `text/plain; x="${MARKUP}"`],
        ['content-security-policy', "default-src 'none'"],
        ['server', `nginx/1.22.1 ${MARKUP}`],
        ['via', `1.1 ${MARKUP} (squid/5.7 ${MARKUP})`],
        ['x-powered-by', MARKUP],
        ['x-cache', `HIT ${MARKUP}`],
        ['alt-svc', `h3="${MARK}.example<b>:443"; ma=1`],
        ['age', '99999999999999999999'],
        [`x-${MARK}`, `${MARKUP}${'('.repeat(2000)}`],
      ],
      body: `${MARKUP}<address>Apache/2.4 <b data-${MARK}>Server at ${MARK}.example\u202e\u200b Port 443</b></address>\nmisdirected request to "${MARKUP}"`,
    }),
  },
  visits: [
    `https://www.hostile.test/a/${encodeURIComponent(MARKUP)}?q=${encodeURIComponent(MARKUP)}&r="'<b>${MARK}</b>`,
  ],
  expect: { chrome: [], firefox: [] },
};

/** What of the input became more than text on a page of the extension. */
const tookEffect = (page: DrivenPage): Promise<readonly string[]> =>
  page.run(
    (mark) => [
      ...[
        ...document.querySelectorAll(
          `[data-${mark}], ${mark}-element, [onerror], script:not([src]), iframe, base, form`,
        ),
      ].map(({ outerHTML }) => outerHTML.slice(0, 100)),
      ...(document.documentElement.dataset.ran === undefined ? [] : ['script ran']),
    ],
    MARK,
  );

inEachBrowser(
  'a server that means harm',
  (stage) => {
    it('is told of in text alone, in popup and history, and the background goes on', async () => {
      const { driver } = stage();
      const tab = await driver.newTab();
      for (const url of hostile.visits) await tab.visit(url);
      const popup = await driver.popup(tab.id);
      await popup.waitFor('[data-incident]');
      const [read] = await readIncidents(popup);
      expect(read?.verdict).not.toBe('');
      // It did get there, as text.
      await expect
        .poll(() => popup.run(() => document.body.textContent?.includes('<img src=x') ?? false))
        .toBe(true);
      expect(await tookEffect(popup)).toEqual([]);
      const [shown] = await shownIncidents(popup);
      const id = shown?.id ?? '';
      expect(id).not.toBe('');
      await popup.close();

      for (const place of ['', `?id=${encodeURIComponent(id)}`, `?q=${encodeURIComponent(MARKUP)}`]) {
        const history = await driver.extensionPage(`src/pages/history/index.html${place}`);
        await history.waitFor('[data-state="ready"]');
        await vi.waitFor(async () => {
          expect(await history.run(() => (document.body.textContent ?? '').length)).toBeGreaterThan(100);
        });
        expect(await tookEffect(history), place).toEqual([]);
        await history.close();
      }
      expect(await driver.backgroundErrors()).toEqual([]);
      await tab.close();
    });

    it('cannot ask the background: neither its page nor a script in it', async () => {
      const { driver } = stage();
      const tab = await driver.newTab();
      for (const url of hostile.visits) await tab.visit(url);
      expect(await tab.run(() => typeof Reflect.get(globalThis, 'browser'))).toBe('undefined');
      expect(
        await tab.run(() => typeof Reflect.get(Reflect.get(globalThis, 'chrome') ?? {}, 'runtime')),
      ).toBe('undefined');
      const responses = await driver.asExtension(async (tabId) => {
        const [injected] = await chrome.scripting.executeScript({
          target: { tabId },
          func: async () => [
            await chrome.runtime.sendMessage({ name: 'list', request: {} }),
            await chrome.runtime.sendMessage({
              name: 'forget',
              request: { ids: ['normal|https://www.hostile.test'] },
            }),
          ],
        });
        return injected?.result;
      }, tab.id);
      const refused = { error: 'not a request of this extension' };
      expect(responses).toEqual([refused, refused]);
      const popup = await driver.popup(tab.id);
      await expect.poll(() => shownIncidents(popup)).toHaveLength(1);
      await popup.close();
      await tab.close();
    });
  },
  [hostile],
);

describe.each(['chrome', 'firefox'] as const)('what is built for %s', (kind) => {
  const { folder } = builtExtension(kind);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');

  it('offers nothing to web pages or other extensions', () => {
    const manifest: unknown = JSON.parse(read('manifest.json'));
    for (const key of ['web_accessible_resources', 'externally_connectable', 'content_scripts', 'sandbox'])
      expect(manifest).not.toHaveProperty(key);
  });

  it('has a policy that runs and loads nothing from elsewhere, with Trusted Types', () => {
    const manifest: unknown = JSON.parse(read('manifest.json'));
    const policy = expect.stringMatching(
      /^default-src 'none'; script-src 'self'; .*require-trusted-types-for 'script'; trusted-types missent$/,
    );
    expect(manifest).toMatchObject({ content_security_policy: { extension_pages: policy } });
    expect(read('manifest.json')).not.toMatch(/unsafe-|data:|blob:/);
  });

  it('makes no code out of text and names no script of elsewhere', () => {
    const scripts = files.filter((file) => file.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(5);
    const code = /\beval\(|\bnew Function\b|\bFunction\(["'`]|\bimportScripts\(|\bimport\(["'`]https?:/;
    expect(scripts.filter((file) => code.test(read(file)))).toEqual([]);
    const pages = files.filter((file) => file.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(4);
    const elsewhere = /(?:src|href)="(?:https?:)?\/\/|<script(?![^>]*\bsrc=)|\bon[a-z]+=|style="/i;
    expect(pages.filter((file) => elsewhere.test(read(file)))).toEqual([]);
  });
});
