import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { builtExtension } from '../browser/drivers/extension.js';
import { findBrowser } from '../browser/drivers/index.js';
import { startLab } from '../lab/lab.js';
import { scratch } from '../lab/scratch.js';
import { choose, watchMemory } from './browser/chosen-file.js';
import { writeLargeLog } from './browser/large-log.js';
import { type BenchBrowser, launchForBench } from './browser/launch.js';
import { type Figure, figureOf } from './figure.js';

const BYTES = 200e6;
const RUNS = 3;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A NetLog of 200 MB in the real history page of Chromium: time and memory next to a bare JSON.parse, and its cancel. */
export async function bench(): Promise<Figure[]> {
  const found = findBrowser('chrome');
  if ('missing' in found) {
    console.warn(`SKIPPED: NetLog in Chromium: ${found.missing}`);
    return [];
  }
  const lab = await startLab([]);
  const { folder, remove } = await scratch('bench-netlog');
  try {
    const file = path.join(folder, 'large.json');
    const rounds = await writeLargeLog(file, BYTES);
    const megabytes = Math.round((await stat(file)).size / 1e6);
    console.log(`a NetLog of ${megabytes} MB: a recorded one ${rounds} times`);
    const runs: Run[] = [];
    for (let run = 0; run < RUNS; run++) {
      // A browser of its own each time: memory that one run leaves must not be lent to the next.
      const browser = await launchForBench('chrome', { lab, extensions: [builtExtension('chrome').folder] });
      try {
        runs.push(await measure(browser, file));
      } finally {
        await browser.close();
      }
    }
    const figure = (name: string, of: (run: Run) => number, unit: string, aim?: number): Figure =>
      figureOf(`NetLog of ${megabytes} MB in Chromium: ${name}`, runs.map(of), unit, aim);
    return [
      figure('JSON.parse of its text', ({ parsed }) => parsed, 'ms'),
      figure('read and drawn', ({ read }) => read, 'ms'),
      figure('read, in times of JSON.parse', ({ read, parsed }) => read / parsed, '×', 3),
      figure('peak memory of the page over idle', ({ peak }) => peak, 'MB', 150),
      figure('from the cancel to its response', ({ cancelled }) => cancelled, 'ms', 200),
    ];
  } finally {
    await remove();
    await lab.close();
  }
}

interface Run {
  /** ms for text and JSON.parse in the page */
  readonly parsed: number;
  /** ms from the choice of the file until its summary is drawn */
  readonly read: number;
  /** MB */
  readonly peak: number;
  /** ms */
  readonly cancelled: number;
}

async function measure(browser: BenchBrowser, file: string): Promise<Run> {
  const open = async (): Promise<Page> => {
    const page = await browser.newPage();
    await browser.go(page, `${await browser.home()}src/pages/history/index.html?log`);
    await page.waitForSelector('.log-chooser');
    return page;
  };
  const page = await open();
  await pause(1500);
  const memory = await watchMemory(browser);
  const read = await choose(page, file, '.log-summary');
  const peak = memory.stop();
  await page.close();

  const stopped = await open();
  const cancelled = await cancelOf(stopped, file);
  await stopped.close();

  const bare = await open();
  const parsed = await parse(bare, file);
  await bare.close();
  return { read, peak, cancelled, parsed };
}

/** In the middle of the reading: ms from the click on the button until the page is ready for another file. */
async function cancelOf(page: Page, file: string): Promise<number> {
  await choose(page, file, '.log-reading progress');
  return page.evaluate(async () => {
    const bar = (): HTMLProgressElement | null => document.querySelector('.log-reading progress');
    while ((bar()?.position ?? 1) < 0.3) await new Promise((resolve) => setTimeout(resolve, 20));
    const begun = performance.now();
    document.querySelector<HTMLElement>('.log-reading button')?.click();
    while (!document.querySelector('.log-chooser')) await new Promise((resolve) => setTimeout(resolve, 1));
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
