import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { pageWith, refusingHost } from '../lab/sites/request-types.js';
import { launch, makeProfile } from './drivers/index.js';
import { endBackground } from './end-background.js';
import { inEachBrowser } from './stage.js';
import { storedIncident } from './stored.js';

const soon = { timeout: 30_000, interval: 150 };

inEachBrowser('the background comes and goes', (stage) => {
  it('stopped between two 421s: both are counted', async () => {
    const { driver } = stage();
    const host = refusingHost('frame');
    const count = async () => (await storedIncident(driver, host))?.count ?? 0;
    const before = await count();
    const tab = await driver.newTab();
    await tab.visit(pageWith('frame'));
    await vi.waitFor(async () => expect(await count()).toBe(before + 1), soon);

    await endBackground(driver);

    await tab.visit(pageWith('frame'));
    await vi.waitFor(async () => expect(await count()).toBe(before + 2), soon);
    await tab.close();
  });

  it('stopped before a burst: a page with several refused parts is told of whole', async () => {
    const { driver } = stage();
    const kinds = ['frame', 'beacon'] as const;
    const counts = async () =>
      Promise.all(kinds.map(async (kind) => (await storedIncident(driver, refusingHost(kind)))?.count ?? 0));
    const before = await counts();
    const tab = await driver.newTab();
    await endBackground(driver);
    await tab.visit(pageWith(...kinds));
    await vi.waitFor(async () => expect(await counts()).toEqual(before.map((count) => count + 1)), soon);
    await tab.close();
  });

  it('the browser killed one second after a 421: the incident is there in the next start', async () => {
    const { kind, lab } = stage();
    const host = 'shop.nginx-gateway.test';
    const profile = await makeProfile();
    try {
      const first = await launch(kind, { lab, profile: profile.folder });
      const mark = lab.log.mark();
      const tab = await first.newTab();
      await tab.visit(`https://${host}/`);
      expect(lab.log.of(host, mark).some(({ status }) => status === 421)).toBe(true);
      await sleep(1000);
      await first.kill();

      const second = await launch(kind, { lab, profile: profile.folder });
      try {
        const stored = await storedIncident(second, host);
        expect([stored?.host, stored?.status]).toEqual([host, 'misdirected']);
      } finally {
        await second.close();
      }
    } finally {
      await profile.remove();
    }
  });
});
