import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import puppeteer, { type Browser, type Target } from 'puppeteer-core';
import { type LabAddress, LITERAL, TOP_LEVEL } from '../../lab/lab.js';
import type { BrowserDriver } from './driver.js';
import { builtExtension } from './extension.js';
import { emptyDatabase, fillDatabase } from './full-disk.js';
import { openChromiumPanel } from './panel-chromium.js';
import { drivenPage, ended, openPage, openPrivateWindow, PATIENCE, withFrame } from './puppeteer-page.js';
import { sharedDriver } from './shared-driver.js';

export interface StartOptions {
  readonly executable: string;
  readonly lab: LabAddress;
  /** A folder; kept when the browser closes. */
  readonly profile: string;
  readonly headless: boolean;
  /** Port of a proxy on the loopback address, for http and https. */
  readonly proxyPort?: number;
  /** Chromium: `host:port` that is asked over HTTP/3 alone. Else it uses none. */
  readonly quicTo?: string;
  /** Certificates are checked as a user's browser does, names included. */
  readonly checksCertificates?: true;
}

/** Bytes that are left before the disk is filled: few, so that it is soon done. */
const LITTLE_ROOM = 4 << 20;
const ROOM_KNOWN_MS = 32_000;

/** Leads the lab's names, with and without the final dot, to its ports, and its addresses to the same ports of theirs. */
const resolverRules = ({ hosts, addresses = {}, httpsPort, httpPort }: LabAddress): string =>
  [
    // The first rule that fits is the one that counts.
    ...Object.entries(addresses).map(([name, address]) => ({ name, address })),
    ...[`*.${TOP_LEVEL}`, `*.${TOP_LEVEL}.`].map((name) => ({ name, address: LITERAL })),
    ...hosts.filter((host) => /^[\d.]+$/.test(host)).map((name) => ({ name, address: name })),
  ]
    .flatMap(({ name, address }) => [
      `MAP ${name}:443 ${address}:${httpsPort}`,
      `MAP ${name}:80 ${address}:${httpPort}`,
      `MAP ${name} ${address}`,
    ])
    .join(', ');

export const flags = (lab: LabAddress, trustsKey = true, quicTo?: string): string[] => [
  `--host-resolver-rules=${resolverRules(lab)}`,
  // Trust by key: unlike --ignore-certificate-errors it leaves connection sharing and service workers as they are.
  ...(trustsKey ? [`--ignore-certificate-errors-spki-list=${lab.spki}`] : []),
  '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable',
  ...(quicTo === undefined ? ['--disable-quic'] : ['--enable-quic', `--origin-to-force-quic-on=${quicTo}`]),
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ...['--no-first-run', '--no-default-browser-check'],
  // Keeps the bar away that warns of unusual flags.
  '--test-type',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Puts the extension's button into the toolbar, as a user would from the puzzle-piece menu. */
async function pin(id: string, profile: string): Promise<void> {
  await mkdir(path.join(profile, 'Default'), { recursive: true });
  await writeFile(
    path.join(profile, 'Default/Preferences'),
    JSON.stringify({ extensions: { pinned_extensions: [id] } }),
  );
}

/** A home folder in which Chromium finds the lab's CA among the user's own (Linux: NSS). */
async function homeThatTrusts({ caFile }: LabAddress, profile: string): Promise<string> {
  const home = path.join(profile, 'home');
  const store = path.join(home, '.pki/nssdb');
  await mkdir(store, { recursive: true });
  const certutil = (...args: string[]) => promisify(execFile)('certutil', ['-d', `sql:${store}`, ...args]);
  await certutil('-N', '--empty-password');
  await certutil('-A', '-n', 'lab', '-t', 'C,,', '-i', caFile);
  return home;
}

/** Chromium or Chrome through puppeteer's pipe (which is what lets an unpacked extension in). */
export async function startChromium(options: StartOptions): Promise<BrowserDriver> {
  const { folder, popup, chromeId } = builtExtension('chrome');
  if (!options.headless) await pin(chromeId, options.profile);
  const home = options.checksCertificates && (await homeThatTrusts(options.lab, options.profile));
  const browser = await puppeteer.launch({
    executablePath: options.executable,
    headless: options.headless,
    pipe: true,
    ...(home === undefined ? {} : { env: { ...process.env, HOME: home } }),
    enableExtensions: [folder],
    userDataDir: options.profile,
    // No bar that says so over the page, where a person looks.
    ...(options.headless ? {} : { ignoreDefaultArgs: ['--enable-automation'] }),
    defaultViewport: options.headless ? { width: 1000, height: 700 } : null,
    args: [
      ...flags(options.lab, home === undefined, options.quicTo),
      ...(options.proxyPort === undefined ? [] : [`--proxy-server=${LITERAL}:${options.proxyPort}`]),
    ],
    protocolTimeout: 60_000,
    handleSIGINT: false,
  });
  const gone = ended(browser);
  try {
    const isWorker = (url: string) => url.startsWith('chrome-extension://');
    const workers = () =>
      browser.targets().filter((target) => target.type() === 'service_worker' && isWorker(target.url()));
    const started = await browser.waitForTarget(
      (target) => target.type() === 'service_worker' && isWorker(target.url()),
      { timeout: PATIENCE },
    );
    const home = `chrome-extension://${new URL(started.url()).host}/`;

    const errors = await listenForErrors(browser, isWorker);
    const shared = await sharedDriver({
      kind: 'chrome',
      browser,
      gone,
      home,
      popup,
      lead: (page, url) => page.goto(url, { timeout: PATIENCE }),
    });
    const { open, pageActions } = shared;

    const driver: BrowserDriver = {
      ...shared.driver,
      async newTab() {
        const { page, tab } = await shared.openTab();
        return {
          ...tab,
          panel: () => openChromiumPanel(browser, page, home),
          visit: async (url) => {
            try {
              await withFrame(() => page.goto(url, { timeout: PATIENCE }));
            } catch (error) {
              // Chromium's own page for an error answer without a body.
              if (!String(error).includes('ERR_HTTP_RESPONSE_CODE_FAILURE')) throw error;
            }
          },
        };
      },
      async privatePage(place) {
        const { run } = await pageActions();
        const before = new Set(browser.targets());
        const shown = browser.waitForTarget(
          (target) => target.url() === home + place && !before.has(target),
          { timeout: PATIENCE },
        );
        await run(openPrivateWindow, home + place);
        return drivenPage(await (await shown).asPage());
      },
      async panelAt(url) {
        const target = await browser.waitForTarget((one) => one.url() === url, { timeout: PATIENCE });
        return openChromiumPanel(browser, await target.asPage(), home);
      },
      async actionPopup(tab) {
        await tab.bringToFront();
        // The popup is the one that is no tab: it has the page's address, and no `?tab=`.
        const opened = browser.waitForTarget((target) => target.url() === home + popup, {
          timeout: PATIENCE,
        });
        await (await pageActions()).run(() => chrome.action.openPopup());
        const page = drivenPage(await (await opened).asPage());
        return shared.drawn(page);
      },
      async stopBackground() {
        for (const target of workers()) {
          const worker = await target.worker();
          // One that ended by itself in this moment is as good as stopped.
          await worker?.close().catch(() => undefined);
        }
      },
      backgroundRuns: async () => workers().length > 0,
      backgroundErrors: async () => [...errors],
      async setAccess(granted) {
        const page = await openPage(browser, (one) => one.goto('chrome://extensions/'));
        try {
          // What the page's own switch "Site access" does.
          const wish = { extensionId: new URL(home).host, hostAccess: granted ? 'ON_ALL_SITES' : 'ON_CLICK' };
          await page.evaluate(
            `chrome.developerPrivate.updateExtensionConfiguration(${JSON.stringify(wish)})`,
          );
        } finally {
          await page.close();
        }
      },
      httpsFirst: () => Promise.reject(new Error('Chromium has no HTTPS-First that falls back to http')),
      async allowPrivate() {
        // The switch of chrome://extensions would leave an extension that was loaded this way disabled.
        const session = await browser.target().createCDPSession();
        const how: { path: string; enableInIncognito: boolean } = { path: folder, enableInIncognito: true };
        await session.send('Extensions.loadUnpacked', how);
        await session.detach();
      },
      async reloadExtension() {
        const session = await browser.target().createCDPSession();
        await session.send('Extensions.loadUnpacked', { path: folder });
        await session.detach();
        shared.loadedAnew();
      },
      async installAnew() {
        await browser.uninstallExtension(chromeId);
        await browser.installExtension(folder);
        shared.loadedAnew();
      },
      async fillDisk() {
        const page = await open(`${popup}?tab=0`);
        const { run } = drivenPage(page);
        const usage = await run(async () => (await navigator.storage.estimate()).usage ?? 0);
        // Holds as long as this session does.
        const session = await page.createCDPSession();
        const quota = { origin: home, quotaSize: usage + LITTLE_ROOM };
        await session.send('Storage.overrideQuotaForOrigin', quota);
        // For so long it goes by the room that there was at the last write.
        await sleep(ROOM_KNOWN_MS);
        await run(fillDatabase);
        return async () => {
          await session.send('Storage.overrideQuotaForOrigin', { origin: home });
          await run(emptyDatabase);
          await page.close();
        };
      },
    };
    return driver;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Collects uncaught errors, console.error and console.warn of every service worker of the extension, also of those yet to start. */
async function listenForErrors(
  browser: Browser,
  isOwn: (url: string) => boolean,
): Promise<readonly string[]> {
  const errors: string[] = [];
  const listen = async (target: Target): Promise<void> => {
    if (target.type() !== 'service_worker' || !isOwn(target.url())) return;
    const client = (await target.worker())?.client;
    client?.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception } }) => {
      errors.push(exception?.description ?? text);
    });
    client?.on('Runtime.consoleAPICalled', ({ type, args }) => {
      if (type === 'error' || type === 'warning')
        errors.push(args.map((arg) => arg.description ?? String(arg.value)).join(' '));
    });
  };
  browser.on('targetcreated', (target) => void listen(target).catch(() => {}));
  for (const target of browser.targets()) await listen(target);
  return errors;
}
