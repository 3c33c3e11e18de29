// When an incident is old enough to go. The machine's clock decides it, and a clock may be wrong for a while: set to
// next year by hand, or by an empty battery.
//
// Life of the record: storage.local, written at most once an hour, so that the next run knows how far time has come.
import * as v from 'valibot';

/** The last run, and the time at which the clock was found to have leapt ahead. ms since the epoch. */
export interface ClockRecord {
  readonly seen: number;
  readonly leapt?: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A gap between two runs that may be a holiday as well as a wrong clock. */
const LEAP_MS = 7 * DAY_MS;

const schema: v.GenericSchema<unknown, ClockRecord> = v.object({
  seen: v.number(),
  leapt: v.exactOptional(v.number()),
});

export function clockFrom(record: unknown): ClockRecord | undefined {
  const result = v.safeParse(schema, record);
  return result.success ? result.output : undefined;
}

/**
 * What the clock says now, in view of what it said before. After a leap of more than a week `trusted` is false for a
 * day of that new time: whoever was away that long loses their old incidents one day later, and a clock that is put
 * right within the day has cost none. A clock that goes back deletes less than it might, and needs no care.
 */
export function readClock(
  before: ClockRecord | undefined,
  now: number,
): { readonly record: ClockRecord; readonly trusted: boolean; readonly worthWriting: boolean } {
  const passed = before ? now - before.seen : 0;
  const leapt = passed > LEAP_MS ? now : before?.leapt;
  const waiting = leapt !== undefined && now >= leapt && now - leapt < DAY_MS;
  const record: ClockRecord = { seen: now, ...(waiting ? { leapt } : {}) };
  const turned = record.leapt !== before?.leapt;
  return { record, trusted: !waiting, worthWriting: !before || turned || Math.abs(passed) >= HOUR_MS };
}
