import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_BUCKETS, timeline, totalOf } from '../../../src/pages/history/chart/buckets.js';
import { SINCE, type Since } from '../../../src/pages/history/query.js';
import { incidentOf, NOON } from '../../fixtures/build.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const at = (...times: readonly number[]) => [incidentOf(times.map((time) => ({ time })))];
const sumOf = (line: ReturnType<typeof timeline>): number =>
  line.buckets.reduce((sum, bucket) => sum + totalOf(bucket), 0);

let zone: string | undefined;
beforeEach(() => {
  zone = process.env.TZ;
});
afterEach(() => {
  process.env.TZ = zone;
});

describe('occurrences over time', () => {
  it('are counted in stretches that fit the span', () => {
    expect(timeline(at(NOON - 3 * HOUR), 'any', NOON).unit).toBe('hour');
    expect(timeline(at(NOON - 5 * DAY), 'any', NOON).unit).toBe('day');
    expect(timeline(at(NOON - 80 * DAY), 'any', NOON).unit).toBe('week');
    expect(timeline(at(NOON), 'hour', NOON).unit).toBe('minutes');
    expect(timeline(at(NOON), 'month', NOON).unit).toBe('day');
  });

  it('stand in the stretch they belong to', () => {
    process.env.TZ = 'UTC';
    const { buckets } = timeline(
      at(NOON - 2 * DAY, NOON - 2 * DAY + 1, NOON - 12 * HOUR, NOON),
      'week',
      NOON,
    );
    expect(buckets.map(totalOf)).toEqual([0, 0, 0, 0, 0, 2, 0, 2]);
    expect(buckets.at(-1)?.from).toBe(NOON - 12 * HOUR);
  });

  it('are counted by kind', () => {
    const mixed = [
      ...at(NOON - HOUR),
      incidentOf({ url: 'https://b.example/', outcome: 'recovered', status: 200, time: NOON - HOUR }),
    ];
    const { buckets } = timeline(mixed, 'day', NOON);
    expect(buckets.find((bucket) => totalOf(bucket) > 0)?.counts).toEqual({
      misdirected: 1,
      recovered: 1,
      suspected: 0,
    });
  });

  it('tell how many have no place on the chart', () => {
    const [incident] = at(NOON - HOUR, NOON - 20 * DAY);
    if (!incident) throw new Error('one was made');
    const line = timeline([{ ...incident, count: 50 }], 'day', NOON);
    expect(sumOf(line)).toBe(1);
    expect(line.undated).toBe(49);
  });

  it('take whole days by the calendar where the clocks change', () => {
    process.env.TZ = 'Europe/Berlin';
    const sunday = Date.UTC(2026, 9, 25, 12);
    const { buckets } = timeline(at(sunday - DAY, sunday), 'week', sunday + DAY);
    const lengths = buckets.map(({ from, to }) => (to - from) / HOUR);
    expect(lengths).toContain(25);
    expect(new Set(buckets.map(({ from }) => new Date(from).getHours()))).toEqual(new Set([0]));
    expect(buckets.map(totalOf).filter(Boolean)).toEqual([1, 1]);
  });

  it.each(['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe'])(
    'stand side by side without gaps, and few enough, in %s',
    (name) => {
      process.env.TZ = name;
      const year = fc.array(fc.integer({ min: NOON - 400 * DAY, max: NOON + DAY }), { maxLength: 30 });
      fc.assert(
        fc.property(
          year,
          fc.constantFrom<Since>(...SINCE),
          fc.integer({ min: 0, max: 300 }),
          (times, since, days) => {
            const now = NOON - days * DAY + 1234;
            const incidents = times.length > 0 ? at(...times) : [];
            const line = timeline(incidents, since, now);
            expect(line.buckets.length).toBeGreaterThan(0);
            expect(line.buckets.length).toBeLessThanOrEqual(MAX_BUCKETS);
            for (const [index, bucket] of line.buckets.entries()) {
              expect(bucket.to).toBeGreaterThan(bucket.from);
              const next = line.buckets[index + 1];
              if (next) expect(next.from).toBe(bucket.to);
            }
            expect(line.buckets.at(-1)?.to).toBeGreaterThan(now);
            expect(sumOf(line) + line.undated).toBe(times.length);
          },
        ),
        { numRuns: 200 },
      );
    },
  );
});
