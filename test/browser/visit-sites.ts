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
 * sites that were not diagnosed as labelled.
 */
export async function visitSites(
  driver: BrowserDriver,
  lab: Lab,
  sites: readonly Site[],
  folder: string,
  print: (line: string) => void,
): Promise<number> {
  await mkdir(folder, { recursive: true });
  let wrong = 0;
  for (const site of sites) {
    const picture = path.join(folder, `${driver.kind}-${site.id}.png`);
    await rm(picture, { force: true });
    print(`\n${site.title} (${site.id})`);
    try {
      const { faults } = await walk(driver, lab, site, async (popup, { shown }) => {
        await popup.screenshot(picture);
        if (shown.length === 0) print('  no incident');
        const read = await readIncidents(popup);
        for (const [index, incident] of shown.entries()) {
          print(`  ${incident.host}: ${incident.status}, ${incident.cause}, ${incident.confidence}`);
          const texts = read.find(({ id }) => id === incident.id);
          if (!texts || index >= AT_LENGTH) continue;
          print(`    verdict:    ${texts.verdict}`);
          for (const line of texts.evidence.slice(0, EVIDENCE)) print(`    evidence:   ${line}`);
          print(`    first step: ${texts.firstStep}`);
        }
      });
      for (const fault of faults) print(`  NOT AS LABELLED: ${fault}`);
      if (faults.length === 0) print('  as labelled');
      else wrong += 1;
    } catch (error) {
      print(`  FAILED: ${error instanceof Error ? error.message : String(error)}`);
      wrong += 1;
    }
  }
  return wrong;
}
