import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { type Lab, startLab } from '../lab/lab.js';
import type { BrowserName, Site } from '../lab/site.js';
import { SITES } from '../lab/sites/index.js';
import { type BrowserDriver, findBrowser, launch } from './drivers/index.js';
import { Opened } from './opened.js';
import { welcomePage } from './welcome-page.js';

/** What a spec works with: one lab and one browser for all tests of a file. */
export interface Stage {
  readonly kind: BrowserName;
  readonly lab: Lab;
  readonly driver: BrowserDriver;
}

const KINDS: readonly BrowserName[] = ['chrome', 'firefox'];

/**
 * Describes the same for both browsers. One that is not on this machine is skipped, and the title says why. What a test
 * leaves behind when it fails half-way, open pages and other settings, is cleared away after it.
 * `sites`: what the lab serves; left out: everything.
 */
export function inEachBrowser(
  title: string,
  tests: (stage: () => Stage) => void,
  sites: readonly Site[] = SITES,
): void {
  for (const kind of KINDS) {
    const found = findBrowser(kind);
    if ('missing' in found) {
      console.warn(`SKIPPED in ${kind}: ${title}: ${found.missing}`);
      describe.skip(`${title} [${kind}: ${found.missing}]`, () => tests(() => never(kind)));
      continue;
    }
    describe(`${title} [${kind}]`, () => {
      let stage: Stage | undefined;
      const opened = new Opened();
      beforeAll(async () => {
        const lab = await startLab(sites);
        try {
          stage = { kind, lab, driver: opened.watching(await launch(kind, { lab })) };
        } catch (error) {
          await lab.close();
          throw error;
        }
        await welcomePage(stage.driver);
      });
      beforeEach(() => opened.keep());
      afterEach(async () => {
        await opened.close();
        await stage?.driver.asExtension(() => chrome.storage.local.remove('settings'));
      });
      afterAll(async () => {
        await stage?.driver.close();
        await stage?.lab.close();
      });
      tests(() => stage ?? never(kind));
    });
  }
}

const never = (kind: BrowserName): never => {
  throw new Error(`${kind} did not start`);
};
