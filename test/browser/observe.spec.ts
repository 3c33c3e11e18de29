import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { THOUSAND, THOUSAND_URL } from '../lab/sites/good.js';
import { pageWith, REQUEST_KINDS, refusingHost } from '../lab/sites/request-types.js';
import { shownIncidents } from './shown.js';
import { inEachBrowser } from './stage.js';
import { storedIncident, storedIncidents } from './stored.js';

const soon = { timeout: 30_000, interval: 150 };

inEachBrowser('what is observed', (stage) => {
  let thrown: readonly string[] = [];
  beforeEach(async () => {
    thrown = await stage().driver.backgroundErrors();
  });
  afterEach(async () => {
    expect(await stage().driver.backgroundErrors()).toEqual(thrown);
  });

  it.each(REQUEST_KINDS)('a refused %s gives exactly one incident, with the right host', async (kind) => {
    const { driver, lab } = stage();
    const host = refusingHost(kind);
    const mark = lab.log.mark();
    const tab = await driver.newTab();
    await tab.visit(pageWith(kind));
    await vi.waitUntil(() => lab.log.of(host, mark).some(({ status }) => status === 421), soon);
    const popup = await driver.popup(tab.id);

    if (kind === 'websocket' && driver.kind === 'chrome') {
      // Chromium shows extensions no refused WebSocket handshake: onErrorOccurred without a status is all.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      expect(await shownIncidents(popup)).toEqual([]);
    } else {
      await vi.waitFor(async () => {
        const shown = await shownIncidents(popup);
        expect(shown.map((one) => [one.host, one.status])).toEqual([[host, 'misdirected']]);
      }, soon);
      // The popup shows it before the disk has it.
      await expect
        .poll(async () => (await storedIncidents(driver)).filter((one) => one.host === host))
        .toHaveLength(1);
    }
    await popup.close();
    await tab.close();
  });

  it('a refused document gives exactly one incident', async () => {
    const { driver } = stage();
    const host = 'lost.nginx-catchall.test';
    const tab = await driver.newTab();
    await tab.visit(`https://${host}/`);
    const popup = await driver.popup(tab.id);
    await vi.waitFor(async () => {
      expect((await shownIncidents(popup)).map((one) => [one.host, one.status])).toEqual([
        [host, 'misdirected'],
      ]);
    }, soon);
    await vi.waitFor(async () => {
      const stored = await storedIncident(driver, host);
      expect(stored?.requests.map(({ type }) => type)).toContain('main_frame');
    }, soon);
    await popup.close();
    await tab.close();
  });

  it(`${THOUSAND} good requests give none`, async () => {
    const { driver, lab } = stage();
    const before = await storedIncidents(driver);
    const mark = lab.log.mark();
    const tab = await driver.newTab();
    await tab.visit(THOUSAND_URL);
    await vi.waitUntil(() => tab.run(() => document.title === 'done'), { timeout: 60_000, interval: 200 });
    expect(lab.log.of('www.good.test', mark).length).toBeGreaterThanOrEqual(THOUSAND);
    const popup = await driver.popup(tab.id);
    expect(await shownIncidents(popup)).toEqual([]);
    expect((await storedIncidents(driver)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    await popup.close();
    await tab.close();
  });

  it('a service worker’s refused request is tied to the tab of its page', async () => {
    const { driver } = stage();
    const host = 'api.worker.test';
    const tab = await driver.newTab();
    await tab.visit('https://www.worker.test/');
    await vi.waitUntil(
      () => tab.run(() => document.body.querySelector('output')?.textContent?.includes('failed') === true),
      soon,
    );
    const popup = await driver.popup(tab.id);
    await vi.waitFor(async () => {
      expect((await shownIncidents(popup)).map((one) => one.host)).toEqual([host]);
    }, soon);
    // The browser itself names no tab.
    const tabs = async () =>
      new Set((await storedIncident(driver, host))?.requests.map(({ tabId }) => tabId));
    await expect.poll(tabs).toEqual(new Set([-1]));
    await popup.close();
    await tab.close();
  });

  it('a 421 that the browser’s own retry heals surfaces nowhere; Firefox leaves a trace of it', async () => {
    const { driver, lab } = stage();
    const mark = lab.log.mark();
    const tab = await driver.newTab();
    const port = driver.kind === 'firefox' ? `:${lab.httpsPort}` : '';
    await tab.visit(`https://www.pair.test${port}/`);
    await vi.waitUntil(() => lab.log.of('img.pair.test', mark).length === 2, soon);

    // What really happened: refused on the other host's connection, answered on one of its own.
    const [first, second] = lab.log.of('img.pair.test', mark);
    expect([first?.status, first?.connection.sni]).toEqual([421, 'www.pair.test']);
    expect([second?.status, second?.connection.sni]).toEqual([200, 'img.pair.test']);
    expect(lab.log.onForeignConnection(mark)).toHaveLength(1);

    const expected = driver.kind === 'firefox' ? [['img.pair.test', 'recovered']] : [];
    const popup = await driver.popup(tab.id);
    const shown = async () => (await shownIncidents(popup)).map((one) => [one.host, one.status]);
    await expect.poll(shown).toEqual(expected);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(await shown()).toEqual(expected);
    await popup.close();
    await tab.close();
  });
});
