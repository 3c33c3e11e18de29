import type { Page } from 'puppeteer-core';
import type { BenchBrowser } from './launch.js';

/** Good responses that are given to the background's listeners. */
export interface Meal {
  readonly batches: number;
  /** Of each batch: how often its events come. Firefox's clock for pages shows whole ms only. */
  readonly passes?: number;
  /** Of each batch. */
  readonly events: number;
  readonly hosts: number;
  /** Number of the first host. */
  readonly from: number;
}

/** What was written since the background began. */
export interface Writes {
  /** Calls of storage.session.set, and the characters of the largest as JSON. */
  readonly session: number;
  readonly largest: number;
  /** Records put into IndexedDB. */
  readonly records: number;
}

/** The built background, unchanged, in a page of its extension, where it receives what it is fed. */
export interface FedBackground {
  readonly page: Page;
  /** ms that each batch took, all its events together. */
  feed(meal: Meal): Promise<number[]>;
  /** A 421 of a host comes. Settles when it is written down; false: it was not, in PATIENCE_MS. */
  refuse(host: string): Promise<boolean>;
  /** Puts copies of the one incident that there is beside it, until there are so many; false: the browser takes no more. */
  fill(incidents: number): Promise<boolean>;
  writes(): Promise<Writes>;
}

const PATIENCE_MS = 20_000;

export async function fedBackground(browser: BenchBrowser): Promise<FedBackground> {
  const page = await browser.newPage();
  await browser.go(page, `${await browser.home()}src/pages/options/index.html`);
  await page.evaluate(catchListeners);
  await page.evaluate(countWrites);
  // As text: the compiler that runs this file would make the import one of its own.
  await page.evaluate(`import('/background.js').then(() => undefined)`);
  return {
    page,
    feed: (meal) => page.evaluate(feed, meal),
    refuse: (host) => page.evaluate(refuse, host, PATIENCE_MS),
    fill: (incidents) => page.evaluate(fill, incidents),
    writes: async () =>
      JSON.parse(await page.evaluate(() => JSON.stringify(Reflect.get(globalThis, 'writes')))),
  };
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

/** Runs in the same page. */
function countWrites(): void {
  const writes = { session: 0, largest: 0, records: 0 };
  Object.assign(globalThis, { writes });
  const area = chrome.storage.session;
  const set = area.set.bind(area);
  const counted = (items: Record<string, unknown>): Promise<void> => {
    writes.session++;
    writes.largest = Math.max(writes.largest, JSON.stringify(items).length);
    return set(items);
  };
  Object.defineProperty(area, 'set', {
    value: counted,
    configurable: true,
    enumerable: true,
    writable: true,
  });
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (...parts) {
    writes.records++;
    return put.apply(this, parts);
  };
}

/** Runs in the same page. */
async function feed({ batches, passes = 1, events, hosts, from }: Meal): Promise<number[]> {
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
    for (let pass = 0; pass < passes; pass++) run();
    times.push(performance.now() - start);
    await new Promise((rest) => setTimeout(rest, 5));
  }
  return times;
}

/** Runs in the same page. */
async function refuse(host: string, patience: number): Promise<boolean> {
  const caught: Record<string, ((details: unknown) => unknown)[]> = Reflect.get(globalThis, 'caught');
  const writes: Writes = Reflect.get(globalThis, 'writes');
  const before = writes.records;
  const details = {
    requestId: `421-${host}-${Date.now()}`,
    url: `https://${host}/`,
    method: 'GET',
    type: 'image',
    tabId: -1,
    frameId: 0,
    timeStamp: Date.now(),
    statusCode: 421,
    statusLine: 'HTTP/1.1 421 Misdirected Request',
    fromCache: false,
    ip: '192.0.2.1',
    responseHeaders: [{ name: 'server', value: 'nginx' }],
    cookieStoreId: 'firefox-default',
    incognito: false,
  };
  for (const listener of caught.onHeadersReceived ?? []) listener(details);
  for (const listener of caught.onResponseStarted ?? []) listener(details);
  const last = Date.now() + patience;
  while (writes.records === before) {
    if (Date.now() > last) return false;
    await new Promise((rest) => setTimeout(rest, 20));
  }
  // What is learned afterwards is written as well.
  await new Promise((rest) => setTimeout(rest, 1500));
  return true;
}

/** Runs in the same page. */
async function fill(incidents: number): Promise<boolean> {
  const result = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await result(indexedDB.open('missent'));
  const transaction = database.transaction('incidents', 'readwrite');
  const store = transaction.objectStore('incidents');
  const [[first], [key], count] = await Promise.all([
    result(store.getAll(null, 1)),
    result(store.getAllKeys(null, 1)),
    result(store.count()),
  ]);
  const host = /\/\/([^/"]+)/.exec(String(key))?.[1] ?? '';
  const text = JSON.stringify(first);
  for (let i = count; i < incidents; i++) {
    const other = `h${i}.copy${i}.test`;
    store.put(JSON.parse(text.replaceAll(host, other)), String(key).replaceAll(host, other));
  }
  const isTaken = await new Promise<boolean>((resolve) => {
    transaction.oncomplete = () => resolve(true);
    transaction.onabort = () => resolve(false);
  });
  database.close();
  return isTaken;
}
