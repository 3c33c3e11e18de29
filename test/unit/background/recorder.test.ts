import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Recorder } from '../../../src/background/recorder.js';
import { IncidentCache, type IncidentStore } from '../../../src/incidents/incident-cache.js';
import type { Kept } from '../../../src/incidents/store/schema.js';
import { responseKey } from '../../../src/incidents/update-incident.js';
import type { BrowsingContext } from '../../../src/model/context.js';
import { type Incident, MAX_OCCURRENCES } from '../../../src/model/incident.js';
import { known } from '../../../src/model/known.js';
import { incidentOf, NOON, type OccurrenceSketch, occurrenceOf } from '../../fixtures/build.js';

class TestIncidentStore implements IncidentStore {
  readonly records = new Map<string, Kept>();
  writes = 0;
  failing = false;
  unreadable = false;
  /** The incidents that lie there. */
  get incidents(): Incident[] {
    return [...this.records.values()].map(({ incident }) => incident);
  }
  async kept(id: string): Promise<Kept | undefined> {
    if (this.unreadable) throw new Error('UnknownError');
    return this.records.get(id);
  }
  async delete(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.records.delete(id);
  }
  async keep(kept: readonly Kept[]): Promise<void> {
    this.writes++;
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (this.failing) throw new DOMException('no room', 'QuotaExceededError');
    for (const one of kept) this.records.set(one.incident.id, one);
  }
}

function recorderOn(incidentStore: TestIncidentStore, keepsNothing: boolean | (() => boolean) = false) {
  const told: string[] = [];
  const lost: string[] = [];
  let failures = 0;
  const cache = new IncidentCache({
    incidentStore,
    changed: (ids) => told.push(...ids),
    unsavedChanged: async () => undefined,
    keepsNothing: typeof keepsNothing === 'function' ? keepsNothing : () => keepsNothing,
    failed: () => failures++,
    counted: () => undefined,
    forgotten: () => undefined,
    made: () => undefined,
    pushedOut: () => undefined,
    lost: (ids) => lost.push(...ids),
  });
  const recorder = new Recorder({
    cache,
    agent: async () => ({ name: 'chromium', version: '156' }),
    inJournal: () => false,
    counted: () => undefined,
  });
  const add = (sketch: OccurrenceSketch = {}) =>
    recorder.add(occurrenceOf(sketch), { neighbours: [], periods: [] });
  return { cache, recorder, add, told, lost, failures: () => failures };
}

const PRIVATE: BrowsingContext = { kind: 'private' };

describe('the recorder', () => {
  test('one host is one incident, whatever the URL, and every occurrence counts', async () => {
    const incidentStore = new TestIncidentStore();
    const { cache, add, told } = recorderOn(incidentStore);
    const ids = await Promise.all([
      add({ url: 'https://a.example/1', time: NOON }),
      add({ url: 'https://a.example/2', time: NOON + 5 }),
      add({ url: 'wss://a.example/3', time: NOON + 9 }),
    ]);
    await cache.settled();
    expect(new Set(ids)).toEqual(new Set(['normal|https://a.example']));
    expect(incidentStore.incidents).toMatchObject([
      {
        count: 3,
        firstSeen: NOON,
        lastSeen: NOON + 9,
        authority: { host: 'a.example' },
        agent: { name: 'chromium' },
      },
    ]);
    expect(told).toContain('normal|https://a.example');
  });

  test('another port, scheme or browsing context is another incident', async () => {
    const incidentStore = new TestIncidentStore();
    const { cache, add } = recorderOn(incidentStore);
    await add({ url: 'https://a.example/' });
    await add({ url: 'https://a.example:8443/' });
    await add({ url: 'http://a.example/' });
    await add({ url: 'https://a.example/', context: { kind: 'container', id: 'firefox-container-2' } });
    await cache.settled();
    expect(incidentStore.records.size).toBe(4);
  });

  test('a storm costs few writes and loses no count', async () => {
    const incidentStore = new TestIncidentStore();
    const { cache, add } = recorderOn(incidentStore);
    await Promise.all(
      Array.from({ length: 1000 }, (_, i) => add({ url: `https://h${i % 10}.example/${i}`, time: NOON + i })),
    );
    await cache.settled();
    expect(incidentStore.incidents.map(({ count }) => count)).toEqual(Array(10).fill(100));
    expect(incidentStore.incidents.every(({ occurrences }) => occurrences.length <= MAX_OCCURRENCES)).toBe(
      true,
    );
    expect(incidentStore.writes).toBeLessThan(20);
  });

  test('goes on with what an earlier life wrote', async () => {
    const incidentStore = new TestIncidentStore();
    const first = recorderOn(incidentStore);
    await first.add({ time: NOON });
    await first.cache.settled();
    const second = recorderOn(incidentStore);
    await second.add({ time: NOON + 1000 });
    await second.cache.settled();
    expect(incidentStore.incidents).toMatchObject([{ count: 2, firstSeen: NOON, lastSeen: NOON + 1000 }]);
  });

  test('what a private window saw never reaches the store, and goes with the window', async () => {
    const incidentStore = new TestIncidentStore();
    const { cache, recorder, add } = recorderOn(incidentStore);
    const id = await add({ context: PRIVATE });
    await recorder.amend(id ?? '', responseKey(NOON, '1'), {
      body: known({ text: 'x', cut: false, via: 'page' }),
    });
    await cache.settled();
    expect(incidentStore.writes).toBe(0);
    expect(cache.unsaved).toMatchObject([{ incident: { count: 1 } }]);
    cache.forgetPrivate();
    expect(cache.unsaved).toEqual([]);
    expect(await cache.get(id ?? '')).toBeUndefined();
  });

  test('where nothing is kept, pages may list what the session has, but nothing of private windows', async () => {
    const { cache, add } = recorderOn(new TestIncidentStore(), true);
    await add({ url: 'https://a.example/' });
    await add({ url: 'https://b.example/', context: PRIVATE });
    expect(cache.unsaved).toHaveLength(2);
    expect(cache.listable.map(({ id }) => id)).toEqual(['normal|https://a.example']);
  });

  describe('where the store refuses', () => {
    beforeEach(() => {
      vi.useFakeTimers();
    });
    afterEach(() => {
      vi.useRealTimers();
    });
    const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

    test('what it did not take stays in memory, can be read and listed, and is written when it takes again', async () => {
      const incidentStore = new TestIncidentStore();
      const { cache, add, failures } = recorderOn(incidentStore);
      incidentStore.failing = true;
      await add({ url: 'https://a.example/' });
      await pass(100);
      expect([incidentStore.records.size, failures()]).toEqual([0, 1]);
      expect(cache.trouble).toMatchObject({ name: 'QuotaExceededError' });
      expect(await cache.get('normal|https://a.example')).toMatchObject({ count: 1 });
      await add({ url: 'https://b.example/' });
      expect(cache.unwritten).toHaveLength(2);
      expect(cache.listable).toHaveLength(2);
      incidentStore.failing = false;
      await pass(10_000);
      expect([...incidentStore.records.keys()].sort()).toEqual([
        'normal|https://a.example',
        'normal|https://b.example',
      ]);
      expect([cache.trouble, cache.unwritten, cache.listable]).toEqual([undefined, [], []]);
    });

    test('a storm neither hammers it nor fills the memory', async () => {
      const incidentStore = new TestIncidentStore();
      const { cache, add, lost } = recorderOn(incidentStore);
      incidentStore.failing = true;
      for (let i = 0; i < 1000; i++) await add({ url: `https://h${i}.example/`, time: NOON + i });
      await pass(9000);
      expect(incidentStore.writes).toBeLessThan(10);
      expect(cache.unwritten).toHaveLength(100);
      // Those that are in neither are reported, once each.
      expect([lost.length, new Set(lost).size]).toEqual([900, 900]);
      expect(await cache.get('normal|https://h999.example')).toMatchObject({ count: 1 });
    });

    test('one that could not be read is joined with what lies there, and nothing is overwritten', async () => {
      const incidentStore = new TestIncidentStore();
      const first = recorderOn(incidentStore);
      await first.add({ url: 'https://a.example/1', time: NOON });
      await pass(100);
      const { cache, add } = recorderOn(incidentStore);
      incidentStore.unreadable = true;
      await add({ url: 'https://a.example/2', time: NOON + 9 });
      await pass(100);
      expect(await cache.get('normal|https://a.example')).toMatchObject({ count: 1 });
      incidentStore.unreadable = false;
      await pass(10_000);
      expect(incidentStore.incidents).toMatchObject([{ count: 2, firstSeen: NOON, lastSeen: NOON + 9 }]);
    });

    test('what it refused comes back from the session of an earlier life', async () => {
      const incidentStore = new TestIncidentStore();
      const first = recorderOn(incidentStore);
      incidentStore.failing = true;
      await first.add({ url: 'https://a.example/', time: NOON });
      await pass(100);
      const left = structuredClone(first.cache.unwritten);
      const second = recorderOn(incidentStore);
      second.cache.restore([], left);
      incidentStore.failing = false;
      await pass(10_000);
      expect(incidentStore.incidents).toMatchObject([{ count: 1 }]);
    });

    test('private incidents go without it', async () => {
      const incidentStore = new TestIncidentStore();
      incidentStore.delete = () => Promise.reject(new Error('refused'));
      const { cache, add } = recorderOn(incidentStore);
      await add({ context: PRIVATE });
      cache.forgetPrivate();
      expect(cache.unsaved).toEqual([]);
    });
  });

  test('a misdirected host stays misdirected when the browser recovers it later', async () => {
    const incidentStore = new TestIncidentStore();
    const { cache, add } = recorderOn(incidentStore);
    await add({ outcome: 'recovered', status: 200, time: NOON });
    await add({ outcome: 'misdirected', time: NOON + 1 });
    await add({ outcome: 'recovered', status: 200, time: NOON + 2 });
    await cache.settled();
    expect(incidentStore.incidents).toMatchObject([
      {
        status: 'misdirected',
        periods: [{ kind: 'recovered' }, { kind: 'misdirected' }, { kind: 'recovered' }],
      },
    ]);
  });

  test('the body of the latest occurrence that has one is kept beyond the bound', async () => {
    const incidentStore = new TestIncidentStore();
    const { cache, add } = recorderOn(incidentStore);
    await add({ body: '<h1>421</h1>', time: NOON });
    for (let i = 1; i <= MAX_OCCURRENCES + 5; i++) await add({ body: null, type: 'image', time: NOON + i });
    await cache.settled();
    const [incident] = incidentStore.incidents;
    expect(incident?.occurrences).toHaveLength(MAX_OCCURRENCES);
    expect(incident?.occurrences[0]?.body).toMatchObject({ known: true });
  });

  test('a later success becomes part of the host’s history; for other hosts nothing is made', async () => {
    const incidentStore = new TestIncidentStore();
    const { cache, recorder, add } = recorderOn(incidentStore);
    await add({ url: 'https://a.example/', time: NOON });
    const periods = [
      { kind: 'misdirected' as const, from: NOON, to: NOON, count: 1 },
      { kind: 'answered' as const, from: NOON + 9, to: NOON + 9, count: 1 },
    ];
    await recorder.noteTurn('https://a.example/x', { kind: 'normal' }, { neighbours: [], periods });
    await recorder.noteTurn('https://good.example/', { kind: 'normal' }, { neighbours: [], periods });
    await cache.settled();
    expect(incidentStore.incidents).toMatchObject([{ periods }]);
  });

  test('where the user wants nothing kept, nothing reaches the store', async () => {
    const incidentStore = new TestIncidentStore();
    const { cache, add } = recorderOn(incidentStore, true);
    const id = await add({});
    await cache.settled();
    expect(incidentStore.writes).toBe(0);
    expect(await cache.get(id ?? '')).toMatchObject({ count: 1 });
    cache.forgetPrivate();
    expect(cache.unsaved).toHaveLength(1);
  });

  test('once things are kept again, what came last is what is shown', async () => {
    const incidentStore = new TestIncidentStore();
    let nothing = true;
    const { cache, add } = recorderOn(incidentStore, () => nothing);
    const id = (await add({ url: 'https://a.example/1', time: NOON })) ?? '';
    nothing = false;
    await add({ url: 'https://a.example/2', time: NOON + 5 });
    expect(await cache.get(id)).toMatchObject({ lastSeen: NOON + 5 });
    await cache.settled();
    expect(await cache.get(id)).toMatchObject({ lastSeen: NOON + 5 });
    nothing = true;
    await add({ url: 'https://a.example/3', time: NOON + 9 });
    expect(await cache.get(id)).toMatchObject({ lastSeen: NOON + 9 });
  });

  test('a deleted incident stays deleted, also when a write was under way', async () => {
    const incidentStore = new TestIncidentStore();
    const { cache, add } = recorderOn(incidentStore);
    const id = await add({});
    await cache.forget([id ?? '']);
    expect([incidentStore.records.size, await cache.get(id ?? '')]).toEqual([0, undefined]);
    await add({ time: NOON + 9 });
    await cache.settled();
    expect(incidentStore.incidents).toMatchObject([{ count: 1, firstSeen: NOON + 9 }]);
  });

  test('an imported file that the store does not take is not said to be added', async () => {
    const incidentStore = new TestIncidentStore();
    const { recorder } = recorderOn(incidentStore);
    incidentStore.failing = true;
    await expect(recorder.import([incidentOf({})])).rejects.toThrow('no room');
  });

  test('an imported file adds what is new and counts nothing twice', async () => {
    const incidentStore = new TestIncidentStore();
    const { cache, recorder, add } = recorderOn(incidentStore);
    await add({ url: 'https://a.example/', time: NOON });
    await cache.settled();
    const file = structuredClone(incidentStore.incidents);
    await add({ url: 'https://a.example/later', time: NOON + 9 });
    const other = incidentOf([{ url: 'https://b.example/' }]);
    expect(await recorder.import([...file, other])).toEqual({ added: 1, merged: 0, same: 1 });
    expect(await recorder.import([...file, other])).toEqual({ added: 0, merged: 0, same: 2 });
    expect(incidentStore.records.get('normal|https://a.example')?.incident).toMatchObject({
      count: 2,
      lastSeen: NOON + 9,
    });
    expect(incidentStore.records.get('normal|https://b.example')?.incident).toEqual(other);
  });
});
