import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NotKeptIncidents } from '../../../src/background/not-kept-incidents.js';

describe('incidents beyond a share', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A store of so many, of which it keeps `SHARE`. */
  const SHARE = 100;
  function storeOf(incidents: number) {
    const world = {
      stored: incidents,
      trouble: undefined as unknown,
      refusesToDelete: false,
      refusesToRecord: false,
      recorded: 0,
      failures: 0,
      tries: 0,
    };
    const notKept = new NotKeptIncidents({
      store: {
        beyondShares: async () =>
          Array.from({ length: Math.max(0, world.stored - SHARE) }, (_, n) => `n${n}`),
      },
      cache: {
        get trouble() {
          return world.trouble;
        },
        settled: async () => {
          world.tries++;
        },
        forget: async (ids) => {
          if (world.refusesToDelete) throw new Error('QuotaExceededError');
          world.stored -= ids.length;
        },
      },
      unmark: async () => undefined,
      addToRecord: async (count) => {
        if (world.refusesToRecord) throw new Error('An unexpected error occurred');
        world.recorded += count;
      },
      failed: () => world.failures++,
    });
    return { world, notKept };
  }
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  test('go soon after one was made, and are counted', async () => {
    const { world, notKept } = storeOf(250);
    notKept.pushOutSoon();
    await pass(1000);
    expect(world).toMatchObject({ stored: 100, recorded: 150, failures: 0 });
    await pass(600_000);
    expect(world.tries).toBe(1);
  });

  // Measured with Firefox 153: a store that is nearly full refuses a write, and takes it two seconds later.
  test('go also where the store took them only later, though nothing new was made since', async () => {
    const { world, notKept } = storeOf(100);
    world.trouble = new Error('QuotaExceededError');
    notKept.pushOutSoon();
    await pass(1000);
    world.trouble = undefined;
    world.stored = 250;
    await pass(10_000);
    expect(world).toMatchObject({ stored: 100, recorded: 150 });
  });

  test.each(['refusesToDelete', 'refusesToRecord'] as const)(
    'are counted once where the browser %s for a while',
    async (refusal) => {
      const { world, notKept } = storeOf(250);
      world[refusal] = true;
      notKept.pushOutSoon();
      await pass(20_000);
      expect(world.recorded).toBe(0);
      world[refusal] = false;
      await pass(60_000);
      expect(world).toMatchObject({ stored: 100, recorded: 150 });
    },
  );

  test('a store that refuses for good is tried once a minute', async () => {
    const { world, notKept } = storeOf(250);
    world.trouble = new Error('refused');
    notKept.pushOutSoon();
    await pass(3_600_000);
    expect(world.tries).toBeLessThan(70);
  });

  test('that never reached the store are counted as well', async () => {
    const { world, notKept } = storeOf(80);
    notKept.lost(20);
    await pass(1000);
    expect(world).toMatchObject({ stored: 80, recorded: 20 });
  });

  test('one that is made while others are pushed out is seen to', async () => {
    const { world, notKept } = storeOf(250);
    notKept.pushOutSoon();
    await pass(1000);
    world.stored = 130;
    notKept.pushOutSoon();
    await pass(1000);
    expect(world).toMatchObject({ stored: 100, recorded: 180 });
  });
});
