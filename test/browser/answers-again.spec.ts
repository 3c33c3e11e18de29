import { expect, it, vi } from 'vitest';
import { inEachBrowser } from './stage.js';

const soon = { timeout: 30_000, interval: 100 };
const REFUSED = 'https://shop.pool.test/';
/** After it the shop is refused, after the other it answers (lab: origin-pool). */
const BREAK = 'https://blog.pool.test/';
const FIX = 'https://shop.pool.test/first';

/** The value of an attribute, where there is such an element. Runs in the page. */
const attributeOf = (selector: string, name: string): string | undefined =>
  document.querySelector(selector)?.getAttribute(name) ?? undefined;
const click = (selector: string): void => {
  const element = document.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`nothing at ${selector}`);
  element.click();
};

inEachBrowser('a host that answers again', (stage) => {
  it('says so in the popup and the history, and is no open case any more', async () => {
    const { driver } = stage();
    const tab = await driver.newTab();
    for (const url of [FIX, BREAK, REFUSED]) await tab.visit(url);
    const failing = await driver.popup(tab.id);
    await failing.waitFor('[data-host="shop.pool.test"]');
    expect(await failing.run(attributeOf, '[data-incident]', 'data-answered-since')).toBeUndefined();
    await failing.close();

    await tab.visit(FIX);
    const popup = await driver.popup(tab.id);
    await popup.waitFor('[data-earlier]');
    await expect
      .poll(() => popup.run(attributeOf, '[data-earlier]', 'data-answered-since'))
      .toMatch(/^\d{4}-.*Z$/);
    await popup.close();

    const history = await driver.extensionPage('src/pages/history/index.html');
    await history.waitFor('[data-host="shop.pool.test"][data-answered-since]');
    await expect
      .poll(() => history.run(attributeOf, '[data-host="shop.pool.test"]', 'data-status'))
      .toBe('misdirected');
    await history.close();
    const open = await driver.extensionPage('src/pages/history/index.html?status=failing');
    await open.waitFor('.list h2');
    expect(await open.run(attributeOf, '[data-host="shop.pool.test"]', 'data-status')).toBeUndefined();
    await open.close();
    await tab.close();
  });

  it('is seen by who has just fixed it, and one that is not fixed as well', async () => {
    const { driver } = stage();
    const [tab, other] = [await driver.newTab(), await driver.newTab()];
    await other.visit(BREAK);
    await tab.visit(REFUSED);
    const popup = await driver.popup(tab.id);
    await popup.waitFor('[data-host="shop.pool.test"]');
    await popup.run(click, '.reader input[value="operator"]');
    await popup.waitFor('.fix-check button');
    const outcome = () => popup.run(attributeOf, '[data-fix]', 'data-fix');

    await popup.run(click, '.fix-check button');
    await vi.waitFor(async () => expect(await outcome()).toBe('same'), soon);

    await other.visit(FIX);
    await popup.run(click, '.fix-check button');
    await vi.waitFor(async () => expect(await outcome()).toBe('answers'), soon);
    await popup.waitFor('[data-host="shop.pool.test"][data-answered-since]');
    await popup.close();
    await other.close();
    await tab.close();
  });

  it('is counted for its page and in all, without the icon that the browser asks for by itself', async () => {
    const { driver } = stage();
    const tab = await driver.newTab();
    await tab.visit(BREAK);
    await tab.visit(REFUSED);
    const counted = async (): Promise<readonly number[]> => {
      const popup = await driver.popup(tab.id);
      await popup.waitFor('[data-host="shop.pool.test"]');
      const words = await popup.run(() => document.querySelector('.verdict-sure')?.textContent ?? '');
      await popup.close();
      return (words.match(/\d+/g) ?? []).map(Number).slice(-2);
    };
    await vi.waitFor(async () => expect((await counted())[0]).toBe(1), soon);
    const [, before = 0] = await counted();
    await tab.visit(BREAK);
    await tab.visit(REFUSED);
    await vi.waitFor(async () => expect(await counted()).toEqual([1, before + 1]), soon);
    await tab.close();
  });

  it('is not said to be stored where the server was asked again, though its icon is', async () => {
    const { driver, lab } = stage();
    const host = 'shop.nginx-gateway.test';
    for (const _ of ['first', 'again']) {
      const mark = lab.log.mark();
      const tab = await driver.newTab();
      await tab.visit(`https://${host}/`);
      const popup = await driver.popup(tab.id);
      await popup.waitFor(`[data-host="${host}"]`);
      expect(lab.log.of(host, mark).map(({ path }) => path)).toContain('/');
      expect(await popup.run(() => document.body.innerText)).not.toContain('was not asked again');
      await popup.close();
      await tab.close();
    }
  });
});
