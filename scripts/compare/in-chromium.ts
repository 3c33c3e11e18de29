import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer, { type CDPSession, type Page } from 'puppeteer-core';
import { ipvFoo } from '../../test/bench/browser/ipvfoo.js';
import { flags } from '../../test/browser/drivers/chromium.js';
import { builtExtension } from '../../test/browser/drivers/extension.js';
import { drivenPage, ended, openPage, openTab, PATIENCE } from '../../test/browser/drivers/puppeteer-page.js';
import { sendAsOthers } from '../../test/browser/real/walk.js';
import { read } from '../../test/browser/walk.js';
import type { RealLab } from '../../test/lab/real/lab.js';
import type { RealSite } from '../../test/lab/real/site.js';
import { scratch } from '../../test/lab/scratch.js';
import { type ByMissent, readPopup } from './compare.js';
import { type InNetlog, readNetlog } from './netlog.js';

/** A response as the DevTools protocol reports it: what the network panel's columns and its Headers and Security tabs show. */
interface InDevtools {
  readonly url: string;
  readonly status: number;
  readonly protocol: string | undefined;
  readonly remoteAddress: string;
  readonly connection: number;
  readonly reused: boolean;
  readonly certificateNames: readonly string[];
  readonly fields: readonly string[];
}

export interface InChromium {
  readonly missent: ByMissent;
  readonly devtools: {
    readonly responses: readonly InDevtools[];
    /** Statuses in `responseReceivedExtraInfo`: what came over the wire, if it was told at all. */
    readonly raw: readonly number[];
    readonly failures: readonly string[];
  };
  /** Rows of its popup as text, with the title of each icon; undefined where it is not there. */
  readonly ipvfoo: readonly string[] | undefined;
}

export interface Compared {
  readonly versions: Readonly<Record<string, string>>;
  readonly visit: (site: RealSite) => Promise<InChromium>;
  readonly close: () => Promise<void>;
  /** After the end: what the browser's NetLog holds of each site. */
  readonly netlog: (sites: readonly RealSite[]) => Promise<ReadonlyMap<string, InNetlog>>;
}

async function listen(session: CDPSession): Promise<() => InChromium['devtools']> {
  const responses: InDevtools[] = [];
  const raw: number[] = [];
  const failures: string[] = [];
  session.on('Network.responseReceived', ({ response }) => {
    const { url, status, protocol, remoteIPAddress, remotePort, connectionId, connectionReused } = response;
    if (url.startsWith('data:')) return;
    responses.push({
      ...{ url, status, protocol },
      remoteAddress: `${remoteIPAddress}:${remotePort}`,
      connection: connectionId,
      reused: connectionReused,
      certificateNames: response.securityDetails?.sanList ?? [],
      fields: Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`),
    });
  });
  session.on('Network.responseReceivedExtraInfo', ({ statusCode }) => void raw.push(statusCode));
  session.on('Network.loadingFailed', ({ errorText }) => void failures.push(errorText));
  await session.send('Network.enable');
  return () => ({ responses, raw, failures });
}

/** Chromium with Missent, with IPvFoo beside it, with its DevTools listening, and with a NetLog from its start on. */
export async function startCompared({
  executable,
  lab,
}: {
  executable: string;
  lab: RealLab;
}): Promise<Compared> {
  const own = await scratch('compare');
  const ipvfoo = await ipvFoo(own.folder, 'chrome');
  const log = path.join(own.folder, 'netlog.json');
  const { folder, popup, chromeId } = builtExtension('chrome');
  const browser = await puppeteer.launch({
    executablePath: executable,
    headless: true,
    pipe: true,
    enableExtensions: [folder, ...(ipvfoo === undefined ? [] : [ipvfoo])],
    userDataDir: path.join(own.folder, 'profile'),
    args: [...flags(lab), '--net-log-capture-mode=Default', `--log-net-log=${log}`],
    protocolTimeout: 60_000,
  });
  const gone = ended(browser);
  const pageAt = (url: string) => openPage(browser, (page) => page.goto(url, { timeout: PATIENCE }));
  const homes = async (wanted: (url: string) => boolean): Promise<string> => {
    const target = await browser.waitForTarget(
      (one) => one.type() === 'service_worker' && wanted(one.url()),
      { timeout: PATIENCE },
    );
    return new URL('/', target.url()).href;
  };
  // Before its background has started, its pages are blocked.
  const home = await homes((url) => url.startsWith(`chrome-extension://${chromeId}/`));
  const beside = ipvfoo === undefined ? undefined : await homes((url) => !url.startsWith(home));
  const desk = await pageAt(`${home}${popup}?tab=0`);

  const workers = () =>
    browser.targets().filter((one) => one.type() === 'service_worker' && one.url().startsWith(home));
  /** As if the browser had just been started: each site is met by a Missent that has seen nothing. */
  const forget = async (): Promise<void> => {
    for (let tries = 0; tries < 200 && workers().length > 0; tries++) {
      for (const target of workers()) await (await target.worker())?.close().catch(() => undefined);
      await sleep(50);
    }
    if (workers().length > 0) throw new Error('the background did not stop');
    await drivenPage(desk).run(() => chrome.storage.session.clear());
  };

  const visit = async (site: RealSite): Promise<InChromium> => {
    await forget();
    const { page, id } = await openTab(browser, drivenPage(desk));
    try {
      const devtools = await listen(await page.createCDPSession());
      for (const one of site.visits) {
        if (typeof one === 'string') await go(page, one.replace('{port}', String(lab.httpsPort)));
        else await sendAsOthers(one, lab);
      }
      await page.waitForNetworkIdle({ idleTime: 700, timeout: PATIENCE });
      const shown = await pageAt(`${home}${popup}?tab=${id}`);
      await shown.waitForSelector('[data-state="ready"]', { timeout: PATIENCE });
      const walked = await read(drivenPage(shown), site.expect.chrome);
      const missent = await readPopup(drivenPage(shown), walked);
      await shown.close();
      return {
        missent,
        devtools: devtools(),
        ipvfoo: beside === undefined ? undefined : await rowsOf(await pageAt(`${beside}popup.html#${id}`)),
      };
    } finally {
      await page.close();
    }
  };

  return {
    versions: {
      chromium: await browser.version(),
      ...(beside === undefined ? {} : { ipvfoo: await versionAt(await pageAt(`${beside}options.html`)) }),
    },
    visit,
    close: async () => {
      await browser.close();
      await gone;
    },
    netlog: async (sites) => {
      const bytes = await readFile(log);
      await own.remove();
      return readNetlog(bytes, sites);
    },
  };
}

/** Goes where the site is; an error page is a page as well. */
async function go(page: Page, url: string): Promise<void> {
  await page.goto(url, { timeout: PATIENCE }).catch((error: unknown) => {
    if (!String(error).includes('ERR_HTTP_RESPONSE_CODE_FAILURE')) throw error;
  });
}

const versionAt = async (page: Page): Promise<string> => {
  const { version } = await drivenPage(page).run(() => ({ version: chrome.runtime.getManifest().version }));
  await page.close();
  return version;
};

async function rowsOf(page: Page): Promise<string[]> {
  // Its rows come over a port.
  for (let wait = 0; wait < 20 && (await page.$$('#addr_table tr')).length === 0; wait++) await sleep(100);
  const rows = await drivenPage(page).run(() =>
    [...document.querySelectorAll('#addr_table tr')].map((row) => {
      const icons = [...row.querySelectorAll('img')].map(({ title }) => title);
      return [...[...row.querySelectorAll('td')].map(({ textContent }) => textContent), ...icons].join(' | ');
    }),
  );
  await page.close();
  return rows;
}
