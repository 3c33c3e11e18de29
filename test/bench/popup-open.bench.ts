import type { Page } from 'puppeteer-core';
import { builtExtension } from '../browser/drivers/extension.js';
import { findBrowser } from '../browser/drivers/index.js';
import { scratch } from '../lab/scratch.js';
import { writeBareExtension } from './browser/bare-extension.js';
import { type BenchBrowser, launchForBench } from './browser/launch.js';
import { PAGE_HOST, startImageServer } from './browser/many-images.js';
import { type Figure, figureOf } from './figure.js';

const RUNS = 12;
const WARM_UP = 2;
/** Misdirected hosts of the tab that the popup speaks of. */
const MOST = 500;
const COUNTS = [0, 1, MOST] as const;
type Count = (typeof COUNTS)[number];

/**
 * The real popup's page in a tab, from the start of its load until it has drawn what it says is ready; in turns.
 * Chromium: Firefox runs no script of WebDriver's before those of an extension's page (measured: 153).
 */
export async function bench(): Promise<Figure[]> {
  const server = await startImageServer(MOST);
  const { folder, remove } = await scratch('bench-extensions');
  try {
    const found = findBrowser('chrome');
    if ('missing' in found) {
      console.warn(`SKIPPED: popup: ${found.missing}`);
      return [];
    }
    const bare = await writeBareExtension(folder, 'empty', 'chrome', '');
    const own = builtExtension('chrome').folder;
    const browser = await launchForBench('chrome', { lab: server, extensions: [own, bare] });
    try {
      return await measure(browser);
    } finally {
      await browser.close();
    }
  } finally {
    await remove();
    await server.close();
  }
}

async function measure(browser: BenchBrowser): Promise<Figure[]> {
  const empty = await emptyPage(browser);
  const popup = await browser.newPage();
  await popup.setViewport({ width: 400, height: 600 });
  await browser.go(popup, `${await browser.home()}src/options/index.html`);
  const addresses = new Map<Count, string>();
  for (const count of COUNTS) addresses.set(count, await refusedTab(browser, popup, count));

  const times = new Map<Count | 'empty', number[]>();
  const whole: number[] = [];
  const measured = [...COUNTS, 'empty'] as const;
  for (let run = -WARM_UP; run < RUNS; run++) {
    for (const what of measured) {
      const address = what === 'empty' ? empty : addresses.get(what);
      if (address === undefined) continue;
      const time = await readyTime(browser, popup, address);
      if (run < 0) continue;
      times.set(what, [...(times.get(what) ?? []), time]);
      if (what === MOST) whole.push(await drawnTime(popup, MOST));
    }
  }
  const figures = measured.map((what) =>
    figureOf(
      what === 'empty'
        ? 'Chromium: an empty page of an extension, ready'
        : `Chromium: popup ready with ${what} incidents`,
      times.get(what) ?? [],
      'ms',
      what === MOST ? 100 : undefined,
    ),
  );
  return [...figures, figureOf(`Chromium: popup with all ${MOST} incidents drawn`, whole, 'ms')];
}

/** Opens a tab with so many misdirected hosts; gives the address of the popup for it. */
async function refusedTab(browser: BenchBrowser, popup: Page, count: Count): Promise<string> {
  const before = new Set(await popup.evaluate(tabIds));
  const page = await browser.newPage();
  await browser.go(page, `https://${PAGE_HOST}/refused?hosts=${count}`);
  await page.waitForFunction("document.title === 'done'", { polling: 100, timeout: 120_000 });
  const id = (await popup.evaluate(tabIds)).find((tab) => !before.has(tab));
  const address = `${await browser.home()}src/popup/index.html?tab=${id}`;
  for (let tries = 0; tries < 100; tries++) {
    await readyTime(browser, popup, address);
    const all = await drawnTime(popup, count).catch(() => undefined);
    if (all !== undefined) return address;
  }
  throw new Error(`the popup never showed ${count} incidents`);
}

/** Address of the bare extension's page. Its worker may be stopped later, so it is asked at once. */
async function emptyPage({ browser }: BenchBrowser): Promise<string> {
  const worker = await browser.waitForTarget((target) => target.url().endsWith('/bare.js'));
  return new URL('/page.html', worker.url()).href;
}

/** ms from the start of the navigation until the frame after data-state="ready". */
async function readyTime(browser: BenchBrowser, page: Page, address: string): Promise<number> {
  // A tab behind draws no frames.
  await page.bringToFront();
  const script = await page.evaluateOnNewDocument(noteReady);
  try {
    await browser.go(page, address);
    await page.waitForFunction('globalThis.missentReady !== undefined', { polling: 20, timeout: 60_000 });
    return Number(await page.evaluate('globalThis.missentReady'));
  } finally {
    await page.removeScriptToEvaluateOnNewDocument(script.identifier);
  }
}

/** ms from the start of the navigation until so many incidents are drawn; a popup draws the first ones before. */
async function drawnTime(page: Page, count: number): Promise<number> {
  const drawn = await page.waitForFunction(
    (wanted) => {
      const there = document.querySelectorAll('[data-incident]').length === wanted;
      return there ? performance.now() : undefined;
    },
    { polling: 'mutation', timeout: 2000 },
    count,
  );
  return drawn.jsonValue().then(Number);
}

/** Runs in the page, before its own scripts. */
function noteReady(): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('[data-state="ready"]')) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => Object.assign(globalThis, { missentReady: performance.now() })),
    );
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true });
}

/** Runs in a page of the extension. */
const tabIds = async (): Promise<number[]> =>
  (await chrome.tabs.query({})).flatMap(({ id }) => (id === undefined ? [] : [id]));
