/**
 * How fast the NetLog reader is, and how much memory it takes, next to a bare JSON.parse of the same file.
 * `node bench/netlog.mjs [megabytes]`; prints figures and judges nothing.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtReader } from './netlog/built.mjs';
import { measureInBrowser } from './netlog/in-browser.mjs';
import { writeLargeLog } from './netlog/large-log.mjs';

const MEASURE = fileURLToPath(new URL('./netlog/measure.mjs', import.meta.url));
const size = Number(process.argv[2] ?? 200) * 1e6;
const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-netlog-'));
try {
  const reader = await builtReader(path.join(folder, 'built'));
  const file = path.join(folder, 'large.json');
  const rounds = await writeLargeLog(file, size);
  const bytes = (await stat(file)).size;
  console.log(`a log of ${Math.round(bytes / 1e6)} MB: ${rounds} times a recorded one`);
  const measure = (...words) =>
    JSON.parse(
      execFileSync(process.execPath, ['--expose-gc', '--max-old-space-size=8000', MEASURE, ...words], {
        encoding: 'utf8',
      }),
    );
  const parse = measure('parse', file);
  const read = measure('read', file, reader);
  console.log(
    `JSON.parse: ${parse.ms} ms with decoding (${parse.parseOnly} without), ${parse.perSecond} MB/s, ${parse.peakOverIdle} MB over idle`,
  );
  console.log(
    `reader:     ${read.ms} ms, ${read.perSecond} MB/s, ${read.peakOverIdle} MB over idle; ${read.hidden} hidden 421s in ${read.events} events`,
  );
  console.log(
    `reader / JSON.parse: ${(read.ms / parse.ms).toFixed(2)} in time (${(read.ms / parse.parseOnly).toFixed(2)} without decoding)`,
  );
  const { whole, cancelled } = await measureInBrowser(file, folder);
  console.log(
    `in a worker of Chromium: ${whole.ms} ms, ${Math.round(bytes / 1e3 / whole.ms)} MB/s, ${whole.peakOverIdle} MB over the idle page, ${whole.notices} notices of progress`,
  );
  console.log(`cancelled on the way: answered after ${cancelled.sinceCancel} ms`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
