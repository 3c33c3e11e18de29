import { type Lab, startLab } from '../lab/lab.js';
import type { BrowserName } from '../lab/site.js';
import { SITES } from '../lab/sites/index.js';
import { START_URL, startPage } from '../lab/start-page.js';
import { type BrowserDriver, findBrowser, launch } from './drivers/index.js';
import { visitSites } from './visit-sites.js';

/** Browsers that visit the sites side by side: more would wait for two cores. */
const BROWSERS = 2;

export interface StartOptions {
  readonly browser: BrowserName;
  readonly headless: boolean;
  /** Where the screenshots go. */
  readonly folder: string;
  readonly print: (line: string) => void;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** What `npm start` does once everything is there. Gives the exit code. */
export async function start({ browser, headless, folder, print, signal }: StartOptions): Promise<number> {
  const found = findBrowser(browser);
  if ('missing' in found) {
    print(`Cannot start: ${found.missing}.`);
    return 1;
  }
  let lab: Lab | undefined;
  lab = await startLab([...SITES, startPage(SITES, browser, () => lab?.httpsPort ?? 0)]);
  try {
    const interrupted = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const drivers: BrowserDriver[] = [];
    try {
      const first = await launch(browser, { lab, headless });
      drivers.push(first);
      print(`${first.version} with Missent; the lab listens on port ${lab.httpsPort}`);
      if (!headless) {
        await first.show(START_URL);
        print('The start page lists the sites. Close the window or press Ctrl-C to end.');
        await Promise.race([first.gone, interrupted]);
        return 0;
      }
      while (drivers.length < BROWSERS) drivers.push(await launch(browser, { lab, headless }));
      const wrong = await Promise.race([
        visitSites(drivers, lab, SITES, folder, print),
        interrupted.then(() => undefined),
      ]);
      if (wrong === undefined) return 130;
      print(
        `\n${SITES.length - wrong} of ${SITES.length} sites diagnosed as labelled; pictures in ${folder}`,
      );
      return wrong === 0 ? 0 : 1;
    } finally {
      await Promise.all(drivers.map((driver) => driver.close()));
    }
  } finally {
    await lab.close();
  }
}
