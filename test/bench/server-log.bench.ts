import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { builtExtension } from '../browser/drivers/extension.js';
import { findBrowser } from '../browser/drivers/index.js';
import { startLab } from '../lab/lab.js';
import { scratch } from '../lab/scratch.js';
import { choose, watchMemory } from './browser/chosen-file.js';
import { launchForBench } from './browser/launch.js';
import { type Figure, figureOf } from './figure.js';

const BYTES = 1e9;
const RUNS = Number(process.env.MISSENT_BENCH_RUNS ?? 3);

const GOOD =
  'shop.example 192.0.2.9 - - [27/Nov/2026:16:47:28 +0000] "GET /cart HTTP/1.1" 200 4210 "-" "curl/8.5.0"\n';
const REFUSED = GOOD.replace('200 4210', '421 322');

/** An access log of 1 GB in the real history page of Chromium, one line in a hundred a 421: time, and memory over idle. */
export async function bench(): Promise<Figure[]> {
  const found = findBrowser('chrome');
  if ('missing' in found) {
    console.warn(`SKIPPED: server log in Chromium: ${found.missing}`);
    return [];
  }
  const lab = await startLab([]);
  const { folder, remove } = await scratch('bench-server-log');
  try {
    const file = path.join(folder, 'access.log');
    await writeLog(file);
    const runs: { readonly read: number; readonly peak: number }[] = [];
    for (let run = 0; run < RUNS; run++) {
      const browser = await launchForBench('chrome', { lab, extensions: [builtExtension('chrome').folder] });
      try {
        const page = await browser.newPage();
        await browser.go(page, `${await browser.home()}src/pages/history/index.html?paste`);
        await page.waitForSelector('.explain textarea');
        const memory = await watchMemory(browser);
        const read = await choose(page, file, '.explain-url');
        runs.push({ read, peak: memory.stop() });
      } finally {
        await browser.close();
      }
    }
    return [
      figureOf(
        'access log of 1 GB in Chromium: read and drawn',
        runs.map(({ read }) => read / 1000),
        's',
      ),
      figureOf(
        'access log of 1 GB in Chromium: peak memory of the page over idle',
        runs.map(({ peak }) => peak),
        'MB',
        150,
      ),
    ];
  } finally {
    await remove();
    await lab.close();
  }
}

async function writeLog(file: string): Promise<void> {
  const out = createWriteStream(file);
  const piece = `${GOOD.repeat(99)}${REFUSED}`.repeat(100);
  for (let written = 0; written < BYTES; written += piece.length) {
    if (!out.write(piece)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
