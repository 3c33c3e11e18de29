import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Lab } from '../lab/lab.js';
import type { Site } from '../lab/site.js';
import type { BrowserDriver } from './drivers/index.js';
import { readIncidents } from './shown.js';
import { walk } from './walk.js';

/** How many evidence lines of an incident are printed. */
const EVIDENCE = 3;
/** How many incidents of one site are printed at length. */
const AT_LENGTH = 3;

/**
 * Visits every site, prints what its popup says, saves a screenshot of each popup in `folder`, and gives the number of
 * sites that were not diagnosed as labelled. Each of the browsers takes the next site: most of a visit is waiting.
 */
export async function visitSites(
  drivers: readonly BrowserDriver[],
  lab: Lab,
  sites: readonly Site[],
  folder: string,
  print: (line: string) => void,
): Promise<number> {
  await mkdir(folder, { recursive: true });
  let wrong = 0;
  const left = [...sites];
  const visitNext = async (driver: BrowserDriver): Promise<void> => {
    for (let site = left.shift(); site; site = left.shift()) {
      const { lines, right } = await visitSite(driver, lab, site, folder);
      for (const line of lines) print(line);
      if (!right) wrong += 1;
    }
  };
  await Promise.all(drivers.map(visitNext));
  return wrong;
}

interface Visited {
  readonly lines: readonly string[];
  /** Diagnosed as labelled. */
  readonly right: boolean;
}

async function visitSite(driver: BrowserDriver, lab: Lab, site: Site, folder: string): Promise<Visited> {
  const picture = path.join(folder, `${driver.kind}-${site.id}.png`);
  await rm(picture, { force: true });
  const lines = [`\n${site.title} (${site.id})`];
  try {
    const { faults } = await walk(driver, lab, site, async (popup, { shown }) => {
      await popup.screenshot(picture);
      if (shown.length === 0) lines.push('  no incident');
      const read = await readIncidents(popup);
      for (const [index, incident] of shown.entries()) {
        lines.push(`  ${incident.host}: ${incident.status}, ${incident.cause}, ${incident.confidence}`);
        const texts = read.find(({ id }) => id === incident.id);
        if (!texts || index >= AT_LENGTH) continue;
        lines.push(`    verdict:    ${texts.verdict}`);
        for (const line of texts.evidence.slice(0, EVIDENCE)) lines.push(`    evidence:   ${line}`);
        lines.push(`    first step: ${texts.firstStep}`);
      }
    });
    for (const fault of faults) lines.push(`  NOT AS LABELLED: ${fault}`);
    if (faults.length === 0) lines.push('  as labelled');
    return { lines, right: faults.length === 0 };
  } catch (error) {
    lines.push(`  FAILED: ${error instanceof Error ? error.message : String(error)}`);
    return { lines, right: false };
  }
}
