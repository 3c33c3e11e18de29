import { browser } from './browser.js';

/** The tab in front in the window that has the focus; undefined in a window without tabs. */
export async function activeTabId(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}

/** Opens a web page or a page of this extension in a new tab. */
export async function openUrl(url: string): Promise<void> {
  await browser.tabs.create({ url });
}
