import puppeteer, { type Browser, type Page, type Target } from 'puppeteer-core';
import type { LabAddress } from '../../lab/lab.js';
import type { BrowserDriver } from './driver.js';
import { builtExtension } from './extension.js';
import { allTabIds, drivenPage, ended, idOfNew, killGroup, once } from './puppet.js';

export interface StartOptions {
  readonly executable: string;
  readonly lab: LabAddress;
  /** A folder; kept when the browser closes. */
  readonly profile: string;
  readonly headless: boolean;
}

const VIEW = { width: 400, height: 600 };

/** Leads every lab host to the lab's ports, with and without the final dot. URLs with the real port fit too. */
function resolverRules({ hosts, httpsPort, httpPort }: LabAddress): string {
  const names = hosts.flatMap((host) => (/^[\d.]+$/.test(host) ? [host] : [host, `${host}.`]));
  return names
    .flatMap((name) => [
      `MAP ${name}:443 127.0.0.1:${httpsPort}`,
      `MAP ${name}:80 127.0.0.1:${httpPort}`,
      `MAP ${name} 127.0.0.1`,
    ])
    .join(', ');
}

const flags = (lab: LabAddress): string[] => [
  `--host-resolver-rules=${resolverRules(lab)}`,
  // Trust by key: unlike --ignore-certificate-errors it leaves connection sharing and service workers as they are.
  `--ignore-certificate-errors-spki-list=${lab.spki}`,
  '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable',
  ...['--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ...['--no-first-run', '--no-default-browser-check'],
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Chromium or Chrome through puppeteer's pipe (which is what lets an unpacked extension in). */
export async function startChromium(options: StartOptions): Promise<BrowserDriver> {
  const { folder, popup } = builtExtension('chrome');
  const browser = await puppeteer.launch({
    executablePath: options.executable,
    headless: options.headless,
    pipe: true,
    enableExtensions: [folder],
    userDataDir: options.profile,
    defaultViewport: options.headless ? { width: 1000, height: 700 } : null,
    args: flags(options.lab),
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
      { timeout: 20_000 },
    );
    const home = `chrome-extension://${new URL(started.url()).host}/`;

    const errors = await listenForErrors(browser, isWorker);
    const open = async (path: string): Promise<Page> => {
      const page = await browser.newPage();
      await page.setViewport(VIEW);
      await page.goto(home + path, { timeout: 20_000 });
      return page;
    };
    const extensionPage = async (path: string) => drivenPage(await open(path));
    const desk = once(() => extensionPage(`${popup}?tab=-1`));

    const driver: BrowserDriver = {
      kind: 'chrome',
      version: await browser.version(),
      gone,
      async newTab() {
        const { run } = await desk();
        let opened: Page | undefined;
        const id = await idOfNew(
          () => run(allTabIds),
          async () => {
            opened = await browser.newPage();
          },
        );
        if (!opened) throw new Error('the tab did not open');
        const page = opened;
        return {
          ...drivenPage(page),
          id,
          visit: async (url) => {
            try {
              await page.goto(url, { timeout: 20_000 });
            } catch (error) {
              // Chromium's own page for an error answer without a body.
              if (!String(error).includes('ERR_HTTP_RESPONSE_CODE_FAILURE')) throw error;
            }
          },
        };
      },
      async show(url) {
        const [page = await browser.newPage()] = await browser.pages();
        await page.goto(url);
      },
      extensionPage,
      async popup(tabId) {
        const page = await extensionPage(`${popup}?tab=${tabId}`);
        await page.waitFor('[data-state="ready"]');
        return page;
      },
      asExtension: async (code, ...args) => (await desk()).run(code, ...args),
      async stopBackground() {
        for (const target of workers()) await (await target.worker())?.close();
      },
      backgroundRuns: async () => workers().length > 0,
      backgroundErrors: async () => [...errors],
      async setAccess(granted) {
        const page = await browser.newPage();
        try {
          await page.goto('chrome://extensions/');
          // What the page's own switch "Site access" does.
          const wish = { extensionId: new URL(home).host, hostAccess: granted ? 'ON_ALL_SITES' : 'ON_CLICK' };
          await page.evaluate(
            `chrome.developerPrivate.updateExtensionConfiguration(${JSON.stringify(wish)})`,
          );
        } finally {
          await page.close();
        }
      },
      async kill() {
        killGroup(browser);
        await gone;
      },
      async close() {
        await browser.close();
        await gone;
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
