import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import puppeteer, { type Page } from 'puppeteer-core';
import { chooseFile } from '../../test/browser/choose-file.js';
import { findBrowser } from '../../test/browser/drivers/executables.js';
import { servePages } from '../../test/browser/pages/serve.js';
import { recording } from '../../test/fixtures/netlog/recordings.js';
import { boardFor } from './board.js';

type Scheme = 'light' | 'dark';

/** What stands in a picture for the stores: the popup as one of its scenes, or a page in a tab, and a line about it. */
type Shot = {
  readonly name: string;
  readonly title: string;
  readonly line: string;
  readonly scheme: Scheme;
} & (
  | { readonly scene: string; readonly reader: 'visitor' | 'operator'; readonly from?: string }
  | { readonly page: 'history' | 'learn'; readonly holds: string }
);

const SHOTS: readonly Shot[] = [
  {
    name: '1-verdict',
    title: '421 Misdirected Request?',
    line: 'One click says what most likely went wrong, where on the way it broke, and who can fix it.',
    scheme: 'light',
    scene: 'origin-sni-lasting',
    reader: 'visitor',
  },
  {
    name: '2-lines',
    title: 'The lines that fix it',
    line: 'For those who run the site: configuration for the very server involved, marked as tested or from its manual.',
    scheme: 'light',
    scene: 'origin-sni-lasting',
    reader: 'operator',
    from: '.step-groups',
  },
  {
    name: '3-shared',
    title: 'Two letters in one pipe',
    line: 'Browsers share one connection between hosts. Missent shows when that is what went wrong.',
    scheme: 'dark',
    scene: 'checks-proved',
    reader: 'visitor',
  },
  {
    name: '4-history',
    title: 'What happened, and when',
    line: 'A history that stays on your computer: search it, see it over time, take it along.',
    scheme: 'light',
    page: 'history',
    holds: 'few',
  },
  {
    name: '5-learn',
    title: 'What is a 421?',
    line: 'The rare status, explained with its sources.',
    scheme: 'light',
    page: 'learn',
    holds: 'empty',
  },
];

/** CSS pixels of the popup; at this scale it fills the height of a store's picture well. */
const POPUP = { width: 400, height: 600, scale: 1.2 };
/** Both stores take 1280 by 800. */
const BOARD = { width: 1280, height: 800, deviceScaleFactor: 1 };
const TAB = { width: 1040, height: 640, deviceScaleFactor: 1 };

const dress = (page: Page, scheme: Scheme): Promise<void> =>
  page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);

/** Draws all pictures below `folder`. */
export async function draw(folder: string): Promise<void> {
  const found = findBrowser('chrome');
  if ('missing' in found) throw new Error(found.missing);
  const pages = await servePages();
  const browser = await puppeteer.launch({
    executablePath: found.path,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage();
    const ready = () => page.waitForSelector('[data-state="ready"]');
    const popupShot = async (scene: string, reader: string, scheme: Scheme, scale: number, from?: string) => {
      await page.setViewport({ width: POPUP.width, height: POPUP.height, deviceScaleFactor: scale });
      await dress(page, scheme);
      await page.goto(pages.url('popup', { scene, reader }));
      await ready();
      // Scrolled so far that this part is the first one, with a margin over it.
      if (from !== undefined) {
        await page.$eval(from, (part) => {
          part.setAttribute('style', 'scroll-margin-top: 12px');
          part.scrollIntoView();
        });
      }
      return page.screenshot();
    };
    const tabShot = async (name: 'history' | 'learn', holds: string, scheme: Scheme) => {
      await page.setViewport(TAB);
      await dress(page, scheme);
      await page.goto(pages.url('seed', { scene: holds }));
      await page.waitForSelector('[data-state="ready"]');
      await page.goto(pages.url(name));
      await ready();
      return page.screenshot();
    };

    /** A recorded log of Chromium, opened in the history page; all of the page. */
    const logShot = async (scheme: Scheme) => {
      await page.setViewport(TAB);
      await dress(page, scheme);
      await page.goto(pages.url('history', { log: '' }));
      await page.waitForSelector('.choose-file');
      const log = Buffer.from(recording('burst').log).toString('base64');
      await page.evaluate(chooseFile, '.choose-file', 'net-export.json', log);
      await page.waitForSelector('.case-folds li');
      return page.screenshot({ fullPage: true });
    };

    await mkdir(path.join(folder, 'images'), { recursive: true });
    await mkdir(path.join(folder, 'store'), { recursive: true });
    for (const scheme of ['light', 'dark'] as const) {
      const png = await popupShot('origin-sni-lasting', 'visitor', scheme, 2);
      await writeFile(path.join(folder, `images/popup-${scheme}.png`), png);
    }
    await writeFile(path.join(folder, 'images/log-light.png'), await logShot('light'));
    for (const shot of SHOTS) {
      const inTab = 'page' in shot;
      const png = inTab
        ? await tabShot(shot.page, shot.holds, shot.scheme)
        : await popupShot(shot.scene, shot.reader, shot.scheme, POPUP.scale, shot.from);
      await page.setViewport(BOARD);
      await page.setContent(boardFor({ ...shot, png: Buffer.from(png).toString('base64'), inTab }));
      await writeFile(path.join(folder, `store/${shot.name}.png`), await page.screenshot());
    }
  } finally {
    await browser.close();
    await pages.close();
  }
}
