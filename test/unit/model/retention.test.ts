import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import {
  type ClockReading,
  type ClockRecord,
  dueBy,
  isDue,
  readClock,
} from '../../../src/model/retention.js';
import { NOON } from '../../fixtures/build.js';

vi.mock('../../../src/platform/browser.js', () => ({ browser: {} }));
const { clockRecordFrom } = await import('../../../src/platform/clock-record.js');

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** A machine that reads its clock at these times, one after the other; each reading sees what was written before. */
class Machine {
  #written: ClockRecord | undefined;

  read(now: number): ClockReading {
    const reading = readClock(this.#written, now);
    if (reading.worthWriting) this.#written = clockRecordFrom(JSON.parse(JSON.stringify(reading.record)));
    return reading;
  }
}

function runs(...times: readonly number[]): number[] {
  const machine = new Machine();
  return times.map((now) => machine.read(now).trusted - NOON);
}

describe('the clock, before anything is deleted by it', () => {
  test('is trusted at the first run and from day to day', () => {
    expect(runs(NOON, NOON + DAY, NOON + 2 * DAY)).toEqual([0, DAY, 2 * DAY]);
  });

  test('set to next year and corrected within the day, it costs nothing', () => {
    const wrong = NOON + YEAR;
    expect(runs(NOON, wrong, wrong + HOUR, wrong + 20 * HOUR, NOON + DAY, NOON + 2 * DAY)).toEqual([
      ...[0, 0, 0, 0],
      ...[DAY, 2 * DAY],
    ]);
  });

  test('two days ahead costs nothing either: of what is kept for a day, that would be all', () => {
    expect(runs(NOON, NOON + 2.5 * DAY, NOON + HOUR)).toEqual([0, 0, HOUR]);
  });

  test('after a month away it is trusted a day later, and says when', () => {
    const back = NOON + 30 * DAY;
    expect(runs(NOON, back, back + 23 * HOUR, back + 25 * HOUR)).toEqual([0, 0, 0, 30 * DAY + 25 * HOUR]);
    const machine = new Machine();
    machine.read(NOON);
    expect(machine.read(back).graceEnds).toBe(back + DAY);
  });

  test('of a browser that runs for an hour every eight days, it is trusted up to the time before', () => {
    const times = [0, 8, 16, 24].flatMap((days) => [NOON + days * DAY, NOON + days * DAY + HOUR]);
    expect(runs(...times).map((trusted) => Math.floor(trusted / DAY))).toEqual([0, 0, 0, 0, 8, 8, 16, 16]);
  });

  test('set back it is trusted, for it deletes less', () => {
    expect(runs(NOON, NOON - 400 * DAY, NOON - 399 * DAY)).toEqual([0, -400 * DAY, -399 * DAY]);
  });

  test('wrong at every start and corrected minutes later, it is trusted at once, and what was seen meanwhile is spared', () => {
    const machine = new Machine();
    machine.read(NOON);
    const lost = Date.UTC(2000, 0, 1);
    machine.read(lost);
    const corrected = machine.read(NOON + HOUR);
    expect(corrected.trusted).toBe(NOON + HOUR);
    const due = dueBy(corrected, 1);
    expect(isDue(lost + 60_000, due)).toBe(false);
    expect(isDue(NOON - 2 * DAY, due)).toBe(true);
    // As old as the correction is.
    machine.read(NOON + 20 * HOUR);
    expect(isDue(lost + 60_000, dueBy(machine.read(NOON + 30 * HOUR), 1))).toBe(true);
  });

  test('another time zone is no other time', () => {
    const before = process.env.TZ;
    try {
      process.env.TZ = 'Pacific/Kiritimati';
      const first = readClock(undefined, Date.now());
      process.env.TZ = 'Pacific/Pago_Pago';
      expect(readClock(first.record, Date.now()).graceEnds).toBeUndefined();
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  test('is written about once an hour, however often the background wakes', () => {
    const { record } = readClock(undefined, NOON);
    expect(readClock(record, NOON + 60_000).worthWriting).toBe(false);
    expect(readClock(record, NOON + HOUR).worthWriting).toBe(true);
    expect(readClock(record, NOON - HOUR).worthWriting).toBe(true);
    expect(readClock(record, NOON + YEAR).worthWriting).toBe(true);
  });

  test('a record that is none counts as none', () => {
    for (const record of [undefined, null, 7, 'now', {}, { seen: 'x' }, { seen: NOON, leapt: 'x' }]) {
      expect(clockRecordFrom(record)).toBeUndefined();
    }
  });

  test('in the grace of an earlier version nothing is due', () => {
    const reading = readClock({ seen: NOON, leapt: NOON - HOUR }, NOON + HOUR);
    expect(isDue(0, dueBy(reading, 1))).toBe(false);
  });
});

/** Hours that pass, and by how many hours the clock is wrong after them. */
interface Step {
  readonly hours: number;
  readonly wrong: number;
}

const right = (hours: number): Step => ({ hours, wrong: 0 });
const run = fc.integer({ min: 0, max: 20 }).map((hours) => [right(hours)]);
/** Back again, the browser runs for a day: two faults at once leave nothing to go by. */
const absence = fc
  .integer({ min: 24, max: 24 * 80 })
  .map((hours): Step[] => [right(hours), right(20), right(20)]);
/** Wrong by whatever, for less than a day in all, and corrected before the next one. */
const wrongForAWhile = fc
  .tuple(fc.integer({ min: -60 * 365 * 24, max: 60 * 365 * 24 }), fc.integer({ min: 0, max: 20 }))
  .map(([wrong, hours]): Step[] => [{ hours: 0, wrong }, { hours, wrong }, right(0)]);
const life = fc.array(fc.oneof(run, absence, wrongForAWhile), { maxLength: 30 }).map((steps) => steps.flat());

test('whatever a clock does that is wrong for less than a day at a time, nothing is deleted a day too early', () => {
  fc.assert(
    fc.property(life, fc.constantFrom(7, 30, 90), (steps, keepDays) => {
      const machine = new Machine();
      machine.read(NOON);
      let now = NOON;
      let incidents: { readonly seen: number; readonly shown: number }[] = [];
      for (const { hours, wrong } of steps) {
        now += hours * HOUR;
        const shown = now + wrong * HOUR;
        const due = dueBy(machine.read(shown), keepDays);
        for (const incident of incidents.filter((one) => isDue(one.shown, due))) {
          expect(now - incident.seen).toBeGreaterThanOrEqual((keepDays - 1) * DAY);
        }
        incidents = incidents.filter((one) => !isDue(one.shown, due));
        incidents.push({ seen: now, shown });
      }
    }),
    { numRuns: 2000 },
  );
});

test('with a right clock nothing stays for more than a day and an absence too long', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 24 * 20 }), { maxLength: 60 }), (gaps) => {
      const machine = new Machine();
      let now = NOON;
      machine.read(now);
      let before = now;
      for (const hours of gaps) {
        const seen = machine.read(now + hours * HOUR).trusted;
        // All that was due at the reading before, had its day passed by then.
        if (hours > 24) expect(seen).toBeGreaterThanOrEqual(before);
        before = Math.min(seen, now);
        now += hours * HOUR;
      }
    }),
  );
});
