// A private window and a normal one beside each other: of the private one nothing reaches the disk.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { startLab } from '../lab/lab.js';
import { inBoth } from '../lab/site.js';
import { page } from '../lab/sites/pages.js';
import { nginx421 } from '../lab/sites/recorded.js';
import { builtExtension } from './drivers/extension.js';
import { type DrivenPage, findBrowser, launch, makeProfile } from './drivers/index.js';

const farewell = page(
  'Farewell',
  `<script>addEventListener('pagehide', () => navigator.sendBeacon('https://seen-in-secret.test/bye', 'x'))</script>`,
);
const soon = { timeout: 60_000, interval: 250 };
const SECRET = 'seen-in-secret.test';
/** A good page of the private window, which sends a last word to the host that refuses when it closes. */
const FAREWELL = `farewell.${SECRET}`;
const OPEN = 'seen-by-everyone.test';

/** Files under a folder in which a text stands: as UTF-8, as UTF-16, or as Firefox writes keys of IndexedDB. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const plain = Buffer.from(text, 'utf8');
  const needles = [plain, Buffer.from(text, 'utf16le'), Buffer.from(plain.map((byte) => byte + 1))];
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const bytes = await readFile(file);
    if (needles.some((needle) => bytes.includes(needle))) found.push(path.relative(folder, file));
  }
  return found;
}

/** The driver itself tells Firefox in its preferences which names are the lab's. */
const WRITTEN_BY_THE_DRIVER = new Set(['user.js', 'prefs.js']);

const openWindow = (page: DrivenPage, url: string, incognito: boolean): Promise<number> =>
  page.run(
    async (address, isPrivate) => {
      const opened = await chrome.windows.create({ url: address, incognito: isPrivate });
      return opened?.tabs?.[0]?.id ?? -1;
    },
    url,
    incognito,
  );

/** What the popup of a tab is told: hosts of the incidents, and whether the window is a private one. */
const reportedOf = (page: DrivenPage, tab: number): Promise<{ hosts: string[]; incognito: boolean }> =>
  page.run(async (tabId) => {
    const { response } = await chrome.runtime.sendMessage({ name: 'tab-view', request: { tabId } });
    return {
      hosts: response.incidents.map(({ authority }: { authority: { host: string } }) => authority.host),
      incognito: response.incognito === true,
    };
  }, tab);

describe.each(['chrome', 'firefox'] as const)('a private window beside a normal one [%s]', (kind) => {
  const found = findBrowser(kind);
  it.skipIf('missing' in found)('is told of while it is open, and leaves nothing behind', async () => {
    const lab = await startLab([
      {
        id: 'private',
        title: 'A private and a normal window',
        story: 'Two hosts that refuse everything, and a page that asks one of them as it closes.',
        hosts: { [SECRET]: nginx421, [OPEN]: nginx421, [FAREWELL]: () => farewell },
        visits: [],
        expect: inBoth(),
      },
    ]);
    const profile = await makeProfile();
    try {
      const driver = await launch(kind, { lab, profile: profile.folder });
      await driver.allowPrivate();
      const { popup } = builtExtension(kind);
      let pageActions: DrivenPage | undefined;
      await vi.waitFor(async () => {
        pageActions = await driver.extensionPage(`${popup}?tab=-1`);
        await pageActions.waitFor('[data-state="ready"]', 5000);
      }, soon);
      if (!pageActions) throw new Error('the extension did not come back');
      const desktop = pageActions;

      const normal = await openWindow(desktop, `https://${OPEN}/`, false);
      const secret = await openWindow(desktop, `https://${SECRET}/`, true);
      await vi.waitFor(async () => {
        expect(await reportedOf(desktop, normal)).toEqual({ hosts: [OPEN], incognito: false });
        expect(await reportedOf(desktop, secret)).toEqual({ hosts: [SECRET], incognito: true });
      }, soon);

      await desktop.run(
        async (tabId, url) => chrome.tabs.update(tabId, { url }),
        secret,
        `https://${FAREWELL}/`,
      );
      await vi.waitFor(() => expect(lab.log.of(FAREWELL)).not.toEqual([]), soon);
      await vi.waitFor(async () => expect((await reportedOf(desktop, secret)).hosts).toEqual([]), soon);
      // The window stays for a moment, for Chrome sends no last word of a window that goes as a whole.
      const last = await desktop.run(async (tabId) => {
        const { windowId } = await chrome.tabs.get(tabId);
        const { id } = await chrome.tabs.create({ windowId });
        await chrome.tabs.remove(tabId);
        return id ?? -1;
      }, secret);
      await vi.waitFor(
        () => expect(lab.log.of(SECRET).filter(({ path }) => path === '/bye')).not.toEqual([]),
        soon,
      );
      await desktop.run(async (tabId) => chrome.tabs.remove(tabId), last);
      const session = () => desktop.run(async () => JSON.stringify(await chrome.storage.session.get(null)));
      await vi.waitFor(async () => expect(await session()).not.toContain(SECRET), soon);
      expect(await session()).toContain(OPEN);
      await driver.close();

      const kept = await filesWith(profile.folder, OPEN);
      // The search finds what there is: the normal window's incident in the extension's own database.
      expect(kept.filter((file) => /indexeddb|idb/i.test(file) && file.includes('-extension'))).not.toEqual(
        [],
      );
      const left = await filesWith(profile.folder, SECRET);
      expect(left.filter((file) => !WRITTEN_BY_THE_DRIVER.has(file))).toEqual([]);
    } finally {
      await profile.remove();
      await lab.close();
    }
  });
});
