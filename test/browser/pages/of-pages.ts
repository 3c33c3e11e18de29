// What the specs of the pages share: pages served for a file's tests, one browser for them, and looks into a page.
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { BrowserName } from '../../lab/site.js';
import { findBrowser } from '../drivers/index.js';
import { type PageServer, servePages } from './serve.js';

/** The pages, served while the tests of the file that calls it run. */
export function servedPages(): () => PageServer {
  let server: PageServer | undefined;
  beforeAll(async () => {
    server = await servePages();
  });
  afterAll(() => server?.close());
  return () => server ?? missing('the page server');
}

/** What `open` gives a browser's tests to look at pages with. Where the browser is not there they are skipped, and say why. */
export function openedIn<Stage extends { close(): Promise<void> }>(
  kind: BrowserName,
  open: () => Promise<Stage>,
): () => Stage {
  const found = findBrowser(kind);
  const why = 'missing' in found ? found.missing : undefined;
  beforeEach(({ skip }) => skip(why !== undefined, why));
  let stage: Stage | undefined;
  beforeAll(async () => {
    if (why === undefined) stage = await open();
  });
  afterAll(() => stage?.close());
  return () => stage ?? missing(kind);
}

const missing = (what: string): never => {
  throw new Error(`${what} did not start`);
};

/** What an element says. */
export const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (element) => element.textContent ?? '');

/** Waits until an element says this among other things. */
export const hasText = (page: Page, selector: string, wanted: string): Promise<unknown> =>
  page.waitForFunction(
    (where: string, words: string) => document.querySelector(where)?.textContent?.includes(words),
    { timeout: 30_000 },
    selector,
    wanted,
  );

/** From now on `copied` of the page holds what it copies. Headless browsers differ in who may write to the clipboard; what is written is what counts. */
export const watchClipboard = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const copied: string[] = [];
    Object.assign(window, { copied });
    navigator.clipboard.writeText = (text) => {
      copied.push(text);
      return Promise.resolve();
    };
  });
