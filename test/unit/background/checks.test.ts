import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { planChecks } from '../../../src/model/check-plan.js';
import type { Incident } from '../../../src/model/incident.js';
import { incidentOf, NOON } from '../../fixtures/build.js';

vi.stubGlobal('__TARGET__', 'firefox');
vi.mock('webextension-polyfill', () => ({ default: {} }));

/** What the stand-in for the network does with each URL. */
type Play = (url: string, signal: AbortSignal) => Promise<number>;
let play: Play;
const sent: string[] = [];
let hear: (url: string, status: number) => void;

vi.mock('../../../src/platform/requests.js', () => ({
  send: async ({ url }: { url: string }, signal: AbortSignal) => {
    sent.push(url);
    const status = await play(url, signal);
    hear(url, status);
    return { body: { text: '', cut: false, via: 'check' } };
  },
  resolve: async () => ({ addresses: ['192.0.2.10'], canonicalName: 'edge.cdn.example' }),
}));
vi.mock('../../../src/platform/tls.js', () => ({
  tlsOf: async () => ({ known: true, value: { protocol: 'TLSv1.3' } }),
}));

const { CHECK_TIMEOUT_MS, Checks } = await import('../../../src/background/checks/checks.js');

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));

function setUp() {
  let incident = incidentOf({ url: 'https://shop.example/a' });
  let now = NOON;
  const changed: string[][] = [];
  const checks = new Checks({
    learn: async (_, change: (latest: Incident) => Incident) => {
      incident = change(incident);
    },
    changed: (ids) => changed.push([...ids]),
    sendsTwoTypes: () => false,
    now: () => now,
  });
  hear = (url, status) => {
    void checks.own.heard({
      requestId: '1',
      url,
      method: 'GET',
      type: 'xmlhttprequest',
      tabId: -1,
      frameId: -1,
      timeStamp: now,
      statusCode: status,
      statusLine: `HTTP/2.0 ${status} `,
      ip: '192.0.2.10',
    });
  };
  const plan = planChecks(incident, { here: 'firefox' });
  return {
    checks,
    changed,
    run: () => checks.run(incident, 7, plan),
    results: () => Object.fromEntries(incident.checks.map(({ id, state }) => [id, state])),
    result: (id: string) => incident.checks.find((check) => check.id === id),
    later: (ms: number) => {
      now += ms;
    },
  };
}

describe('running checks', () => {
  beforeEach(() => {
    sent.length = 0;
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  test('each result is stored with what was sent and what came back', async () => {
    play = async (url) => (url.endsWith('/a') ? 421 : 200);
    const { run, results, result, changed, checks } = setUp();
    const over = run();
    expect(checks.running).toHaveLength(1);
    await vi.runAllTimersAsync();
    await over;
    expect(results()).toEqual({ repeat: 'done', other_path: 'done', address: 'done', certificate: 'done' });
    expect(result('repeat')).toMatchObject({
      sent: ['GET https://shop.example/a'],
      responses: [{ status: 421, protocol: 'h2', address: '192.0.2.10', tls: { protocol: 'TLSv1.3' } }],
    });
    expect(result('address')).toMatchObject({ dns: { canonicalName: 'edge.cdn.example' } });
    expect(changed.length).toBeGreaterThanOrEqual(2);
    expect(checks.running).toEqual([]);
  });

  test('cancelling stops the request under way, and nothing more is sent', async () => {
    play = (_, signal) => untilAborted(signal);
    const { run, results, checks } = setUp();
    const over = run();
    await vi.advanceTimersByTimeAsync(100);
    checks.cancel('normal|https://shop.example');
    await vi.runAllTimersAsync();
    await over;
    expect(sent).toEqual(['https://shop.example/a']);
    expect(results()).toEqual({
      repeat: 'cancelled',
      other_path: 'cancelled',
      address: 'cancelled',
      certificate: 'cancelled',
    });
  });

  test('closing the tab does the same; closing another does not', async () => {
    play = (_, signal) => untilAborted(signal);
    const { run, results, checks } = setUp();
    const over = run();
    await vi.advanceTimersByTimeAsync(100);
    checks.tabClosed(8);
    expect(checks.running).toHaveLength(1);
    checks.tabClosed(7);
    await vi.runAllTimersAsync();
    await over;
    expect(results().repeat).toBe('cancelled');
    expect(sent).toHaveLength(1);
  });

  test('another run is refused while one is under way', async () => {
    play = async () => 200;
    const { run } = setUp();
    const first = run();
    await expect(run()).rejects.toThrow('other checks are running');
    await vi.runAllTimersAsync();
    await first;
  });

  test('a later run that brings nothing leaves the earlier results', async () => {
    play = async () => 421;
    const { run, result, checks } = setUp();
    const first = run();
    await vi.runAllTimersAsync();
    await first;
    play = (_, signal) => untilAborted(signal);
    const second = run();
    await vi.advanceTimersByTimeAsync(10);
    checks.cancel('normal|https://shop.example');
    await vi.runAllTimersAsync();
    await second;
    expect(result('repeat')).toMatchObject({ state: 'done', responses: [{ status: 421 }] });
  });

  test('a network error is told in the browser’s words, and the next check goes on', async () => {
    play = async (url) => {
      if (url.endsWith('/a')) throw new TypeError('NetworkError when attempting to fetch resource.');
      return 200;
    };
    const { run, results, result } = setUp();
    const over = run();
    await vi.runAllTimersAsync();
    await over;
    expect(result('repeat')).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('NetworkError'),
    });
    expect(results().other_path).toBe('done');
  });
});

describe('a check that nothing answers', () => {
  test(
    'is given up after its time',
    async () => {
      vi.useRealTimers();
      play = (url, signal) => (url.endsWith('/a') ? untilAborted(signal) : Promise.resolve(200));
      const { run, results } = setUp();
      await run();
      expect(results()).toMatchObject({ repeat: 'timed_out', other_path: 'done' });
    },
    CHECK_TIMEOUT_MS + 5000,
  );
});
