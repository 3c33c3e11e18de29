// The background stopped at every single step of the recording path: from each step on, another life must find what
// the first one, and count it once.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { IncidentStore } from '../../../src/incidents/store/incidents.js';
import type { Kept } from '../../../src/incidents/store/schema.js';
import { snapshotIn } from '../../../src/incidents/store/session.js';
import type { Incident } from '../../../src/model/incident.js';
import type { WebResponse } from '../../../src/platform/web-response.js';
import { SUSPECT_PAGES } from '../../fixtures/suspected/pages.js';
import { type LastCall, Life, Storage } from './life.js';

let life = new Life(Number.POSITIVE_INFINITY, 'done');
let session = new Storage();
/** What Chrome's background of private windows has instead: see src/incidents/store/private-area.ts. */
let privately = new Storage();
let local = new Storage();
let isPrivate = false;

const gated =
  <Args extends unknown[], T>(call: (...args: Args) => T) =>
  (...args: Args): Promise<T> =>
    life.step(() => call(...args));
const event = { addListener: () => undefined, removeListener: () => undefined };
const area = (storage: () => Storage) => ({
  get: gated((key: string | null) => storage().get(key)),
  set: gated((items: Record<string, unknown>) => storage().set(items)),
  remove: gated((keys: string[]) => storage().remove(keys)),
  onChanged: event,
});
const nothing = gated(() => undefined);

vi.mock('webextension-polyfill', () => ({
  default: {
    action: {
      setBadgeText: nothing,
      setTitle: nothing,
      setBadgeBackgroundColor: nothing,
      setBadgeTextColor: nothing,
    },
    extension: {
      // Chrome runs the extension twice; Firefox's one background is in no window.
      get inIncognitoContext() {
        return isPrivate && target === 'chromium';
      },
    },
    i18n: { getMessage: () => 'en', getUILanguage: () => 'en' },
    runtime: { getBrowserInfo: gated(() => ({ version: '153.0' })), sendMessage: nothing },
    scripting: { executeScript: gated(() => [{ result: reading }]) },
    storage: { session: area(() => session), local: area(() => local), managed: area(() => new Storage()) },
    permissions: { contains: gated(() => true) },
    tabs: {
      query: gated(() => [{ id: tabId, incognito: isPrivate }]),
    },
    webNavigation: { getAllFrames: gated(() => [{ frameId: 0, url: URL, documentId: 'D' }]) },
    webRequest: {
      getSecurityInfo: gated(() => ({ state: 'secure', protocolVersion: 'TLSv1.3', certificates: [] })),
      filterResponseData: () => {
        const filter: { onstop?: () => void; disconnect: () => void } = { disconnect: () => undefined };
        void life.step(() => undefined).then(() => filter.onstop?.());
        return filter;
      },
    },
  },
}));

vi.mock('../../../src/incidents/store/private-area.js', () => ({
  PrivateArea: class {
    get = gated(() => privately.get(null));
    set = gated((items: Record<string, unknown>) => privately.set(items));
    remove = gated((keys: string[]) => privately.remove(keys));
  },
}));

/** What the script that reads a page gives. */
let reading: object = {};

const TIME = 1_790_000_000_000;
const URL = 'https://shop.example/';
/** Another one for each run. */
let tabId = 0;

const responseOf = (n: number, type: string): WebResponse => ({
  requestId: String(n),
  url: type === 'main_frame' ? URL : `${URL}${n}`,
  method: 'GET',
  type,
  tabId,
  frameId: 0,
  timeStamp: TIME + n,
  statusCode: 421,
  statusLine: 'HTTP/2.0 421 ',
  responseHeaders: [{ name: 'content-length', value: '0' }],
  ip: '192.0.2.1',
  ...(target === 'firefox'
    ? { incognito: isPrivate, cookieStoreId: isPrivate ? 'firefox-private' : 'firefox-default' }
    : {}),
});

let target: 'chromium' | 'firefox';

/** Lets everything happen that is going to: the timers of the code are run, those of the disk take their time. */
async function quiet(): Promise<void> {
  for (let i = 0; i < 8; i++) {
    for (let turn = 0; turn < 12; turn++) await new Promise(setImmediate);
    await vi.advanceTimersByTimeAsync(4000);
  }
}

interface Run {
  /** Answers that the browser had reported before the end of the life, or in its last call. */
  readonly journalled: number;
  readonly steps: number;
  readonly found: readonly Incident[];
  readonly onDisk: readonly Incident[];
}

describe.each(['chromium', 'firefox'] as const)('the background stopped in %s', (browserName) => {
  let Background: typeof import('../../../src/background/state.js').Background;
  let Watch: typeof import('../../../src/background/watch.js').Watch;

  let warned: ReturnType<typeof vi.spyOn>;

  beforeEach(async () => {
    warned = vi.spyOn(console, 'warn');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: TIME });
    target = browserName;
    reading = { text: '<h1>421</h1>', cut: false };
    vi.stubGlobal('__TARGET__', browserName);
    vi.stubGlobal('navigator', { userAgent: 'Chrome/156.0.0.0' });
    vi.resetModules();
    ({ Background } = await import('../../../src/background/state.js'));
    ({ Watch } = await import('../../../src/background/watch.js'));
  });
  afterEach(() => {
    expect(warned).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  function begin(next: Life) {
    life = next;
    const state = new Background();
    const { store } = state;
    // The disk is reached by these; each is a step like any call to the browser.
    const kept = store.kept.bind(store);
    const keep = store.keep.bind(store);
    const listed = store.fromStandIn.bind(store);
    store.kept = (id: string) => life.step(() => kept(id));
    store.keep = (all: readonly Kept[]) => life.step(() => keep(all));
    store.fromStandIn = () => life.step(() => listed());
    const watch = new Watch(state, 'chrome-extension://missent');
    void watch.finishEarlier();
    const hear = (response: WebResponse) => {
      if (life.over) return;
      if (target === 'chromium') {
        const { ip: _, ...begun } = response;
        watch.begun(begun);
        if (life.over) return;
      }
      void watch.heard(response);
    };
    return { state, watch, hear };
  }

  async function run(endsAt: number, lastCall: LastCall): Promise<Run> {
    tabId++;
    session = new Storage();
    privately = new Storage();
    local = new Storage();
    globalThis.indexedDB = new IDBFactory();
    const area = isPrivate && target === 'chromium' ? privately : session;
    const first = begin(new Life(endsAt, lastCall));
    // One that wakes it, one that finds it awake, and a second one of the same host beside it.
    first.hear(responseOf(1, 'main_frame'));
    await quiet();
    first.hear(responseOf(2, 'image'));
    first.hear(responseOf(3, 'image'));
    await quiet();
    const { steps } = life;
    const written = [
      ...(await new IncidentStore().list()),
      ...(snapshotIn(area.items)?.unsaved ?? []).map(({ incident }) => incident),
    ];
    const keys = new Set([
      ...Object.keys(area.items).filter((name) => name.startsWith('answer:')),
      ...written.flatMap(({ occurrences }) =>
        occurrences.map(({ exchange }) => `answer:${exchange.time}:${exchange.requestId}`),
      ),
    ]);

    const second = begin(new Life(Number.POSITIVE_INFINITY, 'done'));
    await quiet();
    void second.watch.readable(tabId, URL);
    await quiet();
    expect(Object.keys(area.items).filter((name) => name !== 'session')).toEqual([]);
    // storage.session is one for both backgrounds, and stays until the browser ends.
    if (area !== session) expect(session.items).toEqual({});
    return {
      journalled: keys.size,
      steps,
      found: await second.state.incidents([...second.state.tabs.of(tabId).keys()]),
      onDisk: await second.state.store.list(),
    };
  }

  const pending = (incidents: readonly Incident[]) =>
    incidents
      .flatMap(({ occurrences }) => occurrences)
      .flatMap(({ body, page, tls }) => [body, page, tls])
      .filter((fact) => !fact.known && fact.why === 'pending');

  test('a page that is told before the response that it came with is marked and read all the same', async () => {
    tabId++;
    isPrivate = false;
    session = new Storage();
    local = new Storage();
    globalThis.indexedDB = new IDBFactory();
    const { hear, state, watch } = begin(new Life(Number.POSITIVE_INFINITY, 'done'));
    void watch.committed({ tabId, url: URL, time: TIME + 8 });
    void watch.readable(tabId, URL);
    await quiet();
    hear(responseOf(1, 'main_frame'));
    await quiet();
    const found = await state.incidents([...state.tabs.of(tabId).keys()]);
    expect(found).toMatchObject([{ count: 1 }]);
    expect(pending(found)).toEqual([]);
  });

  // Firefox reads along while it reports the response.
  test.runIf(browserName === 'chromium')(
    'a suspected page that is shown and parsed before its response is reported is read all the same',
    async () => {
      const page = SUSPECT_PAGES.find(({ rule }) => rule === 'apache-strict-sni');
      if (!page) throw new Error('there is no such page');
      reading = {
        ...{ text: page.body, cut: false, contentType: 'text/html', status: 403, fromWorker: false },
        ...{ hop: 'h2', connectStart: 1, connectEnd: 2, responseStart: 3 },
      };
      tabId++;
      isPrivate = false;
      session = new Storage();
      local = new Storage();
      globalThis.indexedDB = new IDBFactory();
      const { state, watch } = begin(new Life(Number.POSITIVE_INFINITY, 'done'));
      void watch.committed({ tabId, url: URL, time: TIME + 8 });
      void watch.parsed({ tabId, url: URL, time: TIME + 9 });
      await quiet();
      const headers = page.headers.map((line) => line.split(': '));
      void watch.heardError({
        ...responseOf(1, 'main_frame'),
        ...{ statusCode: 403, statusLine: page.statusLine },
        responseHeaders: headers.map(([name = '', value = '']) => ({ name, value })),
      });
      await quiet();
      const found = await state.incidents([...state.tabs.of(tabId).keys()]);
      expect(found).toMatchObject([{ count: 1, occurrences: [{ outcome: 'suspected' }] }]);
    },
  );

  test.each(['normal', 'private'] as const)('at every step, in a %s window', async (kind) => {
    isPrivate = kind === 'private';
    const whole = await run(Number.POSITIVE_INFINITY, 'done');
    expect(whole.found).toMatchObject([{ count: 3 }]);
    expect(whole.steps).toBeGreaterThan(20);
    for (let step = 0; step < whole.steps; step++) {
      for (const lastCall of ['lost', 'done'] as const) {
        const { journalled, found, onDisk } = await run(step, lastCall);
        const told = `ended at step ${step}, ${lastCall}`;
        const counts = found.map(({ count }) => count);
        expect(counts, told).toEqual(journalled === 0 ? [] : [journalled]);
        expect(pending(found), told).toEqual([]);
        expect(onDisk, told).toEqual(kind === 'private' ? [] : found);
      }
    }
  });
});
