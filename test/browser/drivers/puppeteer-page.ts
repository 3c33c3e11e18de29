import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import type { DrivenPage } from './driver.js';

/** ms for what a test waits for; on a busy machine a page takes its time, and time decides nothing. */
export const PATIENCE = 45_000;

/** What both drivers' pages have in common. */
export const drivenPage = (page: Page): DrivenPage => ({
  async run<Args extends readonly unknown[], Result>(
    code: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    // What comes back is the function's own result, through JSON: the one thing that the compiler cannot see here.
    return (await page.evaluate(`(${code})(...${JSON.stringify(args)})`)) as Result;
  },
  waitFor: async (selector, timeout = PATIENCE) => {
    await (await page.waitForSelector(selector, { timeout }))?.dispose();
  },
  press: async (key) => {
    // Firefox lets no key press a button of a tab behind, and any page may come to the front when it likes.
    if (await page.evaluate(() => document.hidden)) await page.bringToFront();
    await page.keyboard.press(key);
  },
  screenshot: async (file) => {
    await page.screenshot({ path: file as `${string}.png` });
  },
  close: () => page.close(),
});

/** Resolves when the browser's process has ended. */
export const ended = (browser: Browser): Promise<void> =>
  new Promise((resolve) => {
    const child = browser.process();
    if (!child || child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

/** SIGKILL to the browser and its children: puppeteer starts it as the leader of a process group. */
export function killGroup(browser: Browser): void {
  const pid = browser.process()?.pid;
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    process.kill(pid, 'SIGKILL');
  }
}

/** Opens a tab; its id is the one that extensions did not know before. `desk`: a page of the extension. */
export async function openTab(
  browser: Browser,
  pageActions: Pick<DrivenPage, 'run'>,
): Promise<{ readonly page: Page; readonly id: number }> {
  const before = new Set(await pageActions.run(allTabIds));
  const page = await browser.newPage();
  for (const late = Date.now() + PATIENCE; ; await sleep(50)) {
    const fresh = (await pageActions.run(allTabIds)).filter((id) => !before.has(id));
    const [id] = fresh;
    // The page of the first run may open in this moment, and shows its address a little later.
    if (id !== undefined && fresh.length === 1) return { page, id };
    if (Date.now() > late) throw new Error(`expected one new tab, found ${fresh.length}`);
  }
}

/**
 * Makes a thing when it is first asked for, and only then: a window that a person looks at stays tidy. Makes another one
 * where the last one failed or is of no use any more.
 */
export function lasting<T>(make: () => Promise<T>, isGone: (made: T) => boolean): () => Promise<T> {
  let last: Promise<T> | undefined;
  return () => {
    last = last
      ? last.then(
          (made) => (isGone(made) ? make() : made),
          () => make(),
        )
      : make();
    return last;
  };
}

/**
 * Chromium under load may replace a page's frame in the middle of a navigation, Firefox the process behind it; what was
 * asked for has not happened.
 */
const isLostFrame = (error: unknown): boolean =>
  /frame was detached|detached frame|frame got detached|no such frame|Actor '\w+' destroyed/i.test(
    String(error),
  );

/** A page of no use any more: closed, or without the frame that puppeteer speaks to. */
export const isLost = (page: Page): boolean => page.isClosed() || page.mainFrame().detached;

/** Opens a page and leads it somewhere; nothing stays of one that did not get there. */
export const openPage = (browser: Browser, lead: (page: Page) => Promise<unknown>): Promise<Page> =>
  withFrame(async () => {
    const page = await browser.newPage();
    try {
      await lead(page);
      return page;
    } catch (error) {
      await page.close().catch(() => undefined);
      throw error;
    }
  });

const MOST_TRIES = 3;

/** Does it again where the page's frame got lost under it. */
export async function withFrame<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (!isLostFrame(error) || tries === MOST_TRIES) throw error;
    }
  }
}

/** Runs in a page of the extension. Without the page that the first run opens, which comes when it likes. */
const allTabIds = async (): Promise<number[]> =>
  (await chrome.tabs.query({})).flatMap(({ id, url, pendingUrl }) =>
    id === undefined || (pendingUrl || url || '').includes('-extension://') ? [] : [id],
  );

/** Runs in a page of the extension. */
export const openPrivateWindow = async (url: string): Promise<void> => {
  await chrome.windows.create({ url, incognito: true });
};
