import { describe, expect, test } from 'vitest';
import { type ClockRecord, clockFrom, readClock } from '../../../src/background/retention.js';
import { NOON } from '../../fixtures/build.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Runs at these times, one after the other; each sees what the one before wrote. */
function runs(...times: readonly number[]): boolean[] {
  let written: ClockRecord | undefined;
  return times.map((now) => {
    const { record, trusted, worthWriting } = readClock(written, now);
    if (worthWriting) written = clockFrom(JSON.parse(JSON.stringify(record)));
    return trusted;
  });
}

describe('the clock, before anything is deleted by it', () => {
  test('is trusted at the first run and from day to day', () => {
    expect(runs(NOON, NOON + DAY, NOON + 3 * DAY, NOON + 9 * DAY)).toEqual([true, true, true, true]);
  });

  test('set to next year and put right within the day, it costs nothing', () => {
    const wrong = NOON + 365 * DAY;
    expect(runs(NOON, wrong, wrong + HOUR, wrong + 20 * HOUR, NOON + DAY, NOON + 2 * DAY)).toEqual([
      true,
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  test('after a month away it is trusted a day later', () => {
    const back = NOON + 30 * DAY;
    expect(runs(NOON, back, back + 23 * HOUR, back + 25 * HOUR)).toEqual([true, false, false, true]);
  });

  test('set back it is trusted, for it deletes less', () => {
    expect(runs(NOON, NOON - 400 * DAY, NOON - 399 * DAY)).toEqual([true, true, true]);
  });

  test('put right after it was wrong for long, it is trusted at once', () => {
    expect(runs(NOON - 400 * DAY, NOON, NOON + 2 * DAY, NOON + 3 * DAY)).toEqual([true, false, true, true]);
  });

  test('is written about once an hour, however often the background wakes', () => {
    const { record } = readClock(undefined, NOON);
    expect(readClock(record, NOON + 60_000).worthWriting).toBe(false);
    expect(readClock(record, NOON + HOUR).worthWriting).toBe(true);
    expect(readClock(record, NOON - HOUR).worthWriting).toBe(true);
  });

  test('a record that is none counts as none', () => {
    for (const record of [undefined, null, 7, 'now', {}, { seen: 'x' }, { seen: NOON, leapt: 'x' }]) {
      expect(clockFrom(record)).toBeUndefined();
    }
  });
});
