import { expect, it, vi } from 'vitest';
import type { BrowserDriver, DrivenPage } from './drivers/index.js';
import { inEachBrowser } from './stage.js';
import { type StoredIncident, settled, storedIncident } from './stored.js';

const soon = { timeout: 30_000, interval: 100 };
const HOST = 'shop.nginx-gateway.test';
const REFUSED = `https://${HOST}/`;
const HISTORY = 'src/pages/history/index.html';

const textOf = (page: DrivenPage, selector: string): Promise<string> =>
  page.run((what) => document.querySelector(what)?.textContent ?? '', selector);

/** Clicks the first element whose words begin so. */
const press = (page: DrivenPage, selector: string, words: string): Promise<void> =>
  page.run(
    (what, wanted) => {
      const found = [...document.querySelectorAll<HTMLElement>(what)].find((element) =>
        element.textContent?.trim().startsWith(wanted),
      );
      if (!found) throw new Error(`nothing to press says ${wanted}`);
      found.click();
    },
    selector,
    words,
  );

/** Gives the incident as it stays. */
async function misdirect(driver: BrowserDriver): Promise<StoredIncident> {
  const tab = await driver.newTab();
  await tab.visit(REFUSED);
  await vi.waitFor(async () => expect(await storedIncident(driver, HOST)).toBeDefined(), soon);
  // Its page is read only while the tab shows it.
  const incident = await settled(driver, () => storedIncident(driver, HOST));
  await tab.close();
  if (!incident) throw new Error('the incident is gone again');
  return incident;
}

inEachBrowser('the history', (stage) => {
  it('shows what was recorded, as it comes, with its diagnosis', async () => {
    const { driver } = stage();
    const page = await driver.extensionPage(HISTORY);
    await page.waitFor('.page[data-state="ready"]');
    await misdirect(driver);
    await page.waitFor(`.row[data-host="${HOST}"][data-cause="origin-sni"]`);
    await page.close();
  });

  it('opens one incident in full, deletes it on disk, and brings it back as it was', async () => {
    const { driver } = stage();
    const before = await misdirect(driver);
    const page = await driver.extensionPage(`${HISTORY}?id=${encodeURIComponent(before.id)}`);
    await page.waitFor('article[data-incident]');
    await expect.poll(() => textOf(page, '.report-lines')).toContain(HOST);
    await press(page, '.detail-end button', 'Delete');
    await vi.waitFor(async () => expect(await storedIncident(driver, HOST)).toBeUndefined(), soon);
    // The page draws that it is gone a moment after the disk has let it go.
    await page.waitFor('.empty button');
    await press(page, '.empty button', 'Undo');
    await page.waitFor('article[data-incident]');
    await expect.poll(() => storedIncident(driver, HOST)).toEqual(before);
    await page.close();
  });

  it('takes a file of its own in again, past the death of the background', async () => {
    const { driver } = stage();
    const before = await misdirect(driver);
    const page = await driver.extensionPage(HISTORY);
    await page.waitFor('.row');
    await page.run(() => {
      URL.createObjectURL = (blob: Blob) => {
        void blob.text().then((text) => Object.assign(window, { saved: text }));
        return 'about:blank#saved';
      };
      HTMLAnchorElement.prototype.click = () => {};
      document.querySelector<HTMLElement>('.actions button')?.click();
    });
    await page.waitFor('.prompt button');
    await page.run(() => document.querySelector<HTMLElement>('.prompt button')?.click());
    const text = await vi.waitFor(async () => {
      const saved = await page.run(() => String(Reflect.get(window, 'saved') ?? ''));
      expect(saved).toContain(HOST);
      return saved;
    }, soon);
    await press(page, '.actions button', 'Delete');
    await page.waitFor('.prompt');
    await press(page, '.prompt button', 'Delete');
    await page.waitFor('.empty');
    await expect.poll(() => storedIncident(driver, HOST)).toBeUndefined();
    await driver.stopBackground();
    await page.run((content) => {
      const input = document.querySelector<HTMLInputElement>('input[type="file"]');
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], 'history.json'));
      if (input) input.files = transfer.files;
      input?.dispatchEvent(new Event('change', { bubbles: true }));
    }, text);
    await page.waitFor(`.row[data-host="${HOST}"]`);
    await expect.poll(() => textOf(page, '.prompt')).toContain('Added 1 incident.');
    await expect.poll(() => storedIncident(driver, HOST)).toEqual(before);
    await page.close();
    expect(await driver.backgroundErrors()).toEqual([]);
  });
});

inEachBrowser('the options', (stage) => {
  it('show the shortcut as the browser has it, and lead to where it is changed', async () => {
    const { driver } = stage();
    const options = await driver.extensionPage('src/pages/options/index.html');
    await options.waitFor('.shortcut kbd kbd');
    await expect.poll(() => textOf(options, '.shortcut > kbd')).toMatch(/M$/);
    // The browser does not tell an extension which of its own pages a tab shows: only that there is one more.
    const tabs = () =>
      driver.asExtension(async () =>
        (await chrome.tabs.query({})).flatMap(({ id, status }) => (id === undefined ? [] : [{ id, status }])),
      );
    const before = new Set((await tabs()).map(({ id }) => id));
    await press(options, '.shortcut button', 'Change');
    // Loaded to its end, and closed again: Firefox opens no other tab for a driver while about:addons is on its way.
    const opened = await vi.waitFor(async () => {
      const [more, ...others] = (await tabs()).filter(({ id }) => !before.has(id));
      expect([more?.status, others]).toEqual(['complete', []]);
      return more?.id ?? -1;
    }, soon);
    expect(await textOf(options, '[aria-labelledby="setting-shortcut"]')).not.toContain('did not open');
    await driver.asExtension((id) => chrome.tabs.remove(id), opened);
    await options.close();
  });

  it('let the history show what goes with the session where nothing is kept', async () => {
    const { driver } = stage();
    const options = await driver.extensionPage('src/pages/options/index.html');
    await options.waitFor('.choice input[value="0"]');
    await options.run(() => document.querySelector<HTMLElement>('.choice input[value="0"]')?.click());
    await options.waitFor('[data-saved="saved"]');
    const tab = await driver.newTab();
    await tab.visit(REFUSED);
    const page = await driver.extensionPage(HISTORY);
    await page.waitFor(`.row[data-host="${HOST}"]`, soon.timeout);
    await expect.poll(() => textOf(page, '.list')).toContain('until the browser closes');
    expect(await storedIncident(driver, HOST)).toBeUndefined();
    await page.close();
    await tab.close();
    await options.run(() => document.querySelector<HTMLElement>('.choice input[value="30"]')?.click());
    await options.close();
  });

  it('dress the other pages, and are heeded by the background', async () => {
    const { driver } = stage();
    const options = await driver.extensionPage('src/pages/options/index.html');
    await options.waitFor('.page[data-state="ready"]');
    await options.run(() => document.querySelector<HTMLElement>('input[value="dark"]')?.click());
    await options.waitFor('[data-saved="saved"]');

    const popup = await driver.extensionPage('src/pages/popup/index.html?tab=0');
    await popup.waitFor('[data-state="ready"]');
    await vi.waitFor(
      async () =>
        expect(await popup.run(() => getComputedStyle(document.body).backgroundColor)).toBe(
          'rgb(23, 24, 27)',
        ),
      soon,
    );
    await popup.close();

    await options.run((host) => {
      const field = document.querySelector<HTMLInputElement>('#add-host');
      if (!field) throw new Error('no field');
      field.value = `*.${host.split('.').slice(1).join('.')}`;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }, HOST);
    await press(options, '.add-host button', 'Ignore');
    await options.waitFor('.hosts li');
    const tab = await driver.newTab();
    await tab.visit(REFUSED);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(await storedIncident(driver, HOST)).toBeUndefined();
    await tab.close();
    await options.close();
  });
});
