import { setTimeout as sleep } from 'node:timers/promises';
import { builtExtension } from '../browser/drivers/extension.js';
import { inEachBrowser } from './browser/in-each-browser.js';
import { type BenchBrowser, launchForBench } from './browser/launch.js';
import { type ImageServer, manyHost, PAGE_HOST, startImageServer } from './browser/many-images.js';
import { type Figure, figureOf } from './figure.js';

const RUNS = 15;
const WARM_UP = 3;

/** From the server's second 421, the one that surfaces, to the badge in the toolbar and to the record on the disk. */
export async function bench(): Promise<Figure[]> {
  const server = await startImageServer(RUNS + WARM_UP);
  try {
    return await inEachBrowser('from 421 to badge', async ({ kind, name }) => {
      const browser = await launchForBench(kind, { lab: server, extensions: [builtExtension(kind).folder] });
      try {
        return await measure(name, browser, server);
      } finally {
        await browser.close();
      }
    });
  } finally {
    await server.close();
  }
}

async function measure(name: string, browser: BenchBrowser, server: ImageServer): Promise<Figure[]> {
  const pageActions = await browser.newPage();
  await browser.go(pageActions, `${await browser.home()}src/pages/options/index.html`);
  const page = await browser.newPage();
  await browser.go(page, `https://${PAGE_HOST}/page?n=1`);
  const badge: number[] = [];
  const record: number[] = [];
  for (let run = 0; run < RUNS + WARM_UP; run++) {
    const host = manyHost(run);
    await browser.go(page, `https://${PAGE_HOST}/page?n=1`);
    const watching = pageActions.evaluate(seenAt, host);
    await sleep(100);
    await browser.go(page, `https://${host}/no`);
    const seen = await watching;
    const refused = server.refusedAt(host);
    if (refused === undefined) throw new Error('the server refused nothing');
    if (run < WARM_UP) continue;
    badge.push(seen.badge - refused);
    record.push(seen.record - refused);
  }
  return [
    figureOf(`${name}: from 421 to badge`, badge, 'ms'),
    figureOf(`${name}: from 421 to durable record`, record, 'ms'),
  ];
}

/** Runs in a page of the extension: when a badge is first seen, and when the host's incident is in IndexedDB. */
async function seenAt(host: string): Promise<{ badge: number; record: number }> {
  const result = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  // Each look asks the browser and so lets others have their turn; a timer would be slowed down in a tab behind.
  const until = async (isSo: () => Promise<boolean>): Promise<number> => {
    const last = Date.now() + 30_000;
    while (!(await isSo())) {
      if (Date.now() > last) throw new Error(`nothing was seen of ${host}`);
    }
    return Date.now();
  };
  const hasBadge = async (): Promise<boolean> => {
    const tabs = await chrome.tabs.query({});
    const texts = await Promise.all(
      tabs.flatMap(({ id: tabId }) => (tabId === undefined ? [] : [chrome.action.getBadgeText({ tabId })])),
    );
    return texts.some((text) => text !== '');
  };
  const hasRecord = async (): Promise<boolean> => {
    if (!(await indexedDB.databases()).some(({ name }) => name === 'missent')) return false;
    const database = await result(indexedDB.open('missent'));
    try {
      const keys = await result(database.transaction('incidents').objectStore('incidents').getAllKeys());
      return keys.some((key) => String(key).includes(host));
    } finally {
      database.close();
    }
  };
  const [badge, record] = await Promise.all([until(hasBadge), until(hasRecord)]);
  return { badge, record };
}
