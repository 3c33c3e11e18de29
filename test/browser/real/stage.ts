import { afterAll, beforeAll, describe } from 'vitest';
import { openRealLab, type RealLab } from '../../lab/real/lab.js';
import { REAL_SITES } from '../../lab/real/sites/index.js';
import type { BrowserName } from '../../lab/site.js';
import { type BrowserDriver, findBrowser, launch } from '../drivers/index.js';
import { welcomePage } from '../welcome-page.js';

/** One browser for all sites, whose servers come and go. */
export interface RealStage {
  readonly driver: BrowserDriver;
  readonly lab: RealLab;
}

/** Closes the page that opens when the extension is installed: its background is then at rest. */
async function firstRunIsOver(driver: BrowserDriver): Promise<void> {
  const id = await welcomePage(driver);
  if (id !== undefined) await driver.asExtension((tab) => chrome.tabs.remove(tab), id);
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
