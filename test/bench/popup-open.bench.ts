import { builtExtension } from '../browser/drivers/extension.js';
import { scratch } from '../lab/scratch.js';
import type { BrowserName } from '../lab/site.js';
import { type Build, baselineOf } from './baseline.js';
import { writeBareExtension } from './browser/bare-extension.js';
import { inEachBrowser } from './browser/in-each-browser.js';
import { type BenchBrowser, launchForBench } from './browser/launch.js';
import { type ImageServer, PAGE_HOST, startImageServer } from './browser/many-images.js';
import { type Stopwatch, stopwatchOf } from './browser/stopwatch.js';
import { type Figure, figureOf, ratiosOf } from './figure.js';

const RUNS = Number(process.env.MISSENT_BENCH_RUNS ?? 12);
const WARM_UP = 2;
/** Misdirected hosts of the tab that the popup speaks of: no more of one page are kept (src/model/shares.ts). */
const MOST = 100;
const COUNTS = [0, 1, MOST] as const;
type Count = (typeof COUNTS)[number];

/** What is measured in each turn; `stopped`: one host, with the background stopped. */
const MEASURED = ['empty', 0, 1, 'stopped', MOST, 'drawn'] as const;
type What = (typeof MEASURED)[number];

const NAMES: Readonly<Record<What, string>> = {
  empty: 'an empty page of an extension, ready',
  0: 'popup ready with nothing to show',
  1: 'popup ready with 1 host',
  stopped: 'popup ready with 1 host, background stopped',
  [MOST]: `popup ready with ${MOST} hosts`,
  drawn: `popup with all ${MOST} hosts drawn`,
};

/** At most so many times the empty page. */
const OF_EMPTY: Readonly<Partial<Record<What, number>>> = { 1: 1.5, [MOST]: 1.8 };
/** At most so many times the baseline. */
const OF_BASELINE: Readonly<Partial<Record<What, number>>> = { stopped: 0.7, drawn: 0.5 };

type Times = Map<What, number[]>;

/**
 * The real popup's page, from the start of its load until it has drawn what it says is ready; in turns with an empty page
 * of another extension, and with the baseline's popup in a browser beside it. In Chromium in a tab, in Firefox in a window
 * (stopwatch.ts).
 */
export async function bench(): Promise<Figure[]> {
  const server = await startImageServer(MOST);
  const { folder, remove } = await scratch('bench-extensions');
  try {
    return await inEachBrowser('popup', async ({ kind, name }) => {
      const bare = await writeBareExtension(folder, `empty-${kind}`, kind, '');
      return figuresOf(name, await measure(kind, server, bare));
    });
  } finally {
    await remove();
    await server.close();
  }
}

async function measure(kind: BrowserName, server: ImageServer, bare: string): Promise<Map<Build, Times>> {
  const baseline = baselineOf(kind);
  const builds: readonly (readonly [Build, string])[] = [
    ['this build', builtExtension(kind).folder],
    ...(baseline === undefined ? [] : [['baseline', baseline] as const]),
  ];
  const open: BenchBrowser[] = [];
  try {
    const stages = new Map<Build, Stage>();
    for (const [build, folder] of builds) {
      const browser = await launchForBench(kind, { lab: server, extensions: [folder, bare] });
      open.push(browser);
      stages.set(build, await stageOf(browser));
    }
    const times = new Map<Build, Times>(builds.map(([build]) => [build, new Map()]));
    for (let run = -WARM_UP; run < RUNS; run++) {
      for (const what of MEASURED) {
        // Another one begins each time.
        const order = run % 2 === 0 ? builds : builds.toReversed();
        for (const [build] of order) {
          const time = await stages.get(build)?.time(what);
          if (run < 0 || time === undefined) continue;
          const own = times.get(build);
          own?.set(what, [...(own.get(what) ?? []), time]);
        }
      }
    }
    return times;
  } finally {
    for (const browser of open) await browser.close();
  }
}

interface Stage {
  /** ms */
  time(what: What): Promise<number>;
}

async function stageOf(browser: BenchBrowser): Promise<Stage> {
  const empty = await stopwatchOf(browser, await browser.bareHome(), 'page.html');
  const popup = await stopwatchOf(browser, await browser.home(), 'src/pages/options/index.html');
  const addresses = new Map<Count, string>();
  for (const count of COUNTS) addresses.set(count, await refusedTab(browser, popup, count));
  const ready = (count: Count): Promise<number> => popup.ready(addresses.get(count) ?? '');
  let drawn = Number.NaN;
  return {
    async time(what) {
      if (what === 'empty') return empty.ready('page.html');
      // Of the same load.
      if (what === 'drawn') return drawn;
      if (what === 'stopped') await browser.stopBackground();
      const time = await ready(what === 'stopped' ? 1 : what);
      if (what === MOST) drawn = await popup.drawn(MOST);
      return time;
    },
  };
}

function figuresOf(name: string, times: ReadonlyMap<Build, Times>): Figure[] {
  const own = times.get('this build');
  const before = times.get('baseline');
  const of = (all: Times | undefined, what: What): readonly number[] => all?.get(what) ?? [];
  return MEASURED.flatMap((what) => [
    figureOf(`${name}: ${NAMES[what]}`, of(own, what), 'ms'),
    ...(what === 'empty'
      ? []
      : [
          figureOf(
            `${name}: ${NAMES[what]} / empty page`,
            ratiosOf(of(own, what), of(own, 'empty')),
            'x',
            OF_EMPTY[what],
          ),
        ]),
    ...(before === undefined
      ? []
      : [
          figureOf(
            `${name}: ${NAMES[what]} / baseline`,
            ratiosOf(of(own, what), of(before, what)),
            'x',
            OF_BASELINE[what],
          ),
        ]),
  ]);
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
