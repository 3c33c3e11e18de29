import { browser } from './browser.js';

/** The lines of a text file of the extension's own package; `path` within it. Rejects where it cannot be read. */
export async function packagedLines(path: string): Promise<string[]> {
  // No request leaves the browser: the address is one of the extension's.
  const response = await fetch(browser.runtime.getURL(path));
  return (await response.text()).split('\n');
}
