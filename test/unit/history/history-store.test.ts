import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Protocol, RequestName } from '../../../src/messages.js';
import type { Incident } from '../../../src/model/incident.js';
import { DEFAULT_SETTINGS } from '../../../src/model/settings.js';
import { createHistoryStore, type HistoryPlatform } from '../../../src/pages/history/history-store.js';
import { EVERYTHING } from '../../../src/pages/history/query.js';
import { incidentOf, NOON } from '../../fixtures/build.js';

vi.mock('../../../src/platform/i18n.js', () => ({
  getMessage: (key: string) => key,
  uiLanguage: () => 'en',
  loadWords: () => Promise.resolve(),
}));

const shop = incidentOf({ url: 'https://shop.example/', time: NOON });
const api = incidentOf({ url: 'https://api.example/', time: NOON - 5000 });

let stop: (() => void) | undefined;
afterEach(() => stop?.());

/** A background and a disk in memory. */
function started(first: readonly Incident[], more: Partial<HistoryPlatform> = {}) {
  const disk = new Map(first.map((incident) => [incident.id, incident]));
  const listeners = new Set<(ids: readonly string[]) => void>();
  const background = { away: false, unkept: [] as Incident[] };
  const send = async <N extends RequestName>(
    name: N,
    payload: Protocol[N]['request'],
  ): Promise<Protocol[N]['response']> => {
    if (background.away) throw new Error('the background did not answer');
    if (name === 'list') return background.unkept;
    if (name === 'forget' && 'ids' in payload) {
      for (const id of payload.ids) disk.delete(id);
      return null;
    }
    if (name === 'import' && 'incidents' in payload) {
      for (const incident of payload.incidents) disk.set(incident.id, incident);
      return { added: payload.incidents.length, merged: 0, same: 0 };
    }
    throw new Error(`not asked for here: ${name}`);
  };
  const remembered = vi.fn();
  const store = createHistoryStore(
    {
      isPrivate: false,
      incidentStore: {
        list: async () => [...disk.values()],
        latest: async (most) => [...disk.values()].toSorted((a, b) => b.lastSeen - a.lastSeen).slice(0, most),
        count: async () => disk.size,
        getMany: async (ids) => ids.flatMap((id) => disk.get(id) ?? []),
      },
      send: send,
      onChanged: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      readNotKept: async () => undefined,
      readSettings: async () => DEFAULT_SETTINGS,
      onSettings: () => () => undefined,
      now: () => NOON,
      remember: remembered,
      afterPaint: (run) => run(),
      ...more,
    },
    EVERYTHING,
  );
  stop = store.start();
  const tell = (...ids: string[]): void => {
    for (const listener of listeners) listener(ids);
  };
  return { store, disk, background, tell, remembered };
}

const hosts = (store: ReturnType<typeof createHistoryStore>): string[] =>
  store.shown.value.map(({ incident }) => incident.authority.host);

describe('the history', () => {
  it('shows what is kept, and then what each is diagnosed with', async () => {
    const { store } = started([shop, api]);
    await vi.waitFor(() => expect(store.state.value.kind).toBe('ready'));
    expect(hosts(store)).toEqual(['shop.example', 'api.example']);
    await vi.waitFor(() => expect(store.entries.value.every(({ made }) => made)).toBe(true));
  });

  it('shows the latest of many before it has read all, and says how many there are', async () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      incidentOf({ url: `https://h${index}.example/`, time: NOON - index * 1000 }),
    );
    let giveAll = (): void => undefined;
    const all = new Promise<readonly Incident[]>((resolve) => {
      giveAll = () => resolve(many);
    });
    const { store } = started([], {
      incidentStore: {
        list: async () => [...(await all)],
        latest: async (most) => many.slice(0, most),
        count: async () => many.length,
        getMany: async () => [],
      },
    });
    await vi.waitFor(() => expect(store.state.value.kind).toBe('ready'));
    expect(hosts(store)).toHaveLength(100);
    expect(hosts(store)[0]).toBe('h0.example');
    expect([store.expected.value, store.isPending.value]).toEqual([300, true]);
    giveAll();
    await vi.waitFor(() => expect(hosts(store)).toHaveLength(300));
    expect([store.expected.value, store.isPending.value]).toEqual([undefined, false]);
  });

  it('follows the search field after the next frame, once for all that was typed by then', async () => {
    const frames: (() => void)[] = [];
    const { store, remembered } = started([shop, api], { afterPaint: (run) => void frames.push(run) });
    await vi.waitFor(() => expect(store.state.value.kind).toBe('ready'));
    store.search('ap');
    store.search('api');
    expect([store.typed.value, store.query.value.text, store.isPending.value]).toEqual(['api', '', true]);
    expect(hosts(store)).toHaveLength(2);
    expect(frames).toHaveLength(1);
    frames[0]?.();
    expect([hosts(store), store.isPending.value]).toEqual([['api.example'], false]);
    expect(remembered).toHaveBeenCalledTimes(1);
    store.search('');
    store.setQuery(EVERYTHING);
    frames[1]?.();
    expect([store.typed.value, hosts(store).length, remembered.mock.calls.length]).toEqual(['', 2, 2]);
  });

  it('follows what changes, and diagnoses anew only that', async () => {
    const { store, disk, tell } = started([shop, api]);
    await vi.waitFor(() => expect(store.entries.value.filter(({ made }) => made)).toHaveLength(2));
    const before = store.entries.value.find(({ incident }) => incident.id === api.id)?.made;
    disk.set(shop.id, { ...shop, count: 9, lastSeen: NOON + 1 });
    disk.delete('nothing');
    tell(shop.id, 'nothing');
    await vi.waitFor(() =>
      expect(store.entries.value.find(({ incident }) => incident.id === shop.id)?.made?.incident.count).toBe(
        9,
      ),
    );
    expect(store.entries.value.find(({ incident }) => incident.id === api.id)?.made).toBe(before);
    disk.delete(api.id);
    tell(api.id);
    await vi.waitFor(() => expect(hosts(store)).toEqual(['shop.example']));
  });

  it('deletes, and brings back', async () => {
    const { store, disk } = started([shop, api]);
    await vi.waitFor(() => expect(store.state.value.kind).toBe('ready'));
    await store.remove([shop.id]);
    expect(hosts(store)).toEqual(['api.example']);
    expect(disk.has(shop.id)).toBe(false);
    expect(store.removed.value).toEqual([shop]);
    await store.undo();
    expect(hosts(store)).toEqual(['shop.example', 'api.example']);
    expect(store.removed.value).toBeUndefined();
  });

  it('says what failed, and keeps what can be brought back', async () => {
    const { store, background } = started([shop]);
    await vi.waitFor(() => expect(store.state.value.kind).toBe('ready'));
    await store.remove([shop.id]);
    background.away = true;
    await store.undo();
    expect(store.fault.value).toBe('the background did not answer');
    expect(store.removed.value).toEqual([shop]);
    background.away = false;
    await store.undo();
    expect(store.fault.value).toBeUndefined();
    expect(hosts(store)).toEqual(['shop.example']);
  });

  it('shows what only the session has, says which, and follows it', async () => {
    const { store, background, tell } = started([shop]);
    background.unkept = [api];
    await store.reload();
    expect(hosts(store)).toEqual(['shop.example', 'api.example']);
    expect([...store.unkept.value]).toEqual([api.id]);
    background.unkept = [{ ...api, count: 7, lastSeen: NOON + 1 }];
    tell(api.id);
    await vi.waitFor(() => expect(hosts(store)).toEqual(['api.example', 'shop.example']));
    background.unkept = [];
    tell(api.id);
    await vi.waitFor(() => expect(hosts(store)).toEqual(['shop.example']));
    expect(store.unkept.value.size).toBe(0);
  });

  it('shows one that is on disk and in the session once, as it was seen last', async () => {
    const { store, background } = started([shop]);
    background.unkept = [{ ...shop, count: 3, lastSeen: shop.lastSeen - 1 }];
    await store.reload();
    expect(store.incidents.value).toEqual([shop]);
  });

  it('shows what is on disk where the background does not answer', async () => {
    const { store, background } = started([shop]);
    background.away = true;
    await store.reload();
    expect(hosts(store)).toEqual(['shop.example']);
  });

  it('keeps all bars of the chart while the list is held to one of them', async () => {
    const { store } = started([shop, api]);
    await vi.waitFor(() => expect(store.state.value.kind).toBe('ready'));
    store.setQuery({ span: { from: NOON - 5000, to: NOON } });
    expect(hosts(store)).toEqual(['api.example']);
    expect(store.charted.value.map(({ incident }) => incident)).toEqual([shop, api]);
    store.setQuery({ host: 'shop.example' });
    expect(store.charted.value.map(({ incident }) => incident)).toEqual([shop]);
  });

  it('begins at the first page with each new question, and remembers it', async () => {
    const { store, remembered } = started([shop]);
    store.setQuery({ page: 3 });
    expect(store.query.value.page).toBe(3);
    store.setQuery({ text: 'shop' });
    expect(store.query.value).toEqual({ ...EVERYTHING, text: 'shop' });
    expect(remembered).toHaveBeenLastCalledWith({ ...EVERYTHING, text: 'shop' });
  });

  it('says that the disk cannot be read, and tries again', async () => {
    let broken = true;
    const { store } = started([], {
      incidentStore: {
        list: () => (broken ? Promise.reject(new Error('InvalidStateError')) : Promise.resolve([shop])),
        latest: async () => [],
        count: async () => 0,
        getMany: async () => [],
      },
    });
    await vi.waitFor(() => expect(store.state.value.kind).toBe('error'));
    broken = false;
    await store.reload();
    expect(store.state.value.kind).toBe('ready');
    expect(hosts(store)).toEqual(['shop.example']);
  });
});
