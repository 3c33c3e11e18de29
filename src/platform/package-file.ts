import { browser } from './browser.js';

/** As scripts/build/words.ts writes them. */
const decoder = new TextDecoder('gb18030');

/** The lines of a text file of the extension's own package; `path` within it. Rejects where it cannot be read. */
export async function packagedLines(path: string): Promise<string[]> {
  // No request leaves the browser: the address is one of the extension's.
  const response = await fetch(browser.runtime.getURL(path));
  return decoder.decode(await response.arrayBuffer()).split('\n');
}
