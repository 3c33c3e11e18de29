import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { LabAddress } from '../../lab/lab.js';
import { bidiOf, inBrowserScope } from './bidi.js';
import type { StartOptions } from './chromium.js';
import type { BrowserDriver } from './driver.js';
import { builtExtension } from './extension.js';
import { emptyDatabase, fillDatabase } from './full-disk.js';
import { openFirefoxPanel } from './panel-firefox.js';
import { openFirefoxPopup } from './popup-firefox.js';
import { drivenPage, ended, openPrivateWindow, PATIENCE } from './puppeteer-page.js';
import { sharedDriver } from './shared-driver.js';

/** The extension's host, which Firefox would otherwise choose at random for each profile. */
export const UUID = '5d1c1c3e-4210-4210-8210-000000000421';

/** Whatever would talk to the outside or get in the way. */
const OFF = [
  'app.normandy.enabled',
  'app.update.enabled',
  'browser.newtabpage.enabled',
  'browser.region.update.enabled',
  'browser.safebrowsing.malware.enabled',
  'browser.safebrowsing.phishing.enabled',
  'browser.safebrowsing.update.enabled',
  'browser.shell.checkDefaultBrowser',
  'datareporting.healthreport.uploadEnabled',
  'datareporting.policy.dataSubmissionEnabled',
  'dom.push.enabled',
  'extensions.blocklist.enabled',
  'extensions.getAddons.cache.enabled',
  'extensions.update.enabled',
  'network.captive-portal-service.enabled',
  'network.connectivity-service.enabled',
  'network.predictor.enabled',
  'network.prefetch-next',
  'security.remote_settings.crlite_filters.enabled',
  'security.remote_settings.intermediates.enabled',
  'toolkit.telemetry.enabled',
  'toolkit.telemetry.unified',
];

/** Its names are not among localDomains: a name that stands there is at 127.0.0.1, whatever else is said. */
const AT_ADDRESS = `(name, address) => {
  Cc['@mozilla.org/network/native-dns-override;1'].getService(Ci.nsINativeDNSResolverOverride)
    .addIPOverride(name, address);
}`;

export const preferences = ({ hosts, addresses = {}, httpsPort, httpPort }: LabAddress, geckoId: string) => ({
  ...Object.fromEntries(OFF.map((name) => [name, false])),
  'services.settings.server': 'http://127.0.0.1:1/',
  'network.trr.mode': 5,
  'security.OCSP.enabled': 0,
  'network.dns.disableIPv6': true,
  'network.dns.localDomains': hosts
    .filter((host) => !(host in addresses))
    .flatMap((host) => [host, `${host}.`])
    .join(','),
  'network.socket.forcePort': `443=${httpsPort};80=${httpPort}`,
  'network.http.speculative-parallel-limit': 0,
  // KB of all origins' storage together; a fifth of it for one (dom/quota/ActorsParent.cpp). Small, so that it can be filled.
  'dom.quotaManager.temporaryStorage.fixedLimit': 65_536,
  // It takes HTTP/3 from no authority that a user added otherwise.
  'network.http.http3.disable_when_third_party_roots_found': false,
  'browser.startup.page': 0,
  'browser.sessionstore.resume_from_crash': false,
  'extensions.webextensions.uuids': JSON.stringify({ [geckoId]: UUID }),
  // A temporary add-on's storage would go with the browser's end; an installed one's stays.
  'extensions.webextensions.keepStorageOnUninstall': true,
  'extensions.webextensions.keepUuidOnUninstall': true,
});

const throughProxy = (port: number) => ({
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': port,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': port,
});

export const TRUST = `(base64) => {
  Cc['@mozilla.org/security/x509certdb;1'].getService(Ci.nsIX509CertDB).addCertFromBase64(base64, 'C,,');
}`;
// Firefox refuses without a word while the page starts, while one of its listeners or stream filters is at work, and
// when an event comes in between; an idle timer would come again after 30 s, this one at once.
export const STOP = `async (id) => {
  const { extension } = WebExtensionPolicy.getByID(id);
  for (let n = 0; n < 100 && extension.backgroundState !== 'stopped'; n++) {
    if (extension.backgroundState === 'running') await extension.terminateBackground({ ignoreDevToolsAttached: true });
    if (extension.backgroundState !== 'stopped') await new Promise((r) => setTimeout(r, 50));
  }
}`;
/** What about:addons does at its tab "Permissions". */
const ACCESS = `async (id, what) => {
  const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
  const { extension } = WebExtensionPolicy.getByID(id);
  await ExtensionPermissions[what](id, { permissions: [], origins: ['<all_urls>'] }, extension);
}`;
const RELOAD = `async (id) => {
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
  await (await AddonManager.getAddonByID(id)).reload();
}`;
const ALLOW_PRIVATE = `async (id) => {
  const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
  const { extension } = WebExtensionPolicy.getByID(id);
  await ExtensionPermissions.add(id, { permissions: ['internal:privateBrowsingAllowed'], origins: [] }, extension);
  await (await AddonManager.getAddonByID(id)).reload();
}`;
// What the background writes to its console stays in Firefox's process for extensions; what it throws comes here.
const ERRORS = `(home) => JSON.stringify(
  Services.console.getMessageArray()
    .filter((message) => message instanceof Ci.nsIScriptError)
    // Warnings and infos are no errors.
    .filter(({ flags }) => (flags & (Ci.nsIScriptError.warningFlag | Ci.nsIScriptError.infoFlag)) === 0)
    .filter(({ sourceName }) => sourceName.startsWith(home))
    // Firefox's own remark on a page that was ended while it waited for an answer: nothing that it threw.
    .filter(({ errorMessage }) => !/^Promise (resolved|rejected) after context unloaded/.test(errorMessage))
    .map(({ errorMessage }) => errorMessage)
)`;
const HTTPS_FIRST = `(on) => {
  for (const name of ['dom.security.https_first', 'dom.security.https_first_for_unknown_suffixes'])
    Services.prefs.setBoolPref(name, on === 'on');
}`;
const STATE = `(id) => WebExtensionPolicy.getByID(id).extension.backgroundState`;

/** The page that shows this address now and is none of `before`. puppeteer itself does not follow what it did not open. */
async function pageAt(browser: Browser, address: string, before: ReadonlySet<Page>): Promise<Page> {
  for (const late = Date.now() + PATIENCE; Date.now() < late; await sleep(100)) {
    for (const page of (await browser.pages()).filter((one) => !before.has(one))) {
      // One that has just gone shows nothing.
      if ((await page.evaluate('location.href').catch(() => undefined)) === address) return page;
    }
  }
  throw new Error(`no page shows ${address}`);
}

/** Runs in a page: waits for its load event and gives whether it is an answer rather than Firefox's own error page. */
const showsAnswer = async (): Promise<boolean> => {
  if (document.readyState !== 'complete')
    await new Promise((loaded) => addEventListener('load', loaded, { once: true }));
  return !document.documentURI.startsWith('about:');
};

/** Firefox through puppeteer's WebDriver BiDi. */
export async function startFirefox(options: StartOptions): Promise<BrowserDriver> {
  const { folder, popup, geckoId } = builtExtension('firefox');
  if (geckoId === undefined) throw new Error('the built manifest has no gecko id');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: options.executable,
    headless: options.headless,
    userDataDir: options.profile,
    defaultViewport: options.headless ? { width: 1000, height: 700 } : null,
    extraPrefsFirefox: {
      ...preferences(options.lab, geckoId),
      ...(options.proxyPort === undefined ? {} : throughProxy(options.proxyPort)),
    },
    args: ['--remote-allow-system-access'],
    protocolTimeout: 60_000,
    handleSIGINT: false,
  });
  const gone = ended(browser);
  try {
    const bidi = bidiOf(browser);
    await inBrowserScope(bidi, TRUST, options.lab.ca.replace(/-----[^-]+-----|\s/g, ''));
    for (const [name, address] of Object.entries(options.lab.addresses ?? {}))
      await inBrowserScope(bidi, AT_ADDRESS, name, address);
    await browser.installExtension(folder);

    // puppeteer's own goto refuses addresses of extensions, and calls an error page a failure.
    const navigate = async (page: Page, url: string): Promise<void> => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`${url} did not load in ${PATIENCE} ms`)), PATIENCE);
      });
      const loaded = bidi.send('browsingContext.navigate', {
        context: bidi.contextOf(page),
        url,
        wait: 'complete',
      });
      await Promise.race([loaded, late])
        .catch(async (error: unknown) => {
          // Firefox 153 ESR on a busy machine: a 404 with a short page is at times reported as Firefox's own error page,
          // though the server's page is what it shows.
          if (!String(error).includes('Address rejected') || !(await page.evaluate(showsAnswer))) throw error;
        })
        .finally(() => clearTimeout(timer));
    };
    const home = `moz-extension://${UUID}/`;
    const shared = await sharedDriver({
      kind: 'firefox',
      browser,
      gone,
      home,
      popup,
      lead: navigate,
    });
    const { pageActions } = shared;

    const driver: BrowserDriver = {
      ...shared.driver,
      async newTab() {
        const { page, tab } = await shared.openTab();
        return {
          ...tab,
          visit: (url) => navigate(page, url),
          panel: () => openFirefoxPanel(bidi, page),
        };
      },
      async privatePage(place) {
        const address = home + place;
        const { run } = await pageActions();
        const before = new Set(await browser.pages());
        await run(openPrivateWindow, address);
        return drivenPage(await pageAt(browser, address, before));
      },
      panelAt: async (url) => openFirefoxPanel(bidi, await pageAt(browser, url, new Set())),
      async actionPopup(tab) {
        await tab.bringToFront();
        const page = await openFirefoxPopup(bidi, geckoId);
        return shared.drawn(page);
      },
      stopBackground: async () => {
        await inBrowserScope(bidi, STOP, geckoId);
      },
      backgroundRuns: async () => (await inBrowserScope(bidi, STATE, geckoId)) !== 'stopped',
      backgroundErrors: async () => {
        const found: unknown = JSON.parse(await inBrowserScope(bidi, ERRORS, home));
        return Array.isArray(found) ? found.map(String) : [];
      },
      setAccess: async (granted) => {
        await inBrowserScope(bidi, ACCESS, geckoId, granted ? 'add' : 'remove');
      },
      httpsFirst: async (on) => {
        await inBrowserScope(bidi, HTTPS_FIRST, on ? 'on' : 'off');
      },
      allowPrivate: async () => {
        await inBrowserScope(bidi, ALLOW_PRIVATE, geckoId);
      },
      async reloadExtension() {
        await inBrowserScope(bidi, RELOAD, geckoId);
        shared.loadedAnew();
      },
      async installAnew() {
        await browser.uninstallExtension(geckoId);
        await browser.installExtension(folder);
        shared.loadedAnew();
      },
      async fillDisk() {
        const { run } = await pageActions();
        await run(fillDatabase);
        return () => run(emptyDatabase);
      },
    };
    return driver;
  } catch (error) {
    await browser.close();
    throw error;
  }
}
