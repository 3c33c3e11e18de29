import { expect, it, vi } from 'vitest';
import { inEachBrowser } from './stage.js';

const soon = { timeout: 30_000, interval: 100 };

inEachBrowser('the popup as the button opens it', (stage) => {
  it.each([
    ['nothing to show', 'https://www.good.test/', ''],
    ['an incident, more than its height', 'https://shop.nginx-gateway.test/', '1'],
  ])('with %s fills its window and scrolls only down', async (_, url, wanted) => {
    const { driver } = stage();
    const tab = await driver.newTab();
    await tab.visit(url);
    await vi.waitFor(async () => {
      const badge = await driver.asExtension((id) => chrome.action.getBadgeText({ tabId: id }), tab.id);
      expect(badge).toBe(wanted);
    }, soon);
    const popup = await driver.actionPopup(tab);
    const widths = () =>
      popup.run(() => {
        const { clientWidth, scrollWidth } = document.documentElement;
        return { clientWidth, scrollWidth, popup: document.querySelector('.popup')?.clientWidth };
      });
    // Browsers give a popup its size in more than one turn.
    await vi.waitFor(async () => {
      const { clientWidth, scrollWidth, popup: own } = await widths();
      expect(clientWidth).toBeGreaterThan(370);
      expect({ scrollWidth, own }).toEqual({ scrollWidth: clientWidth, own: clientWidth });
    }, soon);
    await popup.close();
    await tab.close();
  });
});
