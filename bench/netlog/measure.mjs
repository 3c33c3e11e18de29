// Run in a process of its own, so that memory is its own: measure.mjs parse|read FILE [READER]
import { open, readFile, stat } from 'node:fs/promises';

const [what, file, reader] = process.argv.slice(2);
const CHUNK = 1 << 20;

async function* chunks() {
  const handle = await open(file);
  try {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(new Uint8Array(CHUNK), 0, CHUNK);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

const megabytes = (bytes) => Math.round(bytes / 1e6);
const { size } = await stat(file);
const readNetLog = what === 'read' ? (await import(reader)).readFile : undefined;
globalThis.gc?.();
const idle = process.memoryUsage().rss;
const begun = performance.now();
let outcome = {};
if (what === 'parse') {
  const text = await readFile(file, 'utf8');
  const decoded = performance.now();
  const { events } = JSON.parse(text);
  outcome = { events: events.length, parseOnly: Math.round(performance.now() - decoded) };
} else {
  const { reading } = await readNetLog(chunks(), { changed: Date.now() });
  outcome = { events: reading.seen, hidden: reading.summary.hidden, incidents: reading.incidents.length };
}
const ms = performance.now() - begun;
console.log(
  JSON.stringify({
    ...outcome,
    ms: Math.round(ms),
    perSecond: Math.round(size / 1e6 / (ms / 1000)),
    // maxRSS is in KiB.
    peakOverIdle: megabytes(process.resourceUsage().maxRSS * 1024 - idle),
  }),
);
