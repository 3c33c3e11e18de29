import { expect, it } from 'vitest';
import { SITES } from '../lab/sites/index.js';
import { inEachBrowser } from './stage.js';
import { walk } from './walk.js';

inEachBrowser('the popup tells of each site what it is labelled with', (stage) => {
  it.each(SITES)('$id: $title', async (site) => {
    const { driver, lab } = stage();
    const { faults } = await walk(driver, lab, site);
    expect(faults).toEqual([]);
  });
});
