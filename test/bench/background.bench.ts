import { builtExtension } from '../browser/drivers/extension.js';
import { fedBackground } from './browser/fed-background.js';
import { inEachBrowser } from './browser/in-each-browser.js';
import { type BenchBrowser, launchForBench } from './browser/launch.js';
import { PAGE_HOST, startImageServer } from './browser/many-images.js';
import { exactly, type Figure, figureOf } from './figure.js';

const LOADS = Number(process.env.MISSENT_BENCH_RUNS ?? 10);
const IMAGES = 1000;
const HEAP_EVENTS = 100_000;
const HEAP_HOSTS = 5000;

/**
 * What the built background, unchanged and fed with good responses in an extension page, holds of them. In Chromium also the real
 * worker while pages load, by the engine's own profiler.
 */
export async function bench(): Promise<Figure[]> {
  const server = await startImageServer(0);
  try {
    return await inEachBrowser('background', async ({ kind, name }) => {
      const { folder } = builtExtension(kind);
      const browser = await launchForBench(kind, { lab: server, extensions: [folder] });
      try {
        return [...(kind === 'chrome' ? await profiled(browser) : []), ...(await fed(name, browser))];
      } finally {
        await browser.close();
      }
    });
  } finally {
    await server.close();
  }
}

async function fed(name: string, browser: BenchBrowser): Promise<Figure[]> {
  const background = await fedBackground(browser);
  const { page } = background;
  await background.feed({ batches: 1, events: 5000, hosts: 50, from: 0 });
  const before = await browser.heap(page);
  await background.feed({ batches: 1, events: HEAP_EVENTS, hosts: HEAP_HOSTS, from: 1000 });
  const once = await browser.heap(page);
  await background.feed({ batches: 1, events: HEAP_EVENTS, hosts: HEAP_HOSTS, from: 10_000 });
  const twice = await browser.heap(page);
  const title = `${name}: heap that ${HEAP_EVENTS} answers of ${HEAP_HOSTS} hosts leave`;
  return [
    exactly(title, once - before, 'kB'),
    exactly(`${title}, and as many of others`, twice - before, 'kB'),
  ];
}

/** The real worker during real page loads: time in its scripts and in the browser's own code that calls them. */
async function profiled(browser: BenchBrowser): Promise<Figure[]> {
  const page = await browser.newPage();
  await browser.go(page, `https://${PAGE_HOST}/page?n=${IMAGES}`);
  const target = browser.browser.targets().find((each) => each.type() === 'service_worker');
  const client = await target?.createCDPSession();
  if (!client) throw new Error('the worker is not there');
  await client.send('Profiler.enable');
  await client.send('Profiler.setSamplingInterval', { interval: 100 });
  const own: number[] = [];
  const all: number[] = [];
  for (let run = 0; run < LOADS; run++) {
    await client.send('Profiler.start');
    await browser.go(page, `https://${PAGE_HOST}/page?n=${IMAGES}`);
    const { profile } = await client.send('Profiler.stop');
    const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
    let [inScripts, busy] = [0, 0];
    for (const [index, id] of (profile.samples ?? []).entries()) {
      const frame = frames.get(id);
      const time = profile.timeDeltas?.[index] ?? 0;
      if (frame?.functionName === '(idle)' || frame?.functionName === '(root)') continue;
      busy += time;
      if (frame?.url.endsWith('/background.js')) inScripts += time;
    }
    own.push(inScripts / IMAGES);
    all.push(busy / IMAGES);
  }
  const title = `Chromium, the real worker while pages of ${IMAGES} images load`;
  return [
    figureOf(`${title}: in its own scripts, per answer`, own, 'µs', 5),
    figureOf(`${title}: all its work, dispatch by the browser included, per answer`, all, 'µs'),
  ];
}
