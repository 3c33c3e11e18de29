import { describe, expect, it } from 'vitest';
import { PRODUCTS } from '../../../src/diagnosis/products/index.js';
import { fixesOf } from '../../lab/real/fixes.js';
import { unmet } from '../../lab/real/programs.js';
import { REAL_SITES } from '../../lab/real/sites/index.js';
import { inEachBrowser } from './stage.js';
import { walk } from './walk.js';

inEachBrowser('the popup tells of real servers what they are labelled with', (kind, stage) => {
  for (const site of REAL_SITES) {
    const reason = unmet(site.needs);
    if (reason !== undefined) {
      console.warn(`SKIPPED in ${kind}: ${site.id}: ${reason}`);
      it.skip(`${site.id}: ${site.title} [${reason}]`);
      continue;
    }
    it(`${site.id}: ${site.title}`, async () => {
      const { driver, lab } = stage();
      const scene = await lab.start(site);
      try {
        const walked = await walk(driver, lab, site);
        expect(walked.faults).toEqual([]);
        if (site.expect[kind].length > 0) {
          for (const word of site.verdict ?? []) expect(walked.verdict).toContain(word);
        }
        if (site.shows !== undefined) expect(walked.page).toContain(site.shows);
        if (site.refusedBy !== undefined) {
          const look = PRODUCTS.find(({ id }) => id === site.refusedBy)?.log?.look;
          expect(look).toBeDefined();
          expect(await scene.log(site.refusedBy)).toContain(look);
        }
      } finally {
        await scene.stop();
      }
    });
  }
});

/** Servers of products that Debian has and the setup installs. Fixes of others were tested by hand. */
const INSTALLED = ['apache', 'nginx', 'caddy', 'haproxy'];

describe('configuration that the extension calls tested', () => {
  it('is proven here: a server refuses, and answers once it has the very lines that the popup hands out', () => {
    const tested = INSTALLED.flatMap(fixesOf).filter(({ standing }) => standing === 'tested');
    const proven = REAL_SITES.flatMap(({ proves }) => (proves ? [proves.fix] : []));
    expect([...new Set(proven)].toSorted()).toEqual(tested.map(({ id }) => id).toSorted());
  });

  it('is proven against a site that is refused without it', () => {
    for (const { proves } of REAL_SITES) {
      if (!proves) continue;
      const before = REAL_SITES.find(({ id }) => id === proves.of);
      expect(before?.expect.firefox, `${proves.fix} of ${proves.of}`).toHaveLength(1);
    }
  });
});
