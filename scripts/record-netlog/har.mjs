/**
 * Records HAR files from the developer tools of real browsers over the lab (test/lab) into test/fixtures/netlog/har.
 * Takes Chromium, Firefox and openssl. `node scripts/record-netlog/har.mjs`
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { runnerImport } from 'vite';
import { EXECUTABLE, flagsFor } from './browser.mjs';
import { SCENARIOS } from './scenarios.mjs';

const at = (file) => fileURLToPath(new URL(file, import.meta.url));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const load = async (file) => (await runnerImport(at(`../../test/${file}`), { logLevel: 'error' })).module;

/** Scenarios of NetLogs, of whose first page a HAR file is taken. */
const RECORDED = ['quiet', 'upload', 'own-connection', 'coalesced'];
const scenarios = SCENARIOS.filter(({ name }) => RECORDED.includes(name));

async function fromChromium(lab, begin, save) {
  for (const { name, urls } of scenarios) {
    const profile = await mkdtemp(path.join(os.tmpdir(), 'record-har-'));
    const browser = await puppeteer.launch({
      executablePath: EXECUTABLE,
      headless: true,
      pipe: true,
      enableExtensions: [at('har-extension')],
      userDataDir: profile,
      args: [
        ...flagsFor({
          rules: lab.hosts.map((host) => `MAP ${host}:443 127.0.0.1:${lab.httpsPort}`),
          spki: lab.spki,
        }),
        ...['--disable-quic', '--auto-open-devtools-for-tabs'],
      ],
    });
    try {
      const isWorker = (target) => target.type() === 'service_worker';
      const worker = await (await browser.waitForTarget(isWorker)).worker();
      const stored = () => worker.evaluate(async () => (await chrome.storage.local.get('har')).har);
      const [page] = await browser.pages();
      let har;
      // The developer tools come up in their own time, and miss what was asked for before.
      for (let turn = 0; turn < 6 && har?.log.entries[0]?.request.url !== urls[0]; turn++) {
        begin();
        await page.goto(urls[0]);
        await pause(2500);
        har = await stored();
      }
      await save(`chromium-${name}`, har);
    } finally {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    }
  }
}

// Runs with Firefox's own rights: the toolbox's network panel is what exports a HAR file.
const OPEN_TOOLBOX = `async () => {
  const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = require('devtools/client/framework/devtools');
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  await gDevTools.showToolboxForTab(window.gBrowser.selectedTab, { toolId: 'netmonitor' });
}`;
const EXPORT = `async () => {
  const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = require('devtools/client/framework/devtools');
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const toolbox = gDevTools.getToolboxForTab(window.gBrowser.selectedTab);
  return JSON.stringify({ log: await toolbox.getHARFromNetMonitor() });
}`;

async function fromFirefox(lab, begin, save) {
  const { bidiOf, inBrowserScope } = await load('browser/drivers/bidi.ts');
  const profile = await mkdtemp(path.join(os.tmpdir(), 'record-har-'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr',
    headless: true,
    userDataDir: profile,
    extraPrefsFirefox: {
      'network.trr.mode': 5,
      'security.OCSP.enabled': 0,
      'network.dns.disableIPv6': true,
      'network.dns.localDomains': lab.hosts.join(','),
      'devtools.netmonitor.responseBodyLimit': 0,
    },
    args: ['--remote-allow-system-access'],
  });
  try {
    const bidi = bidiOf(browser);
    const trust = `(base64) => {
      Cc['@mozilla.org/security/x509certdb;1'].getService(Ci.nsIX509CertDB).addCertFromBase64(base64, 'C,,');
    }`;
    await inBrowserScope(bidi, trust, lab.ca.replace(/-----[^-]+-----|\s/g, ''));
    for (const { name, urls } of scenarios) {
      const page = await browser.newPage();
      await inBrowserScope(bidi, OPEN_TOOLBOX);
      begin();
      // Firefox joins no connection whose port was mapped, so the lab's own port stands in the URL.
      await page.goto(urls[0].replace(/^(https:\/\/[^/]+)/, `$1:${lab.httpsPort}`));
      await pause(2500);
      await save(`firefox-${name}`, JSON.parse(await inBrowserScope(bidi, EXPORT)));
      await page.close();
    }
  } finally {
    await browser.close();
    await rm(profile, { recursive: true, force: true });
  }
}

const { startLab } = await load('lab/lab.ts');
for (const record of [fromChromium, fromFirefox]) {
  const lab = await startLab(scenarios.map(({ site }) => site));
  try {
    let mark = 0;
    const begin = () => {
      mark = lab.log.mark();
    };
    await record(lab, begin, async (name, har) => {
      const requests = lab.log.since(mark).map(({ host, method, path: target, status, connection }) => ({
        ...{ host, method, path: target, status, connection: connection.id },
        ...{ sni: connection.sni ?? null, protocol: connection.protocol },
      }));
      await writeFile(
        at(`../../test/fixtures/netlog/har/${name}.har`),
        `${JSON.stringify(har, undefined, 2)}\n`,
      );
      await writeFile(
        at(`../../test/fixtures/netlog/har/${name}.server.json`),
        `${JSON.stringify({ requests }, undefined, 2)}\n`,
      );
      console.log(`${name}: ${har.log.entries.length} entries of ${requests.length} requests`);
    });
  } finally {
    await lab.close();
  }
}
