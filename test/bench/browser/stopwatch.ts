import type { Page } from 'puppeteer-core';
import type { BenchBrowser } from './launch.js';

/** ms until all hosts must be drawn. */
const SOON = 2000;

/** Loads pages of one extension, and reports how long it took. */
export interface Stopwatch {
  /** A page of the extension, from which it may be asked. */
  readonly page: Page;
  /** ms from the start of a page's load until the frame after data-state="ready". `path`: within the extension. */
  ready(path: string): Promise<number>;
  /** ms from the start of the same load until so many incidents are drawn; a popup draws the first ones before. */
  drawn(count: number): Promise<number>;
}

/** `desk`: a page of the extension at `home`, to begin with. */
export async function stopwatchOf(
  browser: BenchBrowser,
  home: string,
  pageActions: string,
): Promise<Stopwatch> {
  const page = await browser.newPage();
  await page.setViewport({ width: 400, height: 600 });
  await browser.go(page, home + pageActions);
  return browser.kind === 'chrome' ? inTab(browser, home, page) : inWindow(home, page);
}

function inTab(browser: BenchBrowser, home: string, page: Page): Stopwatch {
  return {
    page,
    async ready(path) {
      // A tab behind draws no frames.
      await page.bringToFront();
      const script = await page.evaluateOnNewDocument(noteReady);
      try {
        await browser.go(page, home + path);
        await page.waitForFunction('globalThis.missentReady !== undefined', { polling: 20, timeout: 60_000 });
        return Number(await page.evaluate('globalThis.missentReady'));
      } finally {
        await page.removeScriptToEvaluateOnNewDocument(script.identifier);
      }
    },
    async drawn(count) {
      const drawn = await page.waitForFunction(
        (wanted) => {
          const there = document.querySelectorAll('[data-incident]').length === wanted;
          return there ? performance.now() : undefined;
        },
        { polling: 'mutation', timeout: SOON },
        count,
      );
      return drawn.jsonValue().then(Number);
    },
  };
}

/**
 * Firefox runs no script of WebDriver's before those of an extension's page (measured: 153), so another page of the same
 * extension looks into a window that it opened.
 */
const inWindow = (home: string, page: Page): Stopwatch => ({
  page,
  async ready(path) {
    // Firefox lets a tab behind look once in a second.
    await page.bringToFront();
    return page.evaluate(windowReady, home + path);
  },
  drawn: (count) => page.evaluate(windowDrawn, count, SOON),
});

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

/** Runs in a page of the extension: loads another one in a window as large as a popup. */
async function windowReady(url: string): Promise<number> {
  // A new one each time: one that lies behind another extension's draws a frame in two seconds (measured: 153).
  window.open('', 'measured')?.close();
  const shown = window.open(url, 'measured', 'popup,width=400,height=600');
  if (!shown) throw new Error('no window');
  while (shown.document.URL !== url) await new Promise((resolve) => setTimeout(resolve, 1));
  return new Promise((resolve) => {
    const look = (): void => {
      if (!shown.document.querySelector('[data-state="ready"]')) return;
      observer.disconnect();
      shown.requestAnimationFrame(() => setTimeout(() => resolve(shown.performance.now())));
    };
    const observer = new MutationObserver(look);
    observer.observe(shown.document, { subtree: true, childList: true, attributes: true });
    look();
  });
}

/** Runs in the same page: rejects where they are not there in `soon` ms. */
function windowDrawn(count: number, soon: number): Promise<number> {
  const shown = window.open('', 'measured');
  if (!shown) return Promise.reject(new Error('no window'));
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      observer.disconnect();
      reject(new Error(`not ${count} incidents`));
    }, soon);
    const look = (): void => {
      if (shown.document.querySelectorAll('[data-incident]').length !== count) return;
      observer.disconnect();
      clearTimeout(late);
      resolve(shown.performance.now());
    };
    const observer = new MutationObserver(look);
    observer.observe(shown.document, { subtree: true, childList: true });
    look();
  });
}
