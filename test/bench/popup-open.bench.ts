import { builtExtension } from '../browser/drivers/extension.js';
import { scratch } from '../lab/scratch.js';
import { writeBareExtension } from './browser/bare-extension.js';
import { inEachBrowser } from './browser/in-each-browser.js';
import { type BenchBrowser, launchForBench } from './browser/launch.js';
import { PAGE_HOST, startImageServer } from './browser/many-images.js';
import { type Stopwatch, stopwatchOf } from './browser/stopwatch.js';
import { type Figure, figureOf } from './figure.js';

const RUNS = 12;
const WARM_UP = 2;
/** Misdirected hosts of the tab that the popup speaks of: no more of one page are kept (src/model/shares.ts). */
const MOST = 100;
const COUNTS = [0, 1, MOST] as const;
type Count = (typeof COUNTS)[number];

/**
 * The real popup's page, from the start of its load until it has drawn what it says is ready; in turns with an empty page
 * of another extension. In Chromium in a tab, in Firefox in a window (stopwatch.ts).
 */
export async function bench(): Promise<Figure[]> {
  const server = await startImageServer(MOST);
  const { folder, remove } = await scratch('bench-extensions');
  try {
    return await inEachBrowser('popup', async ({ kind, name }) => {
      const bare = await writeBareExtension(folder, `empty-${kind}`, kind, '');
      const own = builtExtension(kind).folder;
      const browser = await launchForBench(kind, { lab: server, extensions: [own, bare] });
      try {
        return await measure(name, browser);
      } finally {
        await browser.close();
      }
    });
  } finally {
    await remove();
    await server.close();
  }
}

async function measure(name: string, browser: BenchBrowser): Promise<Figure[]> {
  const empty = await stopwatchOf(browser, await browser.bareHome(), 'page.html');
  const popup = await stopwatchOf(browser, await browser.home(), 'src/pages/options/index.html');
  const addresses = new Map<Count, string>();
  for (const count of COUNTS) addresses.set(count, await refusedTab(browser, popup, count));

  const times = new Map<Count | 'empty', number[]>();
  const whole: number[] = [];
  const measured = [...COUNTS, 'empty'] as const;
  for (let run = -WARM_UP; run < RUNS; run++) {
    for (const what of measured) {
      const time =
        what === 'empty' ? await empty.ready('page.html') : await popup.ready(addresses.get(what) ?? '');
      if (run < 0) continue;
      times.set(what, [...(times.get(what) ?? []), time]);
      if (what === MOST) whole.push(await popup.drawn(MOST));
    }
  }
  const figures = measured.map((what) =>
    figureOf(
      what === 'empty'
        ? `${name}: an empty page of an extension, ready`
        : `${name}: popup ready with ${what} incidents`,
      times.get(what) ?? [],
      'ms',
      what === MOST ? 100 : undefined,
    ),
  );
  return [...figures, figureOf(`${name}: popup with all ${MOST} incidents drawn`, whole, 'ms')];
}

/** Opens a tab with so many misdirected hosts; gives the popup's address for it, within the extension. */
async function refusedTab(browser: BenchBrowser, popup: Stopwatch, count: Count): Promise<string> {
  const before = new Set(await popup.page.evaluate(tabIds));
  const page = await browser.newPage();
  await browser.go(page, `https://${PAGE_HOST}/refused?hosts=${count}`);
  await page.waitForFunction("document.title === 'done'", { polling: 100, timeout: 120_000 });
  const id = (await popup.page.evaluate(tabIds)).find((tab) => !before.has(tab));
  const address = `src/pages/popup/index.html?tab=${id}`;
  for (let tries = 0; tries < 20; tries++) {
    await popup.ready(address);
    const all = await popup.drawn(count).catch(() => undefined);
    if (all !== undefined) return address;
  }
  throw new Error(`the popup never showed ${count} incidents`);
}

/** Runs in a page of the extension. */
const tabIds = async (): Promise<number[]> =>
  (await chrome.tabs.query({})).flatMap(({ id }) => (id === undefined ? [] : [id]));
