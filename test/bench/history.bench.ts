import { builtExtension } from '../browser/drivers/extension.js';
import { inEachBrowser } from './browser/in-each-browser.js';
import { type BenchBrowser, launchForBench } from './browser/launch.js';
import { manyHost, PAGE_HOST, startImageServer } from './browser/many-images.js';
import { type Stopwatch, stopwatchOf } from './browser/stopwatch.js';
import { type Figure, figureOf, ratiosOf } from './figure.js';

const RUNS = Number(process.env.MISSENT_BENCH_RUNS ?? 8);
const FEW = 100;
/** As many as are kept (src/incidents/store/incidents.ts). */
const MANY = 10_000;
const HISTORY = 'src/pages/history/index.html';
/** ms within which a frame is due at 60 a second. */
const FRAME = 1000 / 60;

interface Keystroke {
  /** ms from the letter to the end of the next frame, in which the list is pending or answered. */
  readonly frame: number;
  /** ms until the list is the one that was asked for. */
  readonly answer: number;
}

/** The real history page with 100 and with 10,000 incidents: its first rows, a letter typed into its search, its heap. */
export async function bench(): Promise<Figure[]> {
  const server = await startImageServer(1);
  try {
    return await inEachBrowser('history', async ({ kind, name }) => {
      const browser = await launchForBench(kind, {
        lab: server,
        extensions: [builtExtension(kind).folder],
      });
      try {
        return await measure(name, browser);
      } finally {
        await browser.close();
      }
    });
  } finally {
    await server.close();
  }
}

async function measure(name: string, browser: BenchBrowser): Promise<Figure[]> {
  const history = await stopwatchOf(browser, await browser.home(), 'src/pages/options/index.html');
  const page = await browser.newPage();
  await browser.go(page, `https://${PAGE_HOST}/refused?hosts=1`);
  await page.waitForFunction("document.title === 'done'", { polling: 100, timeout: 60_000 });
  await recorded(history);

  const few = await firstRows(history, FEW);
  const many = await firstRows(history, MANY);
  const typed = await browser.newPage();
  await browser.go(typed, (await browser.home()) + HISTORY);
  await typed.waitForFunction(isQuiet, { polling: 200, timeout: 120_000 }, MANY);
  const letters: Keystroke[] = [];
  for (let run = 0; run < RUNS; run++) letters.push(await typed.evaluate(typeInto, `h${run % 10}`));
  const heap = await browser.heap(typed);
  return [
    figureOf(`${name}: history, first rows of ${FEW}`, few, 'ms'),
    figureOf(`${name}: history, first rows of ${MANY}`, many, 'ms'),
    figureOf(`${name}: history, first rows of ${MANY} / of ${FEW}`, ratiosOf(many, few), 'x', 1.5),
    figureOf(
      `${name}: history of ${MANY}, a letter to the frame that answers or says that it is pending`,
      letters.map(({ frame }) => frame),
      'ms',
      // The frame that is under way, and the one that shows it.
      2 * FRAME,
    ),
    figureOf(
      `${name}: history of ${MANY}, a letter to its list`,
      letters.map(({ answer }) => answer),
      'ms',
    ),
    figureOf(`${name}: history of ${MANY}, heap of the page`, [heap / 1000], 'MB'),
  ];
}

/** Fills the store with so many copies, and opens the page again and again. */
async function firstRows(history: Stopwatch, count: number): Promise<number[]> {
  await history.page.evaluate(copyIncidents, count, manyHost(0));
  const times: number[] = [];
  for (let run = -1; run < RUNS; run++) {
    const time = await history.ready(HISTORY);
    if (run >= 0) times.push(time);
  }
  return times;
}

async function recorded({ page }: Stopwatch): Promise<void> {
  await page.waitForFunction(countIncidents, { polling: 200, timeout: 30_000 });
}

/** Runs in a page of the extension. */
const countIncidents = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('missent');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const counting = opening.result.transaction('incidents').objectStore('incidents').count();
      counting.onsuccess = () => {
        opening.result.close();
        resolve(counting.result);
      };
    };
  });

/** Runs in a page of the extension: so many incidents like the one that there is, each of a host and a second of its own. */
const copyIncidents = (count: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('missent');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('incidents', 'readwrite');
      const store = transaction.objectStore('incidents');
      const reading = store.getAll();
      reading.onsuccess = () => {
        const model = reading.result.find((one: { id: string }) => one.id.includes(host));
        const written = JSON.stringify(model);
        for (let copy = 1; copy < count; copy++) {
          const record = JSON.parse(
            written.replaceAll(host, `h${copy}.${host.slice(host.indexOf('.') + 1)}`),
          );
          record.lastSeen -= copy * 1000;
          store.put(record, record.id);
        }
      };
      transaction.onabort = () => reject(transaction.error);
      transaction.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });

/** Runs in the page: all is read, and diagnosed. */
function isQuiet(count: number): boolean {
  const list = document.querySelector('.list');
  const title = list?.querySelector('h2')?.textContent?.replace(/\D/g, '');
  return list?.getAttribute('aria-busy') === 'false' && title === String(count);
}

/** Runs in the page. */
async function typeInto(text: string): Promise<Keystroke> {
  const field = document.querySelector<HTMLInputElement>('.filters-search input');
  if (!field) throw new Error('no search field');
  const begun = performance.now();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const frame = performance.now() - begun;
  const rows = document.querySelector('.list');
  do await new Promise((resolve) => setTimeout(resolve));
  while (rows?.getAttribute('aria-busy') === 'true');
  return { frame, answer: performance.now() - begun };
}
