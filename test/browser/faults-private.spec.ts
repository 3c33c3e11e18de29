// Private windows and normal ones beside each other: of the private ones nothing reaches the disk, the history or a
// normal tab, whichever way it came in.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it, vi } from 'vitest';
import { startLab } from '../lab/lab.js';
import { type Handler, inBoth, type Site } from '../lab/site.js';
import { page, script } from '../lab/sites/pages.js';
import { nginx421 } from '../lab/sites/recorded.js';
import { chooseFile } from './choose-file.js';
import { builtExtension } from './drivers/extension.js';
import { type BrowserDriver, type DrivenPage, findBrowser, launch, makeProfile } from './drivers/index.js';

const soon = { timeout: 60_000, interval: 250 };
const SECRET = 'seen-in-secret.test';
/** A good page of the private window, which sends a last word to the host that refuses when it closes. */
const FAREWELL = `farewell.${SECRET}`;
/** Asked by the service worker of a page that both kinds of window show. */
const BY_WORKER = `worker.${SECRET}`;
/** In a log that is opened in a private window. */
const LOGGED = `logged.${SECRET}`;
const OPEN = 'seen-by-everyone.test';
const BOTH = 'shown-in-both.test';

const farewell = page(
  'Farewell',
  `<script>addEventListener('pagehide', () => navigator.sendBeacon('https://${SECRET}/bye', 'x'))</script>`,
);

/** Its service worker asks the host that stands after the `#`: so no file of this page names it. */
const both: Handler = ({ path: asked }) =>
  asked === '/sw.js'
    ? script(`
addEventListener('install', () => skipWaiting());
addEventListener('message', ({ data }) => fetch('https://' + data + '/', { mode: 'no-cors' }).catch(() => {}));`)
    : page(
        'Shown in both',
        `<script type="module">
await navigator.serviceWorker.register('/sw.js');
const { active } = await navigator.serviceWorker.ready;
if (location.hash) active.postMessage(location.hash.slice(1));
</script>`,
      );

/** Refuses its page alone, for Firefox heeds no Alt-Svc of a 421; and says all that a browser remembers of a server. */
const remembered: Handler = (request) => {
  const { headers, ...response } = request.path === '/robots.txt' ? page('', '') : nginx421(request);
  const reports = JSON.stringify({
    group: 'r',
    max_age: 86_400,
    endpoints: [{ url: `https://${request.host}/r` }],
  });
  return {
    ...response,
    headers: [
      ...headers,
      ['strict-transport-security', 'max-age=86400; includeSubDomains'],
      ['alt-svc', `h3=":443"; ma=86400, h2="alt.${request.host}:443"; ma=86400`],
      ['report-to', reports],
      ['nel', JSON.stringify({ report_to: 'r', max_age: 86_400, success_fraction: 1 })],
      ['cache-control', 'max-age=86400'],
    ],
  };
};

const site: Site = {
  id: 'private',
  title: 'Private and normal windows',
  story:
    'Hosts that refuse everything, one of them asked by a service worker, and a page that asks as it closes.',
  hosts: {
    [SECRET]: remembered,
    [BY_WORKER]: remembered,
    [FAREWELL]: () => farewell,
    [OPEN]: nginx421,
    [BOTH]: both,
  },
  visits: [],
  expect: inBoth(),
};

const har = JSON.stringify({
  log: {
    version: '1.2',
    creator: { name: 'by hand', version: '1' },
    entries: [
      {
        startedDateTime: '2026-01-01T00:00:00Z',
        time: 1,
        request: { method: 'GET', url: `https://${LOGGED}/`, httpVersion: 'h2', headers: [] },
        response: { status: 421, statusText: '', httpVersion: 'h2', headers: [], content: {} },
      },
    ],
  },
});

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

/** The driver itself names to Firefox in its preferences which names are the lab's. */
const WRITTEN_BY_THE_DRIVER = new Set(['user.js', 'prefs.js']);

/** Opens a window and gives its tab; `from`: a page of the extension in a window of the same kind. */
const openWindow = (from: DrivenPage, url: string, incognito: boolean): Promise<number> =>
  from.run(
    async (address, isPrivate) => {
      const opened = await chrome.windows.create({ url: address, incognito: isPrivate });
      return opened?.tabs?.[0]?.id ?? -1;
    },
    url,
    incognito,
  );

interface Reported {
  readonly hosts: readonly string[];
  readonly ids: readonly string[];
  readonly incognito: boolean;
}

/** ms for a response; a message to a background that is ended in that moment never gets one. */
const PATIENCE = 20_000;

/** Asks the background as the extension's pages do. */
const send = (from: DrivenPage, name: string, payload: object): Promise<unknown> =>
  from.run(
    async (what, about, patience) => {
      const late = new Promise<never>((_, reject) => {
        setTimeout(() => reject(new Error('no response')), patience);
      });
      const reply = await Promise.race([chrome.runtime.sendMessage({ name: what, request: about }), late]);
      if ('error' in reply) throw new Error(reply.error);
      return reply.response;
    },
    name,
    payload,
    PATIENCE,
  );

const counts = v.array(v.object({ count: v.number() }));
const tabView = v.object({
  incognito: v.exactOptional(v.boolean()),
  incidents: v.array(v.object({ id: v.string(), authority: v.object({ host: v.string() }) })),
});

/** What the popup of a tab receives; `from`: as in openWindow. */
async function reportedOf(from: DrivenPage, tabId: number): Promise<Reported> {
  const { incidents, incognito = false } = v.parse(tabView, await send(from, 'tab-view', { tabId }));
  return {
    hosts: incidents.map(({ authority }) => authority.host),
    ids: incidents.map(({ id }) => id),
    incognito,
  };
}

/** What a tab shows, and whether it is the browser's own page for a failure. */
const shownIn = (from: DrivenPage, tabId: number): Promise<{ url: string; failed: boolean }> =>
  from.run(async (id) => {
    const frame = await chrome.webNavigation.getFrame({ tabId: id, frameId: 0 });
    return { url: frame?.url ?? '', failed: frame?.errorOccurred ?? false };
  }, tabId);

/** All that a page of the extension can read: storage areas, databases, its own storage. */
const readable = (from: DrivenPage): Promise<string> =>
  from.run(async () => {
    const result = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found: unknown[] = [
      await chrome.storage.session.get(null),
      await chrome.storage.local.get(null),
      { ...localStorage },
    ];
    for (const { name } of await indexedDB.databases()) {
      const database = await result(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) {
        found.push(await result(database.transaction(store).objectStore(store).getAll()));
      }
      database.close();
    }
    return JSON.stringify(found);
  });

const historyOf = (driver: BrowserDriver, search: string): Promise<DrivenPage> =>
  driver.privatePage(`src/pages/history/index.html${search}`);

describe.each(['chrome', 'firefox'] as const)('a private window beside a normal one [%s]', (kind) => {
  const found = findBrowser(kind);
  it.skipIf('missing' in found)('is told of while it is open, and leaves nothing behind', async () => {
    const lab = await startLab([site]);
    const profile = await makeProfile();
    try {
      const driver = await launch(kind, { lab, profile: profile.folder });
      await driver.allowPrivate();
      const { popup } = builtExtension(kind);
      let pageActions: DrivenPage | undefined;
      await vi.waitFor(async () => {
        pageActions = await driver.extensionPage(`${popup}?tab=0`);
        await pageActions.waitFor('[data-state="ready"]', 5000);
      }, soon);
      if (!pageActions) throw new Error('the extension did not come back');
      const desktop = pageActions;
      const secretly = await driver.privatePage(`${popup}?tab=0`);
      const inPrivate = (url: string): Promise<number> =>
        secretly.run(async (address) => {
          const { id: windowId = -1 } = await chrome.windows.getCurrent();
          return (await chrome.tabs.create({ url: address, windowId })).id ?? -1;
        }, url);

      // A page of each kind of window.
      const normal = await openWindow(desktop, `https://${OPEN}/`, false);
      const secret = await inPrivate(`https://${SECRET}/`);
      await vi.waitFor(async () => {
        expect(await reportedOf(desktop, normal)).toMatchObject({ hosts: [OPEN], incognito: false });
        expect(await reportedOf(secretly, secret)).toMatchObject({ hosts: [SECRET], incognito: true });
      }, soon);

      // A request of no tab, while both kinds of window show its origin.
      const shown = await openWindow(desktop, `https://${BOTH}/`, false);
      const shownSecretly = await inPrivate(`https://${BOTH}/#${BY_WORKER}`);
      await vi.waitFor(
        async () => expect((await reportedOf(secretly, shownSecretly)).hosts).toEqual([BY_WORKER]),
        soon,
      );
      expect((await reportedOf(desktop, shown)).hosts).toEqual([]);

      // Checks, a retry, and what a stopped background takes up again.
      const { ids } = await reportedOf(secretly, secret);
      const [id = ''] = ids;
      const mark = lab.log.mark();
      await send(secretly, 'run-checks', { id, tabId: secret, neighbour: null, unusual: false });
      // Chrome's background of private windows sends them; Firefox's one background would send them as a normal window's.
      const asked = lab.log.of(SECRET, mark).map(({ path: of }) => of);
      expect(asked.includes('/robots.txt')).toBe(kind === 'chrome');
      const counted = async () => v.parse(counts, await send(secretly, 'incidents', { ids }))[0]?.count ?? 0;
      const before = await counted();
      await send(secretly, 'retry-fresh', { id, tabId: secret, way: 'reload' });
      // A stop by force cuts off what is under way, which the browser's own waits for.
      await vi.waitFor(async () => expect(await counted()).toBeGreaterThan(before), soon);
      // Not in Chrome: on a busy machine one of its two workers, stopped by force, sometimes answers no message any more.
      if (kind === 'firefox') await driver.stopBackground();
      await vi.waitFor(async () => {
        const [incident] = [await send(secretly, 'incidents', { ids })].flat();
        expect(JSON.stringify(incident)).toContain(kind === 'chrome' ? '"id":"repeat"' : '"id":"address"');
        const { hosts } = await reportedOf(secretly, secret);
        // Together, so that a failure says whether the page came at all.
        const shown = await shownIn(secretly, secret);
        expect({ hosts, ...shown }).toEqual({ hosts: [SECRET], url: `https://${SECRET}/`, failed: false });
      }, soon);

      // An export by another hand that holds a private incident.
      const [incident] = [await send(secretly, 'incidents', { ids })].flat();
      expect(await send(desktop, 'import', { incidents: [incident] })).toMatchObject({ added: 0, merged: 0 });

      // Pages of the extension in a private window: no history, and no way to put something into it.
      const log = await historyOf(driver, '?log=');
      await log.waitFor('.choose-file');
      await log.run(chooseFile, '.choose-file', 'secret.har', Buffer.from(har).toString('base64'));
      await log.waitFor(`[data-host="${LOGGED}"]`);
      expect(await log.run(() => document.querySelectorAll('.log-actions .button-strong').length)).toBe(0);
      await log.close();
      const history = await historyOf(driver, '');
      await history.waitFor('.page[data-state="ready"]');
      expect(await history.run(() => document.querySelectorAll('.actions, [data-incident]').length)).toBe(0);
      await history.close();
      const options = await driver.privatePage('src/pages/options/index.html');
      await options.waitFor('.banner');
      expect(await options.run(() => document.querySelectorAll('[name="keepDays"]').length)).toBe(0);
      await options.close();

      // The developer tools see a tab's requests themselves.
      const panel = await driver.panelAt(`https://${SECRET}/`);
      await panel.waitFor('.panel[data-state="ready"]');
      await vi.waitFor(async () => {
        await secretly.run((tabId) => chrome.tabs.reload(tabId), secret);
        await panel.waitFor('[data-incident]', 3000);
      }, soon);
      expect(await panel.run(() => document.body.innerText)).toContain(SECRET);
      await panel.close();

      // What the normal windows can read now. Firefox's one background remembers both, in memory.
      if (kind === 'chrome') expect(await readable(desktop)).not.toContain(SECRET);
      expect(JSON.stringify(await send(desktop, 'list', {}))).not.toContain(SECRET);
      expect(await readable(desktop)).toContain(OPEN);

      await secretly.run(
        async (tabId, url) => chrome.tabs.update(tabId, { url }),
        secret,
        `https://${FAREWELL}/`,
      );
      await vi.waitFor(() => expect(lab.log.of(FAREWELL)).not.toEqual([]), soon);
      await vi.waitFor(async () => expect((await reportedOf(secretly, secret)).hosts).toEqual([]), soon);
      // The window stays for a moment, for Chrome sends no last word of a window that goes as a whole.
      await secretly.run(async (tabId) => chrome.tabs.remove(tabId), secret);
      await vi.waitFor(
        () => expect(lab.log.of(SECRET).filter(({ path }) => path === '/bye')).not.toEqual([]),
        soon,
      );
      await secretly.run(async (tabId) => chrome.tabs.remove(tabId), shownSecretly);
      await secretly.close();
      await vi.waitFor(async () => expect(await readable(desktop)).not.toContain(SECRET), soon);
      expect(await readable(desktop)).toContain(OPEN);

      // Nor does a private window that is opened afterwards know of it.
      const later = await driver.privatePage(`${popup}?tab=0`);
      expect(await send(later, 'incidents', { ids })).toEqual([]);
      await later.close();
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
