import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import type { BenchBrowser } from './launch.js';

/** ms between two looks at the memory */
const LOOK = 15;

/** Gives the page the file and waits until something is drawn. In ms by the page's own clock. */
export async function choose(page: Page, file: string, drawn: string): Promise<number> {
  const input = await page.$('input.choose-file');
  if (!input) throw new Error('no place for the file');
  const done = page.evaluate(
    (selector) =>
      new Promise<number>((resolve) => {
        let begun = 0;
        document.addEventListener(
          'change',
          () => {
            begun = performance.now();
          },
          { capture: true, once: true },
        );
        new MutationObserver((_, observer) => {
          if (!document.querySelector(selector)) return;
          observer.disconnect();
          resolve(performance.now() - begun);
        }).observe(document.body, { subtree: true, childList: true });
      }),
    drawn,
  );
  await input.uploadFile(file);
  return done;
}

/** Resident memory of all renderers over what it was at first, in MB: which of them the page got, nobody says. */
export async function watchMemory(browser: BenchBrowser): Promise<{ stop(): number }> {
  const session = await browser.browser.target().createCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  const sum = (): number => renderers.reduce((all, pid) => all + resident(pid), 0);
  const idle = sum();
  let peak = idle;
  const timer = setInterval(() => {
    peak = Math.max(peak, sum());
  }, LOOK);
  return {
    stop() {
      clearInterval(timer);
      return (peak - idle) / 1e6;
    },
  };
}

/** In bytes; Linux only, elsewhere NaN. */
function resident(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
  } catch {
    return Number.NaN;
  }
}
