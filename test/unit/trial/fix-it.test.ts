import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRealLab, type RealLab } from '../../lab/real/lab.js';
import { unmet } from '../../lab/real/programs.js';
import { REAL_SITES } from '../../lab/real/sites/index.js';
import { tryFixes } from '../../lab/real/trial/trial.js';
import { TRIALS } from '../../lab/real/trial/trials.js';

const REFUSING = REAL_SITES.filter((site) => site.expect.firefox.length > 0);
const noCurl = spawnSync('curl', ['--version']).status === 0 ? undefined : 'curl is not installed';

describe('an operator does what “Fix it” shows, and the host answers', () => {
  let lab: RealLab | undefined;
  beforeAll(async () => {
    lab = await openRealLab(REAL_SITES);
  }, 180_000);
  afterAll(() => lab?.close());

  for (const site of REFUSING) {
    const trial = TRIALS[site.id];
    const reason = noCurl ?? unmet(site.needs);
    if (trial === undefined) continue;
    if (reason !== undefined) {
      console.warn(`SKIPPED: ${site.id}: ${reason}`);
      it.skip(`${site.id}: ${site.title} [${reason}]`);
      continue;
    }
    const end = 'by' in trial ? trial.by : `not fixed so: ${trial.reason}`;
    it(`${site.id}: ${site.title} [${end}]`, async () => {
      if (!lab) throw new Error('there is no lab');
      const { by, tried } = await tryFixes(lab, site, trial);
      if (!('by' in trial)) {
        expect(by).toBeUndefined();
        return;
      }
      expect({ by: by?.step, tried }).toEqual({ by: trial.by, tried });
      expect(tried).toHaveLength(trial.after ?? 0);
    });
  }
});

describe('the trial', () => {
  it('is made of every site of the lab that refuses', () => {
    expect(Object.keys(TRIALS).toSorted()).toEqual(REFUSING.map(({ id }) => id).toSorted());
  });

  it('ends well for most of them, by lines for each server', () => {
    const fixed = Object.values(TRIALS).flatMap((trial) => ('by' in trial ? [trial] : []));
    expect(fixed.length).toBeGreaterThanOrEqual(20);
    const words = fixed.map(({ by, gateway = '' }) => `${by} ${gateway}`.toLowerCase()).join('\n');
    for (const server of ['nginx', 'apache', 'caddy', 'haproxy']) expect(words).toContain(server);
  });
});
