import { expect, it, vi } from 'vitest';
import { endBackground } from './end-background.js';
import { inEachBrowser } from './stage.js';

const soon = { timeout: 30_000, interval: 100 };

inEachBrowser('the first run', (stage) => {
  it('opens the welcome page, once', async () => {
    const { driver } = stage();
    const welcomes = () =>
      driver.asExtension(async () => {
        const url = chrome.runtime.getURL('src/pages/welcome/index.html');
        return (await chrome.tabs.query({})).filter((tab) => tab.url === url).length;
      });
    await vi.waitFor(async () => expect(await welcomes()).toBe(1), soon);
    await endBackground(driver);
    const tab = await driver.newTab();
    await tab.visit('https://shop.nginx-gateway.test/');
    await vi.waitUntil(() => driver.backgroundRuns(), soon);
    expect(await welcomes()).toBe(1);
    await tab.close();
  });

  it.each(['history', 'learn', 'options', 'welcome'])('and the page %s is there', async (name) => {
    const { driver } = stage();
    const page = await driver.extensionPage(`src/pages/${name}/index.html`);
    await page.waitFor('[data-state="ready"] h1');
    await page.close();
  });
});
