import type { Browser, Page } from 'puppeteer-core';
import type { BrowserDriver, DrivenPage } from './driver.js';
import { drivenPage, isLost, killGroup, lasting, openPage, openTab } from './puppeteer-page.js';

/** Of the extension's pages: a popup's. */
const VIEW = { width: 400, height: 600 };

export interface SharedParts {
  readonly kind: BrowserDriver['kind'];
  readonly browser: Browser;
  /** Resolves when the browser has ended. */
  readonly gone: Promise<void>;
  /** Where the extension's pages are, with the slash. */
  readonly home: string;
  /** Path of its popup. */
  readonly popup: string;
  readonly lead: (page: Page, url: string) => Promise<unknown>;
}

/** What both drivers do in the same way. */
export async function sharedDriver({ kind, browser, gone, home, popup, lead }: SharedParts) {
  const open = (place: string): Promise<Page> =>
    openPage(browser, async (page) => {
      await page.setViewport(VIEW);
      await lead(page, home + place);
    });
  const extensionPage = async (place: string) => drivenPage(await open(place));
  // Its pages go with it when it is loaded anew, and not every driver sees them go.
  let loads = 0;
  const helperPage = lasting(
    async () => ({ page: await open(`${popup}?tab=0`), load: loads }),
    ({ page, load }) => load !== loads || isLost(page),
  );
  const pageActions = async () => drivenPage((await helperPage()).page);
  return {
    open,
    pageActions,
    drawn,
    /** A tab, without what each browser does in its own way. */
    async openTab() {
      const { page, id } = await openTab(browser, await pageActions());
      return { page, tab: { ...drivenPage(page), id, bringToFront: () => page.bringToFront() } };
    },
    /** The extension was loaded anew. */
    loadedAnew: () => {
      loads += 1;
    },
    driver: {
      kind,
      version: await browser.version(),
      gone,
      async show(url) {
        const [page = await browser.newPage()] = await browser.pages();
        await lead(page, url);
        // The page that the first run opens is there to be looked at later.
        await page.bringToFront();
      },
      extensionPage,
      popup: async (tabId) => drawn(await extensionPage(`${popup}?tab=${tabId}`)),
      asExtension: async (code, ...args) => (await pageActions()).run(code, ...args),
      async kill() {
        killGroup(browser);
        await gone;
      },
      async close() {
        await browser.close();
        await gone;
      },
    } satisfies Partial<BrowserDriver>,
  };
}

/** A page of the extension, once it shows what it has to. */
async function drawn(page: DrivenPage): Promise<DrivenPage> {
  await page.waitFor('[data-state="ready"]');
  return page;
}
