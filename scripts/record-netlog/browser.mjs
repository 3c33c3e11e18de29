import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import puppeteer from 'puppeteer-core';

export const EXECUTABLE = process.env.CHROME_PATH ?? '/usr/bin/chromium';

/** Between two visits, and before the browser is closed: what a page asks for by itself gets its response. In ms. */
const SETTLE = 700;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export const flagsFor = ({ rules, spki }) => [
  ...(rules.length === 0 ? [] : [`--host-resolver-rules=${rules.join(', ')}`]),
  // Trust by key: --ignore-certificate-errors would stop connection reuse between hosts.
  `--ignore-certificate-errors-spki-list=${spki}`,
  '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable',
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ...['--no-first-run', '--no-default-browser-check'],
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/**
 * Visits the URLs one after the other in one tab of a fresh Chromium that writes its NetLog to `logFile`. `during` is
 * called with the page before it is closed. The log is complete when this is done; not if the browser is `killed`.
 */
export async function browse({
  urls,
  rules,
  spki,
  flags = [],
  logFile,
  killed = false,
  during = async () => undefined,
}) {
  const profile = await mkdtemp(path.join(os.tmpdir(), 'record-netlog-'));
  try {
    const browser = await puppeteer.launch({
      executablePath: EXECUTABLE,
      headless: true,
      pipe: true,
      userDataDir: profile,
      args: [
        ...flagsFor({ rules, spki }),
        ...['--net-log-capture-mode=Default', `--log-net-log=${logFile}`],
        ...flags,
      ],
      protocolTimeout: 60_000,
    });
    const gone = new Promise((resolve) => browser.process()?.once('exit', resolve));
    const page = await browser.newPage();
    for (const url of urls) {
      try {
        await page.goto(url, { timeout: 20_000 });
      } catch (error) {
        // Chromium's own page for an error answer without a body.
        if (!String(error).includes('ERR_HTTP_RESPONSE_CODE_FAILURE')) throw error;
      }
      await pause(SETTLE);
    }
    await during(page);
    if (killed) await kill(browser);
    else await browser.close();
    await gone;
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}

/** The program that was started may be a script around the browser. */
async function kill(browser) {
  const session = await browser.target().createCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  process.kill(processInfo.find(({ type }) => type === 'browser').id, 'SIGKILL');
}
