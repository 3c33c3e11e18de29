import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { BrowserName } from '../../lab/site.js';
import { findBrowser } from '../drivers/index.js';
import type { PageServer, StagePage } from './serve.js';

/** In the page, once its source was run there. */
declare const axe: typeof import('axe-core');

const ARTIFACTS = fileURLToPath(new URL('../../../artifacts/pages-more/', import.meta.url));
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export type Scheme = 'light' | 'dark';

/** What is looked at, and how. */
export interface Look {
  readonly page: Exclude<StagePage, 'seed'>;
  /** What the history holds: a name of SCENES. */
  readonly scene?: string;
  /** Parts of Settings that are not as at first. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Access to all sites was not given. */
  readonly access?: 'no';
  readonly parameters?: Readonly<Record<string, string>>;
  readonly words?: 'plain' | 'long' | 'rtl';
  /** CSS pixels; half of what a window has is what a zoom of 200 % leaves. */
  readonly width?: number;
  readonly colours?: 'forced';
}

export interface Staged {
  readonly page: Page;
  /** Uncaught errors and what was written to the console as an error. */
  readonly complaints: readonly string[];
  shoot(name: string): Promise<void>;
}

export interface StageBrowser {
  show(look: Look): Promise<Staged>;
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
    async show(look) {
      const page = await browser.newPage();
      await page.setViewport({ width: look.width ?? 1280, height: 800 });
      if (kind === 'chrome') await emulate(page, scheme, look.colours);
      await page.goto(
        server.url('seed', {
          scene: look.scene ?? 'empty',
          ...(look.settings ? { settings: JSON.stringify(look.settings) } : {}),
          ...(look.access ? { access: look.access } : {}),
        }),
      );
      await page.waitForSelector('[data-state="ready"]', { timeout: 20_000 });
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(server.url(look.page, { words: look.words ?? 'plain', ...look.parameters }));
      await page.waitForSelector('.page[data-state="ready"]', { timeout: 20_000 });
      await page.waitForFunction(
        () => ![...document.querySelectorAll('.row-cause')].some((cause) => cause.textContent === '…'),
        { timeout: 30_000 },
      );
      return {
        page,
        complaints,
        async shoot(name) {
          await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
        },
      };
    },
    close: () => browser.close(),
  };
}

/** Rules of WCAG 2.2 A and AA and axe's own best practices that the page breaks, each with where. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Puppeteer's own call does not know forced-colors. */
async function emulate(page: Page, scheme: Scheme, colours: Look['colours']): Promise<void> {
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
      { name: 'forced-colors', value: colours === 'forced' ? 'active' : 'none' },
    ],
  });
}
