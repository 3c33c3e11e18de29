import type { Browser, Page } from 'puppeteer-core';
import type { DrivenPage } from './driver.js';

const DEFAULT_WAIT = 15_000;

/** What both drivers' pages have in common. */
export const drivenPage = (page: Page): DrivenPage => ({
  async run<Args extends readonly unknown[], Result>(
    code: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    // What comes back is the function's own result, through JSON: the one thing that the compiler cannot see here.
    return (await page.evaluate(`(${code})(...${JSON.stringify(args)})`)) as Result;
  },
  waitFor: async (selector, timeout = DEFAULT_WAIT) => {
    await (await page.waitForSelector(selector, { timeout }))?.dispose();
  },
  press: (key) => page.keyboard.press(key),
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
  desk: Pick<DrivenPage, 'run'>,
): Promise<{ readonly page: Page; readonly id: number }> {
  const before = new Set(await desk.run(allTabIds));
  const page = await browser.newPage();
  const fresh = (await desk.run(allTabIds)).filter((id) => !before.has(id));
  const [id] = fresh;
  if (id === undefined || fresh.length > 1) throw new Error(`expected one new tab, found ${fresh.length}`);
  return { page, id };
}

/** Makes a thing when it is first asked for, and only then: a window that a person looks at stays tidy. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
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
