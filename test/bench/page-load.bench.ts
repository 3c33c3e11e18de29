import { builtExtension } from '../browser/drivers/extension.js';
import { scratch } from '../lab/scratch.js';
import type { BrowserName } from '../lab/site.js';
import { BARE, BARE_WITH_HEADERS, writeBareExtension } from './browser/bare-extension.js';
import { inEachBrowser } from './browser/in-each-browser.js';
import { type BenchBrowser, launchForBench } from './browser/launch.js';
import { type ImageServer, PAGE_HOST, startImageServer } from './browser/many-images.js';
import { type Figure, figureOf } from './figure.js';

const IMAGES = 1000;
/** Each round has browsers of its own: one browser may be quicker than the next for no reason that matters here. */
const ROUNDS = 3;
const RUNS = 8;
const WARM_UP = 2;

/** What the page is loaded with, in words for the table. */
const LOADS = {
  none: 'no extension',
  bare: 'bare, one empty listener',
  headers: 'bare, with the options that hearing a 421 needs',
  missent: 'Missent',
} as const;
type Load = keyof typeof LOADS;
const ORDER: readonly Load[] = ['none', 'bare', 'headers', 'missent'];

interface Sample {
  /** From the start of the navigation to the load event, ms. */
  readonly clock: number;
  /** Processor time of all the browser's processes for it, ms. */
  readonly cpu: number | undefined;
}

/**
 * A page of 1,000 small images over h2, without an extension, with bare ones, and with Missent: in turns, and compared
 * turn by turn, so that what else the machine does meets all alike.
 */
export async function bench(): Promise<Figure[]> {
  const server = await startImageServer(0);
  const { folder, remove } = await scratch('bench-extensions');
  try {
    return await inEachBrowser('page load', async ({ kind, name }) => {
      const extensions: Record<Load, readonly string[]> = {
        none: [],
        bare: [await writeBareExtension(folder, 'bare', kind, BARE[kind])],
        headers: [await writeBareExtension(folder, 'headers', kind, BARE_WITH_HEADERS[kind])],
        missent: [builtExtension(kind).folder],
      };
      const turns: Record<Load, Sample>[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        turns.push(...(await measureRound(kind, server, extensions)));
      }
      return figuresOf(name, turns);
    });
  } finally {
    await remove();
    await server.close();
  }
}

async function measureRound(
  kind: BrowserName,
  server: ImageServer,
  extensions: Record<Load, readonly string[]>,
): Promise<Record<Load, Sample>[]> {
  const open: BenchBrowser[] = [];
  try {
    const loaders: Record<Load, () => Promise<Sample>> = {
      none: () => Promise.reject(),
      bare: () => Promise.reject(),
      headers: () => Promise.reject(),
      missent: () => Promise.reject(),
    };
    for (const load of ORDER) {
      const browser = await launchForBench(kind, { lab: server, extensions: extensions[load] });
      open.push(browser);
      loaders[load] = await loader(browser);
    }
    const turns: Record<Load, Sample>[] = [];
    for (let run = -WARM_UP; run < RUNS; run++) {
      const turn: Partial<Record<Load, Sample>> = {};
      // Another one begins each time.
      for (let i = 0; i < ORDER.length; i++) {
        const load = ORDER[(i + run + WARM_UP) % ORDER.length] ?? 'none';
        turn[load] = await loaders[load]();
      }
      const { none, bare, headers, missent } = turn;
      if (run >= 0 && none && bare && headers && missent) turns.push({ none, bare, headers, missent });
    }
    return turns;
  } finally {
    for (const browser of open) await browser.close();
  }
}

/** Loads the page in one tab of the browser, again and again. */
async function loader(browser: BenchBrowser): Promise<() => Promise<Sample>> {
  const page = await browser.newPage();
  return async () => {
    // A page behind another, such as Missent's welcome, is loaded with less zeal (measured: 1.7 times as long).
    await page.bringToFront();
    const before = browser.cpu();
    await browser.go(page, `https://${PAGE_HOST}/page?n=${IMAGES}`);
    const [clock, seen] = await page.evaluate(() => {
      const [timing] = performance.getEntriesByType('navigation');
      const loaded = [...document.images].filter((image) => image.naturalWidth === 1).length;
      return [timing instanceof PerformanceNavigationTiming ? timing.loadEventStart : Number.NaN, loaded];
    });
    if (seen !== IMAGES) throw new Error(`${seen} of ${IMAGES} images were there`);
    // What extensions still do after the load event counts as well.
    await new Promise((settled) => setTimeout(settled, 150));
    const after = browser.cpu();
    return {
      clock: clock ?? Number.NaN,
      cpu: before === undefined || after === undefined ? undefined : after - before,
    };
  };
}

function figuresOf(name: string, turns: readonly Record<Load, Sample>[]): Figure[] {
  const title = `${name}, page of ${IMAGES} images`;
  const figures = ORDER.map((load) =>
    figureOf(
      `${title}: ${LOADS[load]}`,
      turns.map((turn) => turn[load].clock),
      'ms',
    ),
  );
  const compare = (than: Load, aim?: number): void => {
    for (const measure of ['clock', 'cpu'] as const) {
      const ratios = turns.flatMap((turn) => {
        const [mine, other] = [turn.missent[measure], turn[than][measure]];
        return mine === undefined || other === undefined ? [] : [mine / other];
      });
      if (ratios.length === 0) continue;
      const what = measure === 'clock' ? 'time to load' : 'processor time';
      figures.push(figureOf(`${title}: Missent / ${LOADS[than]}, ${what}`, ratios, 'x', aim));
    }
  };
  compare('none');
  compare('bare', 1.05);
  compare('headers', 1.05);
  return figures;
}
