import { builtExtension } from '../browser/drivers/extension.js';
import { scratch } from '../lab/scratch.js';
import type { BrowserName } from '../lab/site.js';
import { meanRatio } from './bootstrap.js';
import { ONE_LISTENER, writeBareExtension } from './browser/bare-extension.js';
import { inEachBrowser } from './browser/in-each-browser.js';
import { ipvFoo } from './browser/ipvfoo.js';
import { type BenchBrowser, launchForBench } from './browser/launch.js';
import { sameListeners } from './browser/listeners.js';
import { type ImageServer, PAGE_HOST, startImageServer } from './browser/many-images.js';
import { type Figure, figureOf } from './figure.js';

const IMAGES = 1000;
/** Each session has browsers of its own: one may be quicker than the next for no reason that matters here. */
const SESSIONS = Number(process.env.MISSENT_BENCH_SESSIONS ?? 10);
const ROUNDS = 4;
const WARM_UP = 1;
/** Loads that are only reported, not compared with an aim, are measured in every so many sessions. */
const SELDOM = 5;
/** The upper end of the 95 % interval, of Missent beside a bare extension with the same listeners. */
const AIM = 1.03;

/** What the page is loaded with, in words for the table. */
const LOADS = {
  same: 'a bare extension with the same listeners',
  missent: 'Missent',
  none: 'no extension',
  one: 'a bare one with the one listener that a 421 needs',
  ipvfoo: 'IPvFoo',
} as const;
type Load = keyof typeof LOADS;
const OFTEN: readonly Load[] = ['same', 'missent'];
const ALL: readonly Load[] = ['same', 'missent', 'none', 'one', 'ipvfoo'];

/** Of one load; ms. */
interface Sample {
  /** From the start of the navigation to the load event. */
  readonly clock: number;
  /** Processor time of all the browser's processes, until what extensions do after the load event is over as well. */
  readonly cpu: number | undefined;
}
type Round = Partial<Record<Load, Sample>>;

/**
 * A page of 1,000 small images over h2, with Missent, with extensions that only listen, with IPvFoo, and with none: in turns, and
 * compared round by round, so that what else the machine does meets all alike.
 */
export async function bench(): Promise<Figure[]> {
  const server = await startImageServer(0);
  const { folder, remove } = await scratch('bench-extensions');
  try {
    return await inEachBrowser('page load', async ({ kind, name }) => {
      const other = await ipvFoo(folder, kind);
      const same = await sameListeners(kind, server);
      const extensions: Partial<Record<Load, readonly string[]>> = {
        same: [await writeBareExtension(folder, `same-${kind}`, kind, same)],
        missent: [builtExtension(kind).folder],
        none: [],
        one: [await writeBareExtension(folder, `one-${kind}`, kind, ONE_LISTENER[kind])],
        ...(other === undefined ? {} : { ipvfoo: [other] }),
      };
      const sessions: Round[][] = [];
      for (let session = 0; session < SESSIONS; session++) {
        const loads = (session % SELDOM === 0 ? ALL : OFTEN).filter((load) => extensions[load]);
        sessions.push(await measureSession(kind, server, extensions, loads));
        console.log(
          `${name}: session ${session + 1} of ${SESSIONS}`,
          ratiosOf(sessions, 'missent', 'same').at(-1),
        );
      }
      return figuresOf(name, sessions);
    });
  } finally {
    await remove();
    await server.close();
  }
}

async function measureSession(
  kind: BrowserName,
  server: ImageServer,
  extensions: Partial<Record<Load, readonly string[]>>,
  loads: readonly Load[],
): Promise<Round[]> {
  const open: BenchBrowser[] = [];
  try {
    const loaders: { load: Load; measure: () => Promise<Sample> }[] = [];
    for (const load of loads) {
      const browser = await launchForBench(kind, { lab: server, extensions: extensions[load] ?? [] });
      open.push(browser);
      loaders.push({ load, measure: await loader(browser) });
    }
    const rounds: Round[] = [];
    for (let run = -WARM_UP; run < ROUNDS; run++) {
      const round: Round = {};
      // Another one begins each time.
      const begin = (run + WARM_UP) % loaders.length;
      for (const { load, measure } of [...loaders.slice(begin), ...loaders.slice(0, begin)]) {
        round[load] = await measure();
      }
      if (run >= 0) rounds.push(round);
    }
    return rounds;
  } finally {
    for (const browser of open) await browser.close();
  }
}

/** Loads the page in one tab of the browser, again and again. */
async function loader(browser: BenchBrowser): Promise<() => Promise<Sample>> {
  const page = await browser.newPage();
  return async () => {
    // Missent's welcome opens once after it was installed; no load of a page has it to bear.
    for (const other of await browser.browser.pages()) if (other !== page) await other.close();
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

/** Of processor time, by session. */
const ratiosOf = (sessions: readonly (readonly Round[])[], one: Load, other: Load): number[][] =>
  sessions.map((session) =>
    session.flatMap((round) => {
      const [mine, its] = [round[one]?.cpu, round[other]?.cpu];
      return mine === undefined || its === undefined ? [] : [mine / its];
    }),
  );

function figuresOf(name: string, sessions: readonly (readonly Round[])[]): Figure[] {
  const title = `${name}, page of ${IMAGES} images`;
  const rounds = sessions.flat();
  const times = ALL.flatMap((load) =>
    (['clock', 'cpu'] as const).flatMap((measure) => {
      const values = rounds.flatMap((round) => round[load]?.[measure] ?? []);
      const what = measure === 'clock' ? 'time to load' : 'processor time';
      return values.length === 0 ? [] : [figureOf(`${title}: ${LOADS[load]}, ${what}`, values, 'ms')];
    }),
  );
  const compare = (one: Load, other: Load, aim?: number): Figure[] => {
    const ratios = ratiosOf(sessions, one, other);
    const n = ratios.flat().length;
    if (n === 0) return [];
    const { mean, low, high } = meanRatio(ratios);
    const what = `${title}: ${LOADS[one]} / ${LOADS[other]}, processor time`;
    const spread = `95 % from ${low.toFixed(3)} to ${high.toFixed(3)}, n ${n}`;
    return [
      { name: what, median: mean, spread, unit: '×' },
      ...(aim === undefined
        ? []
        : [{ name: `${what}, upper end`, median: high, spread: `n ${n}`, unit: '×', aim }]),
    ];
  };
  return [
    ...times,
    ...compare('missent', 'same', AIM),
    ...compare('same', 'one'),
    ...compare('missent', 'none'),
    ...compare('same', 'none'),
    ...compare('one', 'none'),
    ...compare('ipvfoo', 'none'),
    ...compare('missent', 'ipvfoo'),
  ];
}
