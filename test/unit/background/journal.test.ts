import { describe, expect, test, vi } from 'vitest';
import type { WebResponse } from '../../../src/platform/web-response.js';
import { NOON } from '../../fixtures/build.js';
import { Storage } from './life.js';

vi.stubGlobal('__TARGET__', 'chromium');
vi.mock('webextension-polyfill', () => ({ default: {} }));
const { Journal } = await import('../../../src/background/journal.js');
const { responseKey } = await import('../../../src/incidents/update-incident.js');
const { boundedResponse } = await import('../../../src/background/observe.js');

const responseOf = (n: number, parts: Partial<WebResponse> = {}): WebResponse => ({
  requestId: String(n),
  url: 'https://a.example/',
  method: 'GET',
  type: 'image',
  tabId: 1,
  frameId: 0,
  timeStamp: NOON + n + 0.25,
  statusCode: 421,
  statusLine: 'HTTP/1.1 421',
  ip: '192.0.2.1',
  ...parts,
});
const keyOf = (n: number) => responseKey(NOON + n + 0.25, String(n));

function journalOn(storage: Storage) {
  return new Journal({
    get: async () => storage.get(null),
    set: async (items) => storage.set(items),
    remove: async (keys) => storage.remove(keys),
  });
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the journal', () => {
  test('hands a later life what was not finished, the earliest first, and forgets what was', async () => {
    const storage = new Storage();
    const journal = journalOn(storage);
    for (const n of [3, 1, 2]) journal.note({ response: responseOf(n), outcome: 'misdirected' });
    journal.counted([keyOf(2)]);
    journal.finished(keyOf(2));
    journal.counted([keyOf(1)]);
    await settled();
    const left = journalOn(storage).restore(storage.get(null));
    expect(left.map(({ response }) => response.requestId)).toEqual(['1', '3']);
  });

  test('keeps a burst of one tab whole: 1,500 responses before any is counted', async () => {
    const storage = new Storage();
    const journal = journalOn(storage);
    for (let n = 0; n < 1500; n++) journal.note({ response: responseOf(n), outcome: 'misdirected' });
    await settled();
    expect(journalOn(storage).restore(storage.get(null))).toHaveLength(1500);
  });

  test('holds no credentials', async () => {
    const storage = new Storage();
    const responseHeaders = [
      { name: 'set-cookie', value: 'id=SECRET; Path=/' },
      { name: 'x-api-key', value: 'SECRET' },
    ];
    const response = boundedResponse(
      responseOf(1, { responseHeaders, url: 'https://ann:SECRET@a.example/' }),
    );
    journalOn(storage).note({ response, outcome: 'misdirected' });
    await settled();
    expect(JSON.stringify(storage.get(null))).toContain('id=[6 characters]; Path=/');
    expect(JSON.stringify(storage.get(null))).not.toContain('SECRET');
  });

  test('keeps a response whose address was not told yet for as long as that may still come, to a later life', async () => {
    vi.useFakeTimers({ now: NOON });
    const { ip: _, ...head } = responseOf(1);
    const storage = new Storage();
    const first = journalOn(storage);
    first.note({ response: head, outcome: 'misdirected' });
    first.counted([keyOf(1)]);
    first.finished(keyOf(1));
    await vi.advanceTimersByTimeAsync(4000);
    // The one after it is stopped as well before the rest comes.
    for (const wait of [4000, 3000]) {
      const later = journalOn(storage);
      expect(later.restore(storage.get(null)).map(({ response }) => response.requestId)).toEqual(['1']);
      later.counted([keyOf(1)]);
      later.finished(keyOf(1));
      await vi.advanceTimersByTimeAsync(wait);
    }
    expect(storage.items).toEqual({});
    vi.useRealTimers();
  });

  test('keeps one that was told in two parts no longer than one that came whole', async () => {
    const { ip: _, ...head } = responseOf(1);
    const storage = new Storage();
    const journal = journalOn(storage);
    journal.note({ response: head, outcome: 'misdirected' });
    journal.note({ response: responseOf(1), outcome: 'misdirected' });
    journal.counted([keyOf(1)]);
    journal.finished(keyOf(1));
    await settled();
    expect(storage.items).toEqual({});
  });

  test('holds a response as one that a later life may find until its removal is done, not only asked for', async () => {
    const storage = new Storage();
    const waiting: (() => void)[] = [];
    const journal = new Journal({
      get: async () => storage.get(null),
      set: async (items) => storage.set(items),
      remove: (keys) =>
        new Promise((done) => {
          waiting.push(() => {
            storage.remove(keys);
            done();
          });
        }),
    });
    for (const n of [1, 2]) {
      journal.note({ response: responseOf(n), outcome: 'misdirected' });
      journal.counted([keyOf(n)]);
      journal.finished(keyOf(n));
    }
    // The second waits for the first one's removal; both are still there to be found.
    expect([journal.has(keyOf(1)), journal.has(keyOf(2))]).toEqual([true, true]);
    waiting.shift()?.();
    await settled();
    expect([journal.has(keyOf(1)), journal.has(keyOf(2))]).toEqual([false, true]);
    waiting.shift()?.();
    await settled();
    expect([journal.has(keyOf(2)), storage.items]).toEqual([false, {}]);
  });

  test('is written in the turn of the event itself', () => {
    const storage = new Storage();
    journalOn(storage).note({ response: responseOf(1), outcome: 'misdirected' });
    expect(Object.keys(storage.items)).toHaveLength(1);
  });

  test('a response that is told twice is noted once', async () => {
    const storage = new Storage();
    const journal = journalOn(storage);
    const set = vi.spyOn(storage, 'set');
    journal.note({ response: responseOf(1), outcome: 'misdirected' });
    journal.note({ response: responseOf(1, { ip: '192.0.2.1' }), outcome: 'misdirected' });
    expect(set).toHaveBeenCalledTimes(1);
  });

  test('a response whose header fields come after the rest is noted whole, and once', async () => {
    const storage = new Storage();
    const journal = journalOn(storage);
    journal.note({ response: responseOf(1), outcome: 'misdirected' });
    const responseHeaders = [{ name: 'server', value: 'nginx' }];
    journal.note({ response: responseOf(1, { responseHeaders }), outcome: 'misdirected' });
    await settled();
    const left = journalOn(storage).restore(storage.get(null));
    expect(left.map(({ response }) => response.responseHeaders)).toEqual([responseHeaders]);
  });

  test('a response of which two lives heard one part each is handed over once, with its header fields', async () => {
    const storage = new Storage();
    const responseHeaders = [{ name: 'server', value: 'nginx' }];
    journalOn(storage).note({ response: responseOf(1), outcome: 'misdirected' });
    const head = { ...responseOf(2, { responseHeaders }), requestId: '1' };
    journalOn(storage).note({ response: head, outcome: 'misdirected' });
    await settled();
    expect(journalOn(storage).restore(storage.get(null))).toEqual([
      { response: head, outcome: 'misdirected' },
    ]);
    await settled();
    expect(Object.keys(storage.items)).toHaveLength(1);
  });

  test('what came in this life while the storage was read is not handed over', () => {
    const storage = new Storage();
    journalOn(storage).note({ response: responseOf(1), outcome: 'misdirected' });
    const later = journalOn(storage);
    later.note({ response: responseOf(2), outcome: 'misdirected' });
    expect(later.restore(storage.get(null)).map(({ response }) => response.requestId)).toEqual(['1']);
  });

  test('a storm neither fills the storage nor throws where it is full', async () => {
    const storage = new Storage();
    const journal = journalOn(storage);
    const responseHeaders = Array.from({ length: 100 }, (_, i) => ({
      name: `x-${i}`,
      value: 'y'.repeat(8000),
    }));
    const large = boundedResponse(responseOf(0, { responseHeaders }));
    for (let n = 0; n < 10_000; n++) {
      const { requestId, timeStamp } = responseOf(n);
      journal.note({ response: { ...large, requestId, timeStamp }, outcome: 'misdirected' });
    }
    // storage.session.QUOTA_BYTES of both browsers.
    expect(JSON.stringify(storage.items).length).toBeLessThan(10_485_760 / 2);

    // Another tab's is safe all the same.
    journal.note({ response: responseOf(10_001, { tabId: 99 }), outcome: 'misdirected' });
    expect(storage.items).toHaveProperty(`answer:${keyOf(10_001)}`);

    const full = new Storage();
    full.full = true;
    const refused = journalOn(full);
    refused.note({ response: responseOf(1), outcome: 'misdirected' });
    refused.counted([keyOf(1)]);
    refused.finished(keyOf(1));
    await settled();
    expect(full.items).toEqual({});
  });

  test('an entry that is none is taken out', async () => {
    const storage = new Storage();
    storage.items = { 'answer:1:1': { response: 'x' }, 'answer:2:2': null, session: 'untouched' };
    expect(journalOn(storage).restore(storage.get(null))).toEqual([]);
    await settled();
    expect(storage.items).toEqual({ session: 'untouched' });
  });
});
