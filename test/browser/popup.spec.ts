import { expect, it } from 'vitest';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import { GOOD_URL } from '../lab/sites/good.js';
import { SITES } from '../lab/sites/index.js';
import type { DrivenPage } from './drivers/index.js';
import { shownIncidents } from './shown.js';
import { inEachBrowser } from './stage.js';
import { walk } from './walk.js';

const textOf = (page: DrivenPage): Promise<string> => page.run(() => document.body.textContent ?? '');

inEachBrowser('the popup tells of each site what it is labelled with', (stage) => {
  it.each(SITES)('$id: $title', async (site) => {
    const { driver, lab } = stage();
    const { faults } = await walk(driver, lab, site);
    expect(faults).toEqual([]);
  });
});

inEachBrowser('the popup has a state for', (stage) => {
  it('a page on which nothing is wrong', async () => {
    const { driver } = stage();
    const tab = await driver.newTab();
    await tab.visit(GOOD_URL);
    const popup = await driver.popup(tab.id);
    await expect.poll(() => textOf(popup)).toContain(messages.popup_nothing_title.message);
    expect(await shownIncidents(popup)).toEqual([]);
    await popup.close();
    await tab.close();
  });

  it('a page of the browser, which cannot be watched', async () => {
    const { driver } = stage();
    const tab = await driver.newTab();
    const popup = await driver.popup(tab.id);
    await expect.poll(() => textOf(popup)).toContain(messages.popup_unwatchable_title.message);
    await popup.close();
    await tab.close();
  });

  it('access that was taken away, with a button that asks for it, and for access that is back', async () => {
    const { driver } = stage();
    const tab = await driver.newTab();
    await driver.setAccess(false);
    try {
      await tab.visit(GOOD_URL);
      const popup = await driver.popup(tab.id);
      await expect.poll(() => textOf(popup)).toContain(messages.popup_no_access_title.message);
      await expect.poll(() => textOf(popup)).toContain(messages.popup_grant.message);
      await popup.close();
    } finally {
      await driver.setAccess(true);
    }
    await tab.visit(GOOD_URL);
    const again = await driver.popup(tab.id);
    await expect.poll(() => textOf(again)).toContain(messages.popup_nothing_title.message);
    await again.close();
    await tab.close();
  });
});
