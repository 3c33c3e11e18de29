import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserName } from '../../lab/site.js';

/** The one listener without which no extension sees each 421 (src/platform/web-responses.ts), doing nothing. */
export const ONE_LISTENER = {
  chrome: `chrome.webRequest.onHeadersReceived.addListener(() => {}, { urls: ['<all_urls>'] }, ['responseHeaders', 'extraHeaders']);`,
  firefox: `browser.webRequest.onHeadersReceived.addListener(() => {}, { urls: ['<all_urls>'] }, ['blocking', 'responseHeaders']);`,
} as const;

const EMPTY_PAGE =
  '<!doctype html><meta charset="utf-8"><title>Empty</title><div id="root"></div><script src="page.js"></script>';
const EMPTY_SCRIPT = `document.getElementById('root').dataset.state = 'ready';`;

/** Writes an extension into a new folder below `parent`: this background script, and a page that is ready at once. */
export async function writeBareExtension(
  parent: string,
  name: string,
  kind: BrowserName,
  background: string,
): Promise<string> {
  const folder = path.join(parent, name);
  await mkdir(folder, { recursive: true });
  const manifest = {
    manifest_version: 3,
    name,
    version: '1',
    permissions: [
      ...['webRequest', 'webNavigation', 'storage'],
      ...(kind === 'firefox' ? ['webRequestBlocking'] : []),
    ],
    host_permissions: ['<all_urls>'],
    background: kind === 'chrome' ? { service_worker: 'bare.js' } : { scripts: ['bare.js'] },
    ...(kind === 'firefox' ? { browser_specific_settings: { gecko: { id: `${name}@bench.example` } } } : {}),
  };
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'bare.js'), background);
  await writeFile(path.join(folder, 'page.html'), EMPTY_PAGE);
  await writeFile(path.join(folder, 'page.js'), EMPTY_SCRIPT);
  return folder;
}
