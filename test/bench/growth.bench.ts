import { builtExtension } from '../browser/drivers/extension.js';
import { type FedBackground, fedBackground } from './browser/fed-background.js';
import { inEachBrowser } from './browser/in-each-browser.js';
import { type BenchBrowser, launchForBench } from './browser/launch.js';
import { startImageServer } from './browser/many-images.js';
import { exactly, type Figure, figureOf } from './figure.js';

const BATCH = 1000;
const MEASURED = 9;
const RESPONSES = [1000, 10_000, 100_000];
/** Five times as many as the host history keeps. */
const HOSTS = 5000;
const INCIDENTS = [10, 100, 1000, 10_000];

/** What a good response costs, and what is kept and written, after many responses and beside many incidents. */
export async function bench(): Promise<Figure[]> {
  const server = await startImageServer(0);
  try {
    return await inEachBrowser('growth', async ({ kind, name }) => {
      const figures: Figure[] = [];
      for (const measure of [ofResponses, ofIncidents]) {
        const { folder } = builtExtension(kind);
        const browser = await launchForBench(kind, { lab: server, extensions: [folder] });
        try {
          figures.push(...(await measure(name, browser, await fedBackground(browser))));
        } finally {
          await browser.close();
        }
      }
      return figures;
    });
  } finally {
    await server.close();
  }
}

const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);

const perResponse = (name: string, times: readonly number[]): Figure =>
  figureOf(
    `${name}: one good response`,
    times.map((ms) => (ms / BATCH) * 1000),
    'µs',
  );

async function ofResponses(name: string, browser: BenchBrowser, fed: FedBackground): Promise<Figure[]> {
  const figures: Figure[] = [];
  const idle = await browser.heap(fed.page);
  let done = 0;
  for (const goal of RESPONSES) {
    const title = `${name}, after ${goal} responses of ${HOSTS} hosts`;
    // It feeds a batch once more before it measures.
    const events = (goal - done) / (MEASURED + 1);
    const times = await fed.feed({ batches: MEASURED, events, hosts: HOSTS, from: 0 });
    done = goal;
    const heap = await browser.heap(fed.page);
    const { session, largest, records } = await fed.writes();
    figures.push(
      exactly(`${title}: one good response`, (sum(times) / MEASURED / events) * 1000, 'µs'),
      exactly(`${title}: heap over idle`, heap - idle, 'kB'),
      exactly(`${title}: writes of storage.session so far`, session, ''),
      exactly(`${title}: the largest of them`, largest / 1000, 'kB'),
      exactly(`${title}: records written to IndexedDB`, records, ''),
    );
  }
  return figures;
}

async function ofIncidents(name: string, browser: BenchBrowser, fed: FedBackground): Promise<Figure[]> {
  const figures: Figure[] = [];
  const meal = { batches: MEASURED, events: BATCH, hosts: 50, from: 0 };
  await fed.feed(meal);
  if (!(await fed.refuse('first.test'))) {
    console.warn(`SKIPPED: ${name}, growth beside incidents: the fed 421 was not written down`);
    return [];
  }
  const idle = await browser.heap(fed.page);
  for (const count of INCIDENTS) {
    const title = `${name}, beside ${count} incidents`;
    if (!(await fed.fill(count))) {
      console.warn(`SKIPPED: ${title}: the storage that this profile has takes no more`);
      break;
    }
    const before = await fed.writes();
    await fed.refuse('first.test');
    const after = await fed.writes();
    figures.push(
      perResponse(title, await fed.feed(meal)),
      exactly(`${title}: heap over that with one`, (await browser.heap(fed.page)) - idle, 'kB'),
      exactly(`${title}: writes of storage.session for one more 421`, after.session - before.session, ''),
      exactly(`${title}: records written for one more 421`, after.records - before.records, ''),
    );
  }
  return figures;
}
