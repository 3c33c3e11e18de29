import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { tabTo } from './by-keyboard.js';
import type { DrivenPage, DrivenTab } from './drivers/index.js';
import { inEachBrowser } from './stage.js';
import { storedIncident } from './stored.js';

const HOST = 'shop.nginx-gateway.test';
const soon = { timeout: 30_000, interval: 100 };
const PICTURES = fileURLToPath(new URL('../../artifacts/panel/', import.meta.url));

const textOf = (page: DrivenPage, selector: string): Promise<string> =>
  page.run((what) => document.querySelector(what)?.textContent ?? '', selector);

/** Hosts of each pipe of the map, and whether the pipe is a connection or an address. */
const pipes = (panel: DrivenPage): Promise<{ by: string; hosts: string[] }[]> =>
  panel.run(() =>
    [...document.querySelectorAll<HTMLElement>('.map-group')].map((group) => ({
      by: group.dataset.by ?? '',
      hosts: [...group.querySelectorAll('.map-host-label bdi')].map((name) => name.textContent ?? '').sort(),
    })),
  );

inEachBrowser('the panel of the developer tools', (stage) => {
  let tab: DrivenTab;
  let panel: DrivenPage;
  beforeAll(async () => {
    await mkdir(PICTURES, { recursive: true });
    tab = await stage().driver.newTab();
    await tab.visit('https://www.good.test/');
    panel = await tab.panel();
    await panel.waitFor('.panel[data-state="ready"]');
    // Firefox begins to listen some time after the panel is there, and does not say when.
    await vi.waitFor(
      async () => {
        await tab.visit('https://www.good.test/');
        await panel.waitFor('.map-host-label', 3000);
      },
      { timeout: 60_000, interval: 100 },
    );
  });
  afterAll(() => panel?.close());

  const photograph = (name: string): Promise<void> =>
    panel.screenshot(path.join(PICTURES, `${name}-${stage().kind}.png`));

  // Each begins with a good page, whatever the one before left.
  beforeEach(async () => {
    await panel.run(() => {
      const keep = document.querySelector<HTMLInputElement>('.panel-keep input');
      if (keep?.checked) keep.click();
    });
    await tab.visit('https://www.good.test/');
    await panel.waitFor('.panel-calm');
    await vi.waitFor(
      async () => expect((await pipes(panel)).flatMap(({ hosts }) => hosts)).toEqual(['www.good.test']),
      soon,
    );
  });

  it('shows two hosts on the one connection they share; Firefox tells their address only, and the panel says so', async () => {
    await tab.visit('https://www.well.test/');
    await panel.waitFor('.map-host-label:nth-child(2)');
    const by = stage().kind === 'chrome' ? 'connection' : 'address';
    await expect.poll(() => pipes(panel)).toContainEqual({ by, hosts: ['api.well.test', 'www.well.test'] });
    const [address, connections] = await panel.run(() => [
      document.querySelector('.map-head p')?.textContent?.length ?? 0,
      document.querySelectorAll('.map-group[data-by="connection"]').length,
    ]);
    expect(address).toBeGreaterThan(0);
    expect(connections > 0).toBe(stage().kind === 'chrome');
    await photograph('shared');
  });

  it('shows a 421 with the popup’s diagnosis, once, and its request for curl', async () => {
    await tab.visit(`https://${HOST}/`);
    const found = `[data-host="${HOST}"][data-cause="origin-sni"][data-status="misdirected"]`;
    await panel.waitFor(`${found} .curl pre`);
    await panel.waitFor(`${found} .route`);
    await expect
      .poll(() => panel.run((what) => document.querySelectorAll(what).length, '[data-incident]'))
      .toBe(1);
    // The background and the developer tools report the same requests: the page, and its icon, which is not counted.
    await vi.waitFor(async () => {
      const { count = 0, requests = [] } = (await storedIncident(stage().driver, HOST)) ?? {};
      const icons = requests.filter(({ path }) => path === '/favicon.ico').length;
      expect(await textOf(panel, `${found} .case-count [aria-hidden]`)).toBe(`×${count - icons}`);
    }, soon);
    // The body as the developer tools have it: the page names the server.
    await panel.waitFor('.curl .code:nth-of-type(2) pre');
    await expect
      .poll(() => textOf(panel, '.curl .code:nth-of-type(2) pre'))
      .toContain('Server Name Indication');
    const line = await textOf(panel, '.curl pre');
    expect(line).toContain('--resolve');
    expect(line).toContain(`https://${HOST}/`);
    await expect.poll(() => textOf(panel, '.report-lines')).toContain(HOST);
    await photograph('refused');
  });

  it('by the keyboard alone: from its tools to a copied line for curl, and through the map', async () => {
    await tab.visit(`https://${HOST}/`);
    await panel.waitFor(`[data-host="${HOST}"] .curl pre`);
    await panel.run(() => document.querySelector<HTMLElement>('.panel-keep input')?.focus());
    await tabTo(panel, '.curl .copy-button');
    await panel.press('Enter');
    await panel.waitFor('.curl [data-copy="copied"]');
    await vi.waitFor(
      async () => expect(await textOf(panel, '[aria-live="polite"]')).toContain('Copied'),
      soon,
    );
    await panel.run(() => document.querySelector<HTMLElement>('.panel-keep input')?.focus());
    await tabTo(panel, '.panel-tabs input');
    await panel.press('ArrowRight');
    await panel.waitFor('.map-host-label');
    await tabTo(panel, '.map-views input');
    await panel.press('ArrowRight');
    await panel.waitFor('.map-table, table');
    await panel.press('ArrowLeft');
    await panel.waitFor('.map-host-label');
    await panel.run(() => document.querySelector<HTMLElement>('.panel-tabs [value="problems"]')?.click());
    await panel.waitFor(`[data-host="${HOST}"]`);
  });

  it('begins anew with a page, unless its log is kept', async () => {
    await tab.visit(`https://${HOST}/`);
    await panel.waitFor(`[data-host="${HOST}"]`);
    await tab.visit('https://www.good.test/');
    await panel.waitFor('.panel-calm');
    expect((await pipes(panel)).flatMap(({ hosts }) => hosts)).not.toContain(HOST);
    await panel.run(() => document.querySelector<HTMLElement>('.panel-keep input')?.click());
    await tab.visit('https://www.well.test/');
    const all = ['api.well.test', 'www.good.test', 'www.well.test'];
    await vi.waitFor(
      async () => expect(new Set((await pipes(panel)).flatMap(({ hosts }) => hosts))).toEqual(new Set(all)),
      soon,
    );
    await panel.run(() => document.querySelector<HTMLElement>('.panel-tools button')?.click());
    await panel.waitFor('.empty');
  });
});
