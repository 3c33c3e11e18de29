import { builtExtension } from '../browser/drivers/extension.js';
import { inEachBrowser } from './browser/in-each-browser.js';
import { type BenchBrowser, launchForBench } from './browser/launch.js';
import { PAGE_HOST, startImageServer } from './browser/many-images.js';
import { exactly, type Figure, figureOf } from './figure.js';

const BATCHES = 40;
const EVENTS = 5000;
const LOADS = 10;
const IMAGES = 1000;
const HEAP_EVENTS = 100_000;
const HEAP_HOSTS = 5000;

/**
 * The built background, unchanged, in an extension page of each real browser: its webRequest listeners are caught and
 * fed with good responses. In Chromium also the real worker while pages load, by the engine's own profiler.
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
  const page = await browser.newPage();
  await browser.go(page, `${await browser.home()}src/pages/options/index.html`);
  await page.evaluate(catchListeners);
  // As text: the compiler that runs this file would make the import one of its own.
  await page.evaluate(`import('/background.js')`);
  const times = await page.evaluate(feed, { batches: BATCHES, events: EVENTS, hosts: 50, from: 0 });
  const before = await browser.heap(page);
  await page.evaluate(feed, { batches: 1, events: HEAP_EVENTS, hosts: HEAP_HOSTS, from: 1000 });
  const once = await browser.heap(page);
  await page.evaluate(feed, { batches: 1, events: HEAP_EVENTS, hosts: HEAP_HOSTS, from: 10_000 });
  const twice = await browser.heap(page);
  const title = `${name}: heap that ${HEAP_EVENTS} answers of ${HEAP_HOSTS} hosts leave`;
  return [
    figureOf(
      `${name}: the background's listeners, one good response`,
      times.map((ms) => (ms / EVENTS) * 1000),
      'µs',
      5,
    ),
    exactly(title, once - before, 'kB'),
    exactly(`${title}, and as many of others`, twice - before, 'kB'),
  ];
}

/** Runs in a page of the extension: whoever listens to webRequest there from now on is caught instead. */
function catchListeners(): void {
  const caught: Record<string, ((details: unknown) => unknown)[]> = {};
  for (const event of ['onHeadersReceived', 'onResponseStarted', 'onErrorOccurred'] as const) {
    const list: ((details: unknown) => unknown)[] = [];
    caught[event] = list;
    const addListener = (listener: (details: unknown) => unknown, filter: { types?: string[] }): void => {
      // Those for certain types only receive no images.
      if (filter.types === undefined) list.push(listener);
    };
    Object.defineProperty(chrome.webRequest[event], 'addListener', { value: addListener });
  }
  Object.assign(globalThis, { caught });
}

interface Meal {
  readonly batches: number;
  readonly events: number;
  readonly hosts: number;
  /** Number of the first host. */
  readonly from: number;
}

/** Runs in the same page: ms that each batch of good responses took, all its events together. */
async function feed({ batches, events, hosts, from }: Meal): Promise<number[]> {
  const caught: Record<string, ((details: unknown) => unknown)[]> = Reflect.get(globalThis, 'caught');
  const firefox = navigator.userAgent.includes('Firefox');
  const tab = await chrome.tabs.getCurrent();
  const fields =
    'server date content-type content-length cache-control etag vary x-frame-options strict-transport-security';
  const responseHeaders = fields
    .split(' ')
    .map((name) => ({ name, value: name === 'content-type' ? 'image/gif' : 'some value' }));
  const details = Array.from({ length: events }, (_, i) => ({
    requestId: String(i),
    url: `https://host${from + (i % hosts)}.example/path/${i}`,
    method: 'GET',
    type: 'image',
    tabId: tab?.id ?? -1,
    frameId: 0,
    timeStamp: Date.now(),
    statusCode: 200,
    statusLine: firefox ? 'HTTP/2.0 200 ' : 'HTTP/1.1 200',
    fromCache: false,
    ip: `192.0.2.${(i % hosts) % 250}`,
    ...(firefox
      ? { originUrl: 'https://page.example/', cookieStoreId: 'firefox-default', incognito: false }
      : { initiator: 'https://page.example' }),
  }));
  const headers = details.map((each) => ({ ...each, responseHeaders }));
  const run = (): void => {
    for (const each of headers) for (const listener of caught.onHeadersReceived ?? []) listener(each);
    for (const each of details) for (const listener of caught.onResponseStarted ?? []) listener(each);
  };
  // The first response of a tab asks the browser for its context.
  run();
  await new Promise((settled) => setTimeout(settled, 200));
  const times: number[] = [];
  for (let batch = 0; batch < batches; batch++) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
    await new Promise((rest) => setTimeout(rest, 5));
  }
  return times;
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
