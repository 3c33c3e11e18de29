import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe } from 'vitest';
import { openRealLab, type RealLab } from '../../lab/real/lab.js';
import { REAL_SITES } from '../../lab/real/sites/index.js';
import type { BrowserName } from '../../lab/site.js';
import { type BrowserDriver, findBrowser, launch } from '../drivers/index.js';

/** One browser for all sites, whose servers come and go. */
export interface RealStage {
  readonly driver: BrowserDriver;
  readonly lab: RealLab;
}

/** ms for the page of the first run to open and load. */
const WELCOME = 15_000;

/** Waits for the page that opens when the extension is installed, and closes it: its background is then at rest. */
async function firstRunIsOver({ asExtension }: BrowserDriver): Promise<void> {
  const closed = () =>
    asExtension(async () => {
      const home = chrome.runtime.getURL('');
      const [own] = await chrome.tabs.query({
        currentWindow: true,
        status: 'complete',
        url: `${home}src/welcome/*`,
      });
      if (own?.id === undefined) return false;
      await chrome.tabs.remove(own.id);
      return true;
    });
  for (const late = Date.now() + WELCOME; !(await closed()); await sleep(100)) {
    if (Date.now() > late) throw new Error('the welcome page did not open');
  }
}

const KINDS: readonly BrowserName[] = ['chrome', 'firefox'];

/** Describes the same for both browsers. One that is not on this machine is skipped, and the title says why. */
export function inEachBrowser(
  title: string,
  tests: (kind: BrowserName, stage: () => RealStage) => void,
): void {
  for (const kind of KINDS) {
    const never = (): never => {
      throw new Error(`${kind} did not start`);
    };
    const found = findBrowser(kind);
    if ('missing' in found) {
      console.warn(`SKIPPED in ${kind}: ${title}: ${found.missing}`);
      describe.skip(`${title} [${kind}: ${found.missing}]`, () => tests(kind, never));
      continue;
    }
    describe(`${title} [${kind}]`, () => {
      let stage: RealStage | undefined;
      beforeAll(async () => {
        const lab = await openRealLab(REAL_SITES);
        try {
          const driver = await launch(kind, { lab });
          stage = { lab, driver };
          await firstRunIsOver(driver);
        } catch (error) {
          await lab.close();
          throw error;
        }
      });
      afterAll(async () => {
        await stage?.driver.close();
        await stage?.lab.close();
      });
      tests(kind, () => stage ?? never());
    });
  }
}
