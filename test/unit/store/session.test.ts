import { describe, expect, test, vi } from 'vitest';
import type { Kept, SessionRecord } from '../../../src/incidents/store/schema.js';
import { type SessionArea, SessionSnapshot, snapshotIn } from '../../../src/incidents/store/session.js';
import { incidentOf, NOON } from '../../fixtures/build.js';

/** storage.session with room for so many characters. */
class TightArea implements SessionArea {
  items: Record<string, unknown> = {};
  writes = 0;
  constructor(public room: number) {}
  async get(): Promise<Record<string, unknown>> {
    return this.items;
  }
  async set(items: Record<string, unknown>): Promise<void> {
    this.writes++;
    const all = JSON.stringify({ ...this.items, ...items });
    if (all.length > this.room) throw new Error('Session storage quota bytes exceeded.');
    this.items = JSON.parse(all);
  }
  async remove(keys: string[]): Promise<void> {
    for (const key of keys) delete this.items[key];
  }
}

const kept: Kept[] = Array.from({ length: 64 }, (_, i) => ({
  incident: incidentOf({ url: `https://h${i}.example/`, body: 'x'.repeat(500) }),
  counted: [],
}));
const record: SessionRecord = {
  hostHistories: [
    [
      'normal',
      {
        observations: [
          {
            ...{
              host: 'a.example',
              port: 443,
              address: '192.0.2.1',
              protocol: 'h2',
              firstSeen: 1,
              lastSeen: 2,
            },
            ...{ count: 1, lastStatus: 200, misdirected: 0 },
          },
        ],
        periods: [['https://a.example', []]],
      },
    ],
  ],
  tabs: [{ tabId: 7, since: 1, marks: [{ incident: 'a', outcome: 'misdirected', time: 2 }] }],
  unsaved: kept,
  unwritten: [],
};
const size = (all: SessionRecord): number => JSON.stringify({ session: all }).length;

describe('the session’s snapshot', () => {
  test('comes back as it was taken', async () => {
    const area = new TightArea(Number.POSITIVE_INFINITY);
    await new SessionSnapshot(area, () => record).now();
    expect(snapshotIn(await area.get())).toEqual(record);
  });

  test('whatever changes while one is written, at whichever moment, is in the next', async () => {
    for (let moment = 0; moment < 12; moment++) {
      const area = new TightArea(Number.POSITIVE_INFINITY);
      let tabs = record.tabs;
      const snapshot = new SessionSnapshot(area, () => ({ ...record, tabs }));
      void snapshot.now();
      for (let turn = 0; turn < moment; turn++) await undefined;
      tabs = [];
      await snapshot.now();
      expect(snapshotIn(area.items)?.tabs, `after ${moment} turns`).toEqual([]);
    }
  });

  test('with too little room it leaves out what makes incidents large, and keeps all of them', async () => {
    const large: Kept[] = kept.map(({ incident: { authority } }) => ({
      incident: incidentOf(
        Array.from({ length: 20 }, () => ({ url: `https://${authority.host}/`, body: 'x'.repeat(4000) })),
      ),
      counted: [],
    }));
    const all = { ...record, unsaved: large };
    const area = new TightArea(size(all) / 4);
    await new SessionSnapshot(area, () => all).now();
    const some = snapshotIn(area.items);
    expect(some?.unsaved.map(({ incident }) => incident.id)).toEqual(
      large.map(({ incident }) => incident.id),
    );
    expect(some?.hostHistories).toEqual(record.hostHistories);
  });

  test('with less it leaves out the newest flood, not what was there before; last of all the marks', async () => {
    const flood: Kept[] = Array.from({ length: 90 }, (_, n) => ({
      incident: {
        ...incidentOf({
          url: `https://n${n}.evil.example/`,
          type: 'image',
          time: NOON + n,
          body: 'x'.repeat(500),
        }),
        topHost: 'evil.example',
      },
      counted: [],
    }));
    const [first, second] = kept;
    const all = { ...record, unsaved: [...kept.slice(0, 2), ...flood] };
    const tight = new TightArea(size(all) / 3);
    await new SessionSnapshot(tight, () => all).now();
    const some = snapshotIn(tight.items);
    expect(some?.unsaved.slice(0, 2)).toEqual([first, second]);
    expect(some?.unsaved.length).toBeGreaterThan(10);
    expect(some?.tabs).toEqual(record.tabs);

    const bare = new TightArea(400);
    await new SessionSnapshot(bare, () => record).now();
    expect(snapshotIn(bare.items)).toEqual({ ...record, hostHistories: [], unsaved: [] });
  });

  test('no room at all hurts nobody, and room that is there again is used', async () => {
    const area = new TightArea(0);
    const snapshot = new SessionSnapshot(area, () => record);
    await snapshot.now();
    expect(area.items).toEqual({});
    area.room = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 12; i++) await snapshot.now();
    expect(snapshotIn(area.items)).toEqual(record);
  });

  test('a storm of changes is one write under way and one more', async () => {
    const area = new TightArea(Number.POSITIVE_INFINITY);
    const snapshot = new SessionSnapshot(area, () => record);
    await Promise.all(Array.from({ length: 1000 }, () => snapshot.now()));
    expect(area.writes).toBe(2);
  });

  test('good responses wait for a calm moment', async () => {
    vi.useFakeTimers();
    const area = new TightArea(Number.POSITIVE_INFINITY);
    const snapshot = new SessionSnapshot(area, () => record);
    for (let i = 0; i < 1000; i++) snapshot.soon();
    expect(area.writes).toBe(0);
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    expect(area.writes).toBe(1);
  });

  test('is written once for all of a burst, and says when that is done', async () => {
    vi.useFakeTimers();
    const area = new TightArea(Number.POSITIVE_INFINITY);
    const snapshot = new SessionSnapshot(area, () => record);
    for (let n = 0; n < 100; n++) snapshot.batched();
    let isSettled = false;
    const settled = snapshot.settled().then(() => {
      isSettled = true;
    });
    await vi.advanceTimersByTimeAsync(100);
    expect({ isSettled, writes: area.writes }).toEqual({ isSettled: false, writes: 0 });
    await vi.advanceTimersByTimeAsync(200);
    await settled;
    expect(area.writes).toBe(1);
    expect(snapshotIn(area.items)).toEqual(record);
    await snapshot.settled();
    vi.useRealTimers();
  });
});
