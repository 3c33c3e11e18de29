import { findBrowser } from '../../browser/drivers/index.js';
import type { BrowserName } from '../../lab/site.js';
import type { Figure } from '../figure.js';

interface MeasuredBrowser {
  readonly kind: BrowserName;
  /** As the table calls it. */
  readonly name: string;
}

const BROWSERS: readonly MeasuredBrowser[] = [
  { kind: 'chrome', name: 'Chromium' },
  { kind: 'firefox', name: 'Firefox' },
];

/** Names the only browser that is wanted: `chrome` or `firefox`. */
const ONLY = process.env.MISSENT_BENCH_BROWSER;

/** The figures of both browsers, one browser after the other. One that is not on this machine is skipped aloud. */
export async function inEachBrowser(
  what: string,
  measure: (browser: MeasuredBrowser) => Promise<Figure[]>,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const browser of BROWSERS.filter(({ kind }) => ONLY === undefined || kind === ONLY)) {
    const found = findBrowser(browser.kind);
    if ('missing' in found) console.warn(`SKIPPED: ${what} in ${browser.name}: ${found.missing}`);
    else {
      const start = performance.now();
      figures.push(...(await measure(browser)));
      // The table comes at the end of all: until then a long run is not taken for one that hangs.
      console.log(`${what}: ${browser.name} measured in ${Math.round((performance.now() - start) / 1000)} s`);
    }
  }
  return figures;
}
