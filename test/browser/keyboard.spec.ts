import { expect, it, vi } from 'vitest';
import { tabTo } from './by-keyboard.js';
import { shownIncidents } from './shown.js';
import { inEachBrowser } from './stage.js';

const HOST = 'shop.nginx-gateway.test';
const soon = { timeout: 30_000, interval: 100 };

inEachBrowser('by the keyboard alone', (stage) => {
  it('from the badge to a copied report', async () => {
    const { driver } = stage();
    const tab = await driver.newTab();
    await tab.visit(`https://${HOST}/`);
    await vi.waitFor(async () => {
      const badge = await driver.asExtension((id) => chrome.action.getBadgeText({ tabId: id }), tab.id);
      expect(badge).toBe('1');
    }, soon);
    const popup = await driver.actionPopup(tab);
    await vi.waitFor(async () => expect(await shownIncidents(popup)).toHaveLength(1), soon);
    await popup.run(() => {
      const copied: string[] = [];
      const write = navigator.clipboard.writeText.bind(navigator.clipboard);
      navigator.clipboard.writeText = (text) => write(text).then(() => void copied.push(text));
      Object.assign(window, { copied });
    });

    await tabTo(popup, '[data-page="learn"]');
    await tabTo(popup, '.reader input');
    // A host under .test is the reader's own: its steps are an operator's at first.
    await popup.press('ArrowLeft');
    await expect
      .poll(() => popup.run(() => document.querySelector('.steps')?.textContent))
      .not.toContain('proxy_ssl_server_name');
    await popup.press('ArrowRight');
    await expect
      .poll(() => popup.run(() => document.querySelector('.steps')?.textContent))
      .toContain('proxy_ssl_server_name');

    const report = 'details[data-fold$="/report"]';
    await tabTo(popup, `${report} > summary`);
    const isOpen = () => popup.run((fold) => document.querySelector<HTMLDetailsElement>(fold)?.open, report);
    if (!(await isOpen())) await popup.press('Enter');
    await vi.waitFor(async () => expect(await isOpen()).toBe(true), soon);

    await tabTo(popup, `${report} .copy-button`);
    await popup.press('Enter');
    await popup.waitFor(`${report} [data-copy="copied"]`);
    await expect
      .poll(() => popup.run(() => document.querySelector('[aria-live="polite"]')?.textContent))
      .toContain('Copied');
    const [copied] = await popup.run(() => Reflect.get(window, 'copied') as string[]);
    expect(copied).toContain('421 Misdirected Request');
    expect(copied).toContain(HOST);
    expect(copied).toContain('proxy_ssl_server_name on;');

    await popup.close();
    await tab.close();
  });
});
