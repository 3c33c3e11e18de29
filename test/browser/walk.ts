import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab } from '../lab/lab.js';
import { type ExpectedIncident, type Site, visitable } from '../lab/site.js';
import type { BrowserDriver, DrivenPage } from './drivers/index.js';
import { mismatches } from './mismatches.js';
import { type ShownIncident, shownIncidents } from './shown.js';

/** ms that a diagnosis may take to become what it will be: bodies are read after the page has loaded. */
const PATIENCE = 20_000;
/** ms to wait where nothing is expected: whatever should not come has come by then. */
const QUIET = 1000;

/** ms for which a right verdict has to stay right. */
const STEADY = 600;

export interface Walk {
  readonly shown: readonly ShownIncident[];
  /** What is not as labelled. */
  readonly faults: readonly string[];
}

/** Reads a popup until it shows what it should, and for as long as it takes to be sure of it. */
export async function read(popup: DrivenPage, expected: readonly ExpectedIncident[]): Promise<Walk> {
  const end = Date.now() + PATIENCE;
  let shown = await shownIncidents(popup);
  let faults = mismatches(expected, shown);
  // Right twice with a while between: a verdict that flips when the page's icon is refused as well is not right.
  for (let right = faults.length === 0 ? 1 : 0; right < 2 && Date.now() < end; ) {
    await sleep(right > 0 ? STEADY : 150);
    shown = await shownIncidents(popup);
    faults = mismatches(expected, shown);
    right = faults.length === 0 ? right + 1 : 0;
  }
  return { shown, faults };
}

/** Visits a site as a person would, opens the popup for its tab and hands it to `look` once it shows what it will. */
export async function walk(
  driver: BrowserDriver,
  lab: Lab,
  site: Site,
  look: (popup: DrivenPage, walked: Walk) => Promise<void> = async () => {},
): Promise<Walk> {
  const tab = await driver.newTab();
  try {
    for (const url of visitable(site, driver.kind, lab.httpsPort)) await tab.visit(url);
    const expected = site.expect[driver.kind];
    await sleep(Math.max(site.settle ?? 0, expected.length === 0 ? QUIET : 0));
    const popup = await driver.popup(tab.id);
    try {
      const walked = await read(popup, expected);
      await look(popup, walked);
      return walked;
    } finally {
      await popup.close();
    }
  } finally {
    await tab.close();
  }
}
