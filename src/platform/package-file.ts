import { browser } from './browser.js';

/** The lines of a text file of the extension's own package; `path` within it. Rejects where it cannot be read. */
export async function packagedLines(path: string): Promise<string[]> {
  // No request leaves the browser: the address is one of the extension's.
  const response = await fetch(browser.runtime.getURL(path));
  // As scripts/build/words.ts writes it.
  return new TextDecoder('gb18030').decode(await response.arrayBuffer()).split('\n');
}
