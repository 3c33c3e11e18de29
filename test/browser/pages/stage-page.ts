import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Page, type Viewport } from 'puppeteer-core';
import type { BrowserName } from '../../lab/site.js';
import { findBrowser } from '../drivers/index.js';
import { appearanceOf, type Colours, type Scheme } from './appearance.js';

/** Nothing compares pictures, and they are a third of what these specs take: they are made for who looks at them. */
const wantsPictures = process.env.MISSENT_PICTURES === '1';
const ARTIFACTS = fileURLToPath(new URL('../../../artifacts/', import.meta.url));

/**
 * `plain` is English, `long` and `rtl` are English made two fifths longer and turned round; the others are the
 * languages of public/_locales.
 */
export type Words = 'plain' | 'long' | 'rtl' | 'de' | 'es' | 'fr' | 'ja' | 'pt_BR' | 'zh_CN';

/** What the stage offers to the test, in the page. */
declare const speak: (words: string) => Promise<void>;

/** A page on the stage, drawn and quiet. */
export interface Staged {
  readonly page: Page;
  /** Uncaught errors and what was written to the console as an error. */
  readonly complaints: readonly string[];
  dress(scheme: Scheme, colours?: Colours): Promise<void>;
  /** Says everything in other words, without loading the page again. */
  speak(words: Words): Promise<void>;
  /** Saves a picture below artifacts/, with MISSENT_PICTURES=1: of the stage's frame, or of one part of the page. */
  shoot(name: string, part?: string): Promise<void>;
}

export interface StagePage extends Staged {
  /** Gives the page a size, if it has another one. */
  size(viewport: Viewport): Promise<void>;
  /** Goes to an address with nothing complained of yet. */
  visit(url: string): Promise<void>;
}

export interface StageDoor {
  /** The one page that all visits share; a new one where a test has closed it. */
  page(): Promise<StagePage>;
  close(): Promise<void>;
}

/** What a picture shows: what the window does, or all of the page. */
export type Frame = 'window' | 'page';

/**
 * A real browser for pages on the stage: no extension in it, as the stage stands in for the background. Pictures go to
 * artifacts/<folder>/<browser>/.
 */
export async function openStage(kind: BrowserName, folder: string, frame: Frame): Promise<StageDoor> {
  const found = findBrowser(kind);
  if ('missing' in found) throw new Error(found.missing);
  const browser = await puppeteer.launch({
    browser: kind,
    executablePath: found.path,
    headless: true,
    args:
      kind === 'firefox'
        ? ['--remote-allow-system-access']
        : process.getuid?.() === 0
          ? ['--no-sandbox']
          : [],
    extraPrefsFirefox: { 'ui.prefersReducedMotion': 1 },
  });
  const dress = appearanceOf(kind, browser);
  const pictures = path.join(ARTIFACTS, folder, kind);
  await mkdir(pictures, { recursive: true });
  let open: StagePage | undefined;

  async function opened(): Promise<StagePage> {
    // The page that a browser starts with has no focus in Firefox.
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    let size = '';
    let words: Words = 'plain';
    return {
      page,
      complaints,
      async size(viewport) {
        const wanted = JSON.stringify(viewport);
        if (wanted !== size) await page.setViewport(viewport);
        size = wanted;
      },
      async visit(url) {
        complaints.length = 0;
        words = 'plain';
        await page.goto(url);
      },
      dress: (scheme, colours) => dress(page, scheme, colours),
      async speak(wanted) {
        if (wanted === words) return;
        words = wanted;
        await page.evaluate(async (name) => {
          await speak(name);
          // Drawn in the next frame, laid out in the one after it.
          for (const _ of [1, 2]) await new Promise((resolve) => requestAnimationFrame(resolve));
        }, wanted);
      },
      async shoot(name, part) {
        if (!wantsPictures) return;
        const options = { path: path.join(pictures, `${name}.png`) } as const;
        // Chromium moves a page from right to left sideways where it is asked for more than the window, and there is none.
        const overflows = () =>
          page.evaluate(() => document.documentElement.scrollHeight > document.documentElement.clientHeight);
        if (part === undefined) {
          await page.screenshot({ ...options, fullPage: frame === 'page' && (await overflows()) });
        } else {
          await (await page.waitForSelector(part))?.screenshot(options);
        }
      },
    };
  }

  return {
    async page() {
      if (open === undefined || open.page.isClosed()) open = await opened();
      return open;
    },
    close: () => browser.close(),
  };
}
