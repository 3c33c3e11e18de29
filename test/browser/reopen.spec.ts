import { expect, it, vi } from 'vitest';
import type { DrivenPage } from './drivers/index.js';
import { endBackground } from './end-background.js';
import { shownIncidents } from './shown.js';
import { inEachBrowser } from './stage.js';
import { settled } from './stored.js';

const HOST = 'shop.nginx-gateway.test';
const soon = { timeout: 30_000, interval: 100 };

/** How often, on this page and in all. */
const counted = (popup: DrivenPage): Promise<string> =>
  popup.run(() => document.querySelector('.verdict-sure')?.textContent ?? '');

/** What a person would take for a failure: the state of the page that says so, or an alert. */
const troubles = (popup: DrivenPage): Promise<string[]> =>
  popup.run(() =>
    [...document.querySelectorAll('.empty, [role="alert"], [data-state="loading"]')].map(
      ({ textContent }) => textContent ?? '',
    ),
  );

inEachBrowser('the popup, closed and opened again', (stage) => {
  it('shows the same, in the same way', async () => {
    const { driver } = stage();
    const tab = await driver.newTab();
    await tab.visit(`https://${HOST}/`);
    const first = await driver.popup(tab.id);
    await vi.waitFor(
      async () => expect(await shownIncidents(first)).toMatchObject([{ cause: 'origin-sni' }]),
      soon,
    );
    const before = await settled(driver, () => shownIncidents(first));
    const chosen = (popup: DrivenPage) =>
      popup.run(() => document.querySelector<HTMLInputElement>('.reader input:checked')?.value);
    // A host under .test is the reader's own.
    await expect.poll(() => chosen(first)).toBe('operator');
    await first.run(() => document.querySelector<HTMLElement>('.reader input[value="visitor"]')?.click());
    await first.close();

    const second = await driver.popup(tab.id);
    await expect.poll(() => shownIncidents(second)).toEqual(before);
    await expect.poll(() => chosen(second)).toBe('visitor');
    expect(await troubles(second)).toEqual([]);
    await second.close();
    await tab.close();
  });

  it('has the results of checks that went on without it', async () => {
    const { driver } = stage();
    const tab = await driver.newTab();
    await tab.visit(`https://${HOST}/`);
    const first = await driver.popup(tab.id);
    await first.waitFor('.checks-row');
    await first.run(() => document.querySelector<HTMLElement>('.checks-row summary')?.click());
    await first.waitFor('.checks .button-strong');
    await first.run(() => document.querySelector<HTMLElement>('.checks .button-strong')?.click());
    await first.waitFor('[data-running="true"]');
    await first.close();

    const second = await driver.popup(tab.id);
    await second.waitFor('[data-checks="done"]', soon.timeout);
    await second.run(() =>
      document.querySelector<HTMLElement>('.checks-row .fold:not([open]) summary')?.click(),
    );
    await second.waitFor('[data-check="repeat"][data-check-state="done"]', soon.timeout);
    await second.waitFor('.checks-status[data-running="false"]', soon.timeout);
    expect(await troubles(second)).toEqual([]);
    await second.close();
    await tab.close();
  });
});

inEachBrowser('the background ends while the popup is open', (stage) => {
  it('and the popup shows what it showed, and what comes then', async () => {
    const { driver } = stage();
    const tab = await driver.newTab();
    await tab.visit(`https://${HOST}/again`);
    const popup = await driver.popup(tab.id);
    await vi.waitFor(async () => expect(await shownIncidents(popup)).toHaveLength(1), soon);
    const before = await settled(driver, () => shownIncidents(popup));
    const once = await counted(popup);

    await endBackground(driver);
    expect(await shownIncidents(popup)).toEqual(before);
    expect(await troubles(popup)).toEqual([]);

    await tab.visit(`https://${HOST}/again`);
    await vi.waitFor(async () => expect(await counted(popup)).not.toBe(once), soon);
    const latest = await settled(driver, () => shownIncidents(popup));
    expect(latest.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(await troubles(popup)).toEqual([]);

    await endBackground(driver);
    const reopened = await driver.popup(tab.id);
    await expect.poll(() => shownIncidents(reopened)).toEqual(latest);
    expect(await troubles(reopened)).toEqual([]);
    expect(await driver.backgroundErrors()).toEqual([]);
    await reopened.close();
    await popup.close();
    await tab.close();
  });
});
