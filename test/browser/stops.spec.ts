// Chrome's worker stopped by force, again and again, in a burst of 421s: none is counted twice, and what is lost is of the
// kind that an extension loses that does nothing but store each event, stopped in the same moments in the same browser: what
// still waits for a worker that is starting. How many these are is chance (measured, stored and counted of 800: 787 and 757,
// 749 and 748, 768 and 800; on a busy machine once 643 counted), so only half of them decides.
import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer, { type Browser, type Target } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { startLab } from '../lab/lab.js';
import { scratch } from '../lab/scratch.js';
import { countStored, writeBareJournal } from './bare-journal.js';
import { flags } from './drivers/chromium.js';
import { builtExtension } from './drivers/extension.js';
import { findBrowser } from './drivers/index.js';
import { drivenPage } from './drivers/puppeteer-page.js';
import { allRecorded, storedIncidents } from './stored.js';
import { blow, countsOf, STORM_HOSTS, STORM_URL, storm } from './storm.js';

const ROUNDS = 8;
const STOPS = 50;
/** ms between two stops. */
const PAUSES = [60, 15, 140, 0, 220, 35, 90, 5];

const isWorker = (target: Target): boolean => target.type() === 'service_worker';

/** Ends all workers of extensions at once, as far as they run. */
const stopAll = (browser: Browser): Promise<unknown> =>
  Promise.allSettled(
    browser
      .targets()
      .filter(isWorker)
      .map(async (target) => (await target.worker())?.close()),
  );

const found = findBrowser('chrome');
describe('stops in a burst [chrome]', () => {
  it.skipIf('missing' in found)('count none twice, and lose no more than waits for a worker', async () => {
    if ('missing' in found) return;
    const lab = await startLab([storm]);
    const room = await scratch('stops');
    const bare = await writeBareJournal(room.folder);
    const { folder, popup } = builtExtension('chrome');
    const browser = await puppeteer.launch({
      executablePath: found.path,
      headless: true,
      pipe: true,
      enableExtensions: [folder, bare],
      userDataDir: `${room.folder}/profile`,
      args: flags(lab),
      handleSIGINT: false,
    });
    try {
      const homeOf = async (script: string): Promise<string> => {
        const worker = await browser.waitForTarget(
          (target) => isWorker(target) && target.url().endsWith(script),
        );
        return new URL('/', worker.url()).href;
      };
      const missent = await browser.newPage();
      await missent.goto(`${await homeOf('/background.js')}${popup}?tab=0`);
      const journal = await browser.newPage();
      await journal.goto(`${await homeOf('/journal.js')}page.html`);
      const page = await browser.newPage();
      await page.goto(STORM_URL);

      const blown = blow(drivenPage(page), STORM_HOSTS, ROUNDS);
      for (let stop = 0; stop < STOPS; stop++) {
        await sleep(PAUSES[stop % PAUSES.length] ?? 0);
        await stopAll(browser);
      }
      await blown;

      const inMissent = { asExtension: drivenPage(missent).run };
      await allRecorded(inMissent);
      const counts = countsOf(await storedIncidents(inMissent), STORM_HOSTS);
      const counted = counts.reduce((sum, one) => sum + one, 0);
      const stored = await drivenPage(journal).run(countStored);
      const sent = ROUNDS * STORM_HOSTS.length;
      console.info(
        `of ${sent} responses, ${stored} were stored by the bare extension and ${counted} counted`,
      );
      expect(stored).toBeGreaterThan(0);
      // None is counted twice.
      expect(counted).toBeLessThanOrEqual(sent);
      expect(counted).toBeGreaterThanOrEqual(stored / 2);
    } finally {
      await browser.close();
      await room.remove();
      await lab.close();
    }
  });
});
