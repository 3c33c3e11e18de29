import type { BrowserDriver, DrivenPage } from './drivers/index.js';

/** The pages that a test opened and has not closed. */
export class Opened {
  readonly #pages = new Set<DrivenPage>();

  /** The same driver, whose pages are remembered until they are closed. */
  watching(driver: BrowserDriver): BrowserDriver {
    const kept = <Page extends DrivenPage>(page: Page): Page => {
      const watched: Page = {
        ...page,
        close: async () => {
          this.#pages.delete(watched);
          await page.close();
        },
      };
      this.#pages.add(watched);
      return watched;
    };
    return {
      ...driver,
      newTab: async () => kept(await driver.newTab()),
      extensionPage: async (path) => kept(await driver.extensionPage(path)),
      popup: async (tabId) => kept(await driver.popup(tabId)),
      actionPopup: async (tab) => kept(await driver.actionPopup(tab)),
    };
  }

  /** What is open now stays open. */
  keep(): void {
    this.#pages.clear();
  }

  async close(): Promise<void> {
    const left = [...this.#pages];
    this.#pages.clear();
    // One whose tab the test closed by other ways is gone already.
    for (const page of left.reverse()) await page.close().catch(() => undefined);
  }
}
