import puppeteer, { type Browser, type Page, type Target } from 'puppeteer-core';
import { bidiOf, inBrowserScope } from '../../browser/drivers/bidi.js';
import { flags } from '../../browser/drivers/chromium.js';
import { builtExtension } from '../../browser/drivers/extension.js';
import { preferences, STOP, TRUST, UUID } from '../../browser/drivers/firefox.js';
import { findBrowser } from '../../browser/drivers/index.js';
import type { LabAddress } from '../../lab/lab.js';
import { scratch } from '../../lab/scratch.js';
import type { BrowserName } from '../../lab/site.js';
import { cpuTime } from './cpu-time.js';

/** A real browser for measuring: any extensions, or none. */
export interface BenchBrowser {
  readonly kind: BrowserName;
  readonly version: string;
  /** puppeteer's own, for what only one of the browsers offers. */
  readonly browser: Browser;
  newPage(): Promise<Page>;
  /** Goes to a page of the web or of an extension and waits for the load event. */
  go(page: Page, url: string): Promise<void>;
  /** Address of Missent's pages, with a slash at its end; only where Missent is loaded. */
  home(): Promise<string>;
  /** The same of the bare extension (bare-extension.ts), where one is loaded. */
  bareHome(): Promise<string>;
  /** Ends Missent's background, as the browser does after a while of quiet. */
  stopBackground(): Promise<void>;
  /** kB that the pages and the background of Missent keep, after garbage was collected. */
  heap(page: Page): Promise<number>;
  /** Processor time of all its processes so far, in ms; undefined where the system does not say. */
  cpu(): number | undefined;
  close(): Promise<void>;
}

export interface LaunchParts {
  readonly lab: LabAddress;
  /** Folders of extensions. */
  readonly extensions: readonly string[];
}

export async function launchForBench(
  kind: BrowserName,
  { lab, extensions }: LaunchParts,
): Promise<BenchBrowser> {
  const found = findBrowser(kind);
  if ('missing' in found) throw new Error(found.missing);
  const profile = await scratch('bench-profile');
  const common = {
    executablePath: found.path,
    headless: true,
    userDataDir: profile.folder,
    handleSIGINT: false,
  };
  const browser = await (kind === 'chrome'
    ? puppeteer.launch({
        ...common,
        pipe: true,
        enableExtensions: [...extensions],
        args: [...flags(lab), '--js-flags=--expose-gc'],
      })
    : puppeteer.launch({
        ...common,
        browser: 'firefox',
        extraPrefsFirefox: {
          ...preferences(lab, builtExtension('firefox').geckoId ?? ''),
          // A stopwatch opens its window without a click.
          'dom.disable_open_during_load': false,
          // The tests' own bound is less than a full history takes. In kB.
          'dom.quotaManager.temporaryStorage.fixedLimit': 2 ** 20,
        },
        args: ['--remote-allow-system-access'],
      }));
  try {
    const start = kind === 'chrome' ? chromium(browser) : await firefox(browser, lab, extensions);
    const pid = browser.process()?.pid;
    return {
      kind,
      version: await browser.version(),
      browser,
      newPage: () => browser.newPage(),
      ...start,
      cpu: () => (pid === undefined ? undefined : cpuTime(pid)),
      close: async () => {
        await browser.close();
        await profile.remove();
      },
    };
  } catch (error) {
    await browser.close();
    await profile.remove();
    throw error;
  }
}

type Ways = Pick<BenchBrowser, 'go' | 'home' | 'bareHome' | 'stopBackground' | 'heap'>;

const chromium = (browser: Browser): Ways => ({
  go: async (page, url) => {
    await page.goto(url, { timeout: 180_000 });
  },
  home: () => homeOf(browser, false),
  bareHome: () => homeOf(browser, true),
  stopBackground: async () => {
    const workers = browser.targets().filter((target) => isWorker(target, false));
    // One that ended by itself in this moment is as good as stopped.
    for (const target of workers) await (await target.worker())?.close().catch(() => undefined);
  },
  heap: async (page) => {
    const client = await page.createCDPSession();
    try {
      await client.send('HeapProfiler.collectGarbage');
      return (await client.send('Runtime.getHeapUsage')).usedSize / 1000;
    } finally {
      await client.detach();
    }
  },
});

/** A bare extension's script is called bare.js. */
const isWorker = (target: Target, bare: boolean): boolean =>
  target.type() === 'service_worker' && target.url().endsWith('/bare.js') === bare;

/** A worker may be stopped later, so it is asked early. */
async function homeOf(browser: Browser, bare: boolean): Promise<string> {
  const worker = await browser.waitForTarget((target) => isWorker(target, bare), { timeout: 30_000 });
  return new URL('/', worker.url()).href;
}

/** What about:memory says of the pages of a host, after "Minimize memory usage" in all processes. Bytes. */
const HEAP = `(host) => new Promise((resolve) => {
  const manager = Cc['@mozilla.org/memory-reporter-manager;1'].getService(Ci.nsIMemoryReporterManager);
  Services.obs.notifyObservers(null, 'child-mmu-request');
  let sum = 0;
  const add = (process, path, kind, units, amount) => {
    if (units === Ci.nsIMemoryReporter.UNITS_BYTES && path.startsWith('explicit/') && path.includes(host)) sum += amount;
  };
  setTimeout(() => manager.getReports(add, null, () => resolve(String(sum)), null, false), 3000);
})`;

/** The host that Firefox chose for the first extension of the bench's that it finds. */
const BARE_HOST = `() =>
  WebExtensionPolicy.getActiveExtensions().find(({ id }) => id.endsWith('@bench.example')).mozExtensionHostname`;

async function firefox(browser: Browser, lab: LabAddress, extensions: readonly string[]): Promise<Ways> {
  const bidi = bidiOf(browser);
  await inBrowserScope(bidi, TRUST, lab.ca.replace(/-----[^-]+-----|\s/g, ''));
  for (const folder of extensions) await browser.installExtension(folder);
  return {
    go: async (page, url) => {
      await bidi.send('browsingContext.navigate', { context: bidi.contextOf(page), url, wait: 'complete' });
    },
    home: async () => `moz-extension://${UUID}/`,
    stopBackground: async () => {
      await inBrowserScope(bidi, STOP, builtExtension('firefox').geckoId ?? '');
    },
    heap: async () => Number(await inBrowserScope(bidi, HEAP, UUID)) / 1000,
    bareHome: async () => `moz-extension://${await inBrowserScope(bidi, BARE_HOST)}/`,
  };
}
