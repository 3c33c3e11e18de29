import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { BrowserName } from '../../lab/site.js';
import { findBrowser } from '../drivers/index.js';
import type { PageServer } from './serve.js';

const ARTIFACTS = fileURLToPath(new URL('../../../artifacts/pages/', import.meta.url));

export type Scheme = 'light' | 'dark';
export type Words = 'plain' | 'long' | 'rtl';

/** How a scene is looked at. */
export interface Look {
  readonly scheme?: Scheme;
  readonly words?: Words;
  readonly reader?: 'visitor' | 'operator';
  /** CSS pixels; more than 400 opens the page as a full view. */
  readonly width?: number;
  readonly colours?: 'forced';
}

/** A page on the stage, drawn and quiet. */
export interface Staged {
  readonly page: Page;
  /** Uncaught errors and what was written to the console as an error. */
  readonly complaints: readonly string[];
  shoot(name: string): Promise<void>;
}

export interface StageBrowser {
  show(scene: string, look?: Look): Promise<Staged>;
  close(): Promise<void>;
}

/** A real browser for the pages on the stage: no extension in it, as the stage stands in for the background. */
export async function startStageBrowser(
  kind: BrowserName,
  scheme: Scheme,
  server: PageServer,
): Promise<StageBrowser> {
  const found = findBrowser(kind);
  if ('missing' in found) throw new Error(found.missing);
  const browser: Browser = await puppeteer.launch({
    browser: kind,
    executablePath: found.path,
    headless: true,
    args: kind === 'chrome' && process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    // Firefox takes the scheme of pages from this preference: 0 dark, 1 light.
    extraPrefsFirefox: { 'layout.css.prefers-color-scheme.content-override': scheme === 'dark' ? 0 : 1 },
  });
  const folder = path.join(ARTIFACTS, kind);
  await mkdir(folder, { recursive: true });

  return {
    async show(scene, look = {}) {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.setViewport({ width: look.width ?? 400, height: 600, deviceScaleFactor: 2 });
      await page.evaluateOnNewDocument((reader) => {
        localStorage.setItem('missent.reader', reader);
      }, look.reader ?? 'visitor');
      if (kind === 'chrome') await emulate(page, scheme, look.colours);
      await page.goto(
        server.popup(scene, {
          words: look.words ?? 'plain',
          ...((look.width ?? 400) === 400 ? {} : { tab: '1' }),
        }),
      );
      await page.waitForSelector('[data-state="ready"]', { timeout: 20_000 });
      return {
        page,
        complaints,
        async shoot(name) {
          await page.screenshot({ path: path.join(folder, `${name}.png`) });
        },
      };
    },
    close: () => browser.close(),
  };
}

/** Puppeteer's own call does not know forced-colors. */
async function emulate(page: Page, scheme: Scheme, colours: Look['colours']): Promise<void> {
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'forced-colors', value: colours === 'forced' ? 'active' : 'none' },
    ],
  });
}
