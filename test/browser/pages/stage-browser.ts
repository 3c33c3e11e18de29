import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer-core';
import type { BrowserName } from '../../lab/site.js';
import { findBrowser } from '../drivers/index.js';
import type { PageServer } from './serve.js';

const ARTIFACTS = fileURLToPath(new URL('../../../artifacts/pages/', import.meta.url));

export type Scheme = 'light' | 'dark';
export type Words = 'plain' | 'long' | 'rtl';

/** How a scene is looked at. */
export interface Look {
  readonly words?: Words;
  readonly reader?: 'visitor' | 'operator';
  /** The browser that the stage plays; Chrome if left out. */
  readonly here?: 'chromium' | 'firefox';
  /** CSS pixels; anything but 400 opens the page as a full view. */
  readonly width?: number;
}

/** A page on the stage, drawn and quiet. */
export interface Staged {
  readonly page: Page;
  /** Uncaught errors and what was written to the console as an error. */
  readonly complaints: readonly string[];
  /** Chromium only: Firefox takes its colours from the preference it was started with, which is light. */
  dress(scheme: Scheme, colours?: 'forced'): Promise<void>;
  /** Saves a picture of what the window shows, or of one part of the page. */
  shoot(name: string, part?: string): Promise<void>;
}

export interface StageBrowser {
  show(scene: string, look?: Look): Promise<Staged>;
  close(): Promise<void>;
}

/**
 * A real browser for the pages on the stage: no extension in it, as the stage stands in for the background. One page
 * serves for all scenes, each loaded anew with nothing remembered of the one before.
 */
export async function startStageBrowser(kind: BrowserName, server: PageServer): Promise<StageBrowser> {
  const found = findBrowser(kind);
  if ('missing' in found) throw new Error(found.missing);
  const browser: Browser = await puppeteer.launch({
    browser: kind,
    executablePath: found.path,
    headless: true,
    args: kind === 'chrome' && process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    // 0 dark, 1 light.
    extraPrefsFirefox: { 'layout.css.prefers-color-scheme.content-override': 1 },
  });
  const folder = path.join(ARTIFACTS, kind);
  await mkdir(folder, { recursive: true });
  // The page that a browser starts with has no focus in Firefox.
  const page = await browser.newPage();
  const session = kind === 'chrome' ? await page.createCDPSession() : undefined;
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.evaluateOnNewDocument(() => {
    // A page without an origin, as a browser opens with, has no storage.
    if (!location.protocol.startsWith('http')) return;
    localStorage.clear();
    localStorage.setItem('missent.reader', new URLSearchParams(location.search).get('reader') ?? 'visitor');
  });
  let width = 0;

  return {
    async show(scene, look = {}) {
      const wanted = look.width ?? 400;
      if (wanted !== width) await page.setViewport({ width: wanted, height: 600, deviceScaleFactor: 2 });
      width = wanted;
      if (session) await emulate(session, 'light');
      complaints.length = 0;
      await page.goto(
        server.popup(scene, {
          words: look.words ?? 'plain',
          reader: look.reader ?? 'visitor',
          here: look.here ?? 'chromium',
          ...(wanted === 400 ? {} : { tab: '1' }),
        }),
      );
      await page.waitForSelector('[data-state="ready"]', { timeout: 20_000 });
      return {
        page,
        complaints,
        async dress(scheme, colours) {
          if (session) await emulate(session, scheme, colours);
        },
        async shoot(name, part) {
          const shot = part === undefined ? page : await page.waitForSelector(part);
          await shot?.screenshot({ path: path.join(folder, `${name}.png`) });
        },
      };
    },
    close: () => browser.close(),
  };
}

/** Puppeteer's own call does not know forced-colors. */
async function emulate(session: CDPSession, scheme: Scheme, colours?: 'forced'): Promise<void> {
  await session.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'forced-colors', value: colours === 'forced' ? 'active' : 'none' },
    ],
  });
}
