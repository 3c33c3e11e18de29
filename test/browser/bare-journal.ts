import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Stores each 421 as soon as it is reported, and does nothing else: no extension can lose less when it is stopped. */
const STORE_EACH = `
const store = ({ requestId, statusCode }) => {
  if (statusCode === 421) void chrome.storage.session.set({ [requestId]: 1 });
};
const everything = { urls: ['<all_urls>'] };
chrome.webRequest.onHeadersReceived.addListener(store, everything, ['responseHeaders', 'extraHeaders']);
chrome.webRequest.onResponseStarted.addListener(store, everything);
`;

const MANIFEST = {
  manifest_version: 3,
  name: 'Bare journal',
  version: '1',
  permissions: ['webRequest', 'storage'],
  host_permissions: ['<all_urls>'],
  background: { service_worker: 'journal.js' },
};

/** Writes it into a new folder below `parent`; its page is `page.html`. Chrome only. */
export async function writeBareJournal(parent: string): Promise<string> {
  const folder = path.join(parent, 'bare-journal');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(MANIFEST));
  await writeFile(path.join(folder, 'journal.js'), STORE_EACH);
  await writeFile(path.join(folder, 'page.html'), '<!doctype html><meta charset="utf-8"><title>Bare</title>');
  return folder;
}

/** Runs in its page: how many responses it stored. */
export const countStored = async (): Promise<number> =>
  Object.keys(await chrome.storage.session.get(null)).length;
