import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { builtExtension } from '../browser/drivers/extension.js';
import { findBrowser } from '../browser/drivers/index.js';
import { startLab } from '../lab/lab.js';
import { scratch } from '../lab/scratch.js';
import { choose, watchMemory } from './browser/chosen-file.js';
import { writeLargeHar, writeManyRequests } from './browser/large-har.js';
import { writeLargeLog } from './browser/large-log.js';
import { type BenchBrowser, launchForBench } from './browser/launch.js';
import { type Figure, figureOf } from './figure.js';

const RUNS = Number(process.env.MISSENT_BENCH_RUNS ?? 3);
/** Names of files below, of which only these are read; all where it is not set. */
const ONLY = process.env.MISSENT_BENCH_FILES?.split(',');

interface Kind {
  readonly name: string;
  readonly file: string;
  readonly write: (file: string) => Promise<unknown>;
  /** Times of a bare JSON.parse, at most. */
  readonly aim?: number;
  /** MB over idle, at most. */
  readonly memory?: number;
  /** Read and drawn, in times of the reading alone, at most. */
  readonly drawn?: number;
}

const KINDS: readonly Kind[] = [
  {
    ...{ name: 'NetLog of 200 MB', file: 'large.json', aim: 0.8, memory: 60 },
    write: (file) => writeLargeLog(file, 200e6),
  },
  {
    ...{ name: 'HAR of 170 MB with bodies', file: 'bodies.har', aim: 1.1 },
    write: (file) => writeLargeHar(file, { size: 170e6, bodies: true }),
  },
  {
    ...{ name: 'HAR of 170 MB without', file: 'bare.har', aim: 1.1 },
    write: (file) => writeLargeHar(file, { size: 170e6, bodies: false }),
  },
  {
    ...{ name: 'HAR of 100,000 requests over 2,000 hosts', file: 'many.har', drawn: 2 },
    write: (file) => writeManyRequests(file, 100_000, 2000),
  },
];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Large logs in the real history page of Chromium: time and memory next to a bare JSON.parse in the same run, and the cancel. */
export async function bench(): Promise<Figure[]> {
  const found = findBrowser('chrome');
  if ('missing' in found) {
    console.warn(`SKIPPED: logs in Chromium: ${found.missing}`);
    return [];
  }
  const lab = await startLab([]);
  const { folder, remove } = await scratch('bench-logs');
  try {
    const runs = new Map<Kind, Run[]>(
      KINDS.filter(({ file }) => ONLY?.includes(file) ?? true).map((kind) => [kind, []]),
    );
    for (const kind of runs.keys()) {
      const file = path.join(folder, kind.file);
      await kind.write(file);
      console.log(`${kind.name}: ${Math.round((await stat(file)).size / 1e6)} MB`);
    }
    for (let run = 0; run < RUNS; run++) {
      for (const [kind, done] of runs) {
        // A browser of its own each time: memory that one run leaves must not be lent to the next.
        const browser = await launchForBench('chrome', {
          lab,
          extensions: [builtExtension('chrome').folder],
        });
        try {
          done.push(await measure(browser, path.join(folder, kind.file)));
        } finally {
          await browser.close();
        }
      }
    }
    return [...runs].flatMap(([kind, done]) => figuresOf(kind, done));
  } finally {
    await remove();
    await lab.close();
  }
}

function figuresOf({ name, aim, memory, drawn }: Kind, runs: readonly Run[]): Figure[] {
  const figure = (what: string, of: (run: Run) => number, unit: string, most?: number): Figure =>
    figureOf(`${name} in Chromium: ${what}`, runs.map(of), unit, most);
  return [
    figure('JSON.parse of its text', ({ parsed }) => parsed, 'ms'),
    figure('read', ({ read }) => read, 'ms'),
    figure('read and drawn', (run) => run.drawn, 'ms'),
    figure('read and drawn, in times of JSON.parse', (run) => run.drawn / run.parsed, '×', aim),
    figure('read and drawn, in times of reading', (run) => run.drawn / run.read, '×', drawn),
    figure('peak memory of the page over idle', ({ peak }) => peak, 'MB', memory),
    figure('from the cancel to its response', ({ cancelled }) => cancelled, 'ms', 200),
  ];
}

interface Run {
  /** ms for text and JSON.parse in the page */
  readonly parsed: number;
  /** ms from the choice of the file until the worker has read it */
  readonly read: number;
  /** ms from the choice of the file until its summary is drawn and laid out */
  readonly drawn: number;
  /** MB */
  readonly peak: number;
  /** ms */
  readonly cancelled: number;
}

async function measure(browser: BenchBrowser, file: string): Promise<Run> {
  const open = async (): Promise<Page> => {
    const page = await browser.newPage();
    await page.evaluateOnNewDocument(noteMoments);
    await browser.go(page, `${await browser.home()}src/pages/history/index.html?log`);
    await page.waitForSelector('.log-chooser');
    return page;
  };
  const page = await open();
  await pause(1500);
  const memory = await watchMemory(browser);
  await choose(page, file, '.log-summary');
  await page.waitForFunction('globalThis.moments.drawn !== undefined', { polling: 50 });
  const peak = memory.stop();
  const { read, drawn } = await page.evaluate(
    (): Record<'read' | 'drawn', number> => Reflect.get(globalThis, 'moments'),
  );
  await page.close();

  const stopped = await open();
  const cancelled = await cancelOf(stopped, file);
  await stopped.close();

  const bare = await open();
  const parsed = await parse(bare, file);
  await bare.close();
  return { read, drawn, peak, cancelled, parsed };
}

/** Runs in the page before its own scripts: notes when the worker had read the file, and when it was drawn. */
function noteMoments(): void {
  const moments: Partial<Record<'read' | 'drawn', number>> = {};
  Object.assign(globalThis, { moments });
  let chosen = 0;
  document.addEventListener(
    'change',
    () => {
      chosen = performance.now();
    },
    { capture: true, once: true },
  );
  new MutationObserver((_, observer) => {
    if (!document.querySelector('.log-summary')) return;
    observer.disconnect();
    // With its layout; a tab behind another paints nothing.
    document.body.getBoundingClientRect();
    moments.drawn = performance.now() - chosen;
  }).observe(document, { subtree: true, childList: true });
  globalThis.Worker = new Proxy(Worker, {
    construct: (Native, parts) => {
      const worker: Worker = Reflect.construct(Native, parts);
      worker.addEventListener('message', ({ data }) => {
        if (data?.type === 'done') moments.read = performance.now() - chosen;
      });
      return worker;
    },
  });
}

/** In the middle of the reading: ms from the click on the button until the page is ready for another file. */
async function cancelOf(page: Page, file: string): Promise<number> {
  await choose(page, file, '.log-reading progress');
  return page.evaluate(async () => {
    const bar = (): HTMLProgressElement | null => document.querySelector('.log-reading progress');
    while ((bar()?.position ?? 1) < 0.3) await new Promise((resolve) => setTimeout(resolve, 20));
    const begun = performance.now();
    document.querySelector<HTMLElement>('.log-reading button')?.click();
    while (!document.querySelector('.log-chooser')) {
      // It was read before it could be stopped.
      if (document.querySelector('.log-summary')) return 0;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return performance.now() - begun;
  });
}

/** What any program would do that knows nothing of logs. */
async function parse(page: Page, file: string): Promise<number> {
  await page.evaluate(() => {
    const field = document.createElement('input');
    field.type = 'file';
    field.id = 'bare';
    document.body.append(field);
  });
  const input = await page.$('input#bare');
  await input?.uploadFile(file);
  return page.evaluate(async () => {
    const [chosen] = document.querySelector<HTMLInputElement>('#bare')?.files ?? [];
    if (!chosen) throw new Error('no file');
    const begun = performance.now();
    const log: unknown = JSON.parse(await chosen.text());
    const ms = performance.now() - begun;
    if (typeof log !== 'object') throw new Error('no log');
    return ms;
  });
}
