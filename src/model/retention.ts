// When an incident is old enough to delete. The machine's clock decides, and a clock may be wrong for a while: set by hand,
// lost with an empty battery and corrected from the network minutes later. A machine that was switched off looks the same.
//
// So a time that the clock leapt to decides nothing for a day. Until then the last reading before the leap decides.
import { KEEP_DAYS } from './settings.js';

/** What earlier readings of the clock leave behind. All times in ms since the epoch. */
export interface ClockRecord {
  /** The last reading. */
  readonly seen: number;
  /** The time that the clock leapt to, while it is not trusted yet. */
  readonly leapt?: number;
  /** The last reading before that leap; absent with `leapt`: not known, and nothing is due. */
  readonly trusted?: number;
  /** The clock went back, from `high` to `from`, and has not returned. */
  readonly back?: { readonly from: number; readonly high: number };
  /** Times that a clock showed which was behind until it was corrected at `at`. */
  readonly behind?: { readonly from: number; readonly to: number; readonly at: number };
}

export interface ClockReading {
  readonly record: ClockRecord;
  /** The latest time that the clock is trusted to have reached. */
  readonly trusted: number;
  /** Until when the clock's present time decides nothing; absent: it is trusted. */
  readonly graceEnds?: number;
  /** The record says more than the one before, or is an hour newer. */
  readonly worthWriting: boolean;
}

/** Which incidents are due to be deleted, by when they were last seen. */
export interface Due {
  /** Those seen before this time, ms since the epoch, */
  readonly before: number;
  /** except those seen in this stretch, whose age nobody knows. */
  readonly spared?: { readonly from: number; readonly to: number };
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const GRACE_MS = DAY_MS;
/** A gap between two readings that may be an absence as well as a wrong clock. No shorter than the grace: see `turned`. */
const LEAP_MS = DAY_MS;
/** Whatever the user chooses, nothing is kept longer. */
const LONGEST_MS = Math.max(...KEEP_DAYS) * DAY_MS;

export function readClock(before: ClockRecord | undefined, now: number): ClockReading {
  const record = before ? turned(before, now) : { seen: now };
  const { leapt, trusted = Number.NEGATIVE_INFINITY } = record;
  return {
    record,
    ...(leapt === undefined ? { trusted: now } : { trusted, graceEnds: leapt + GRACE_MS }),
    worthWriting:
      before?.leapt !== record.leapt ||
      before?.back !== record.back ||
      before?.behind !== record.behind ||
      before === undefined ||
      Math.abs(now - before.seen) >= HOUR_MS,
  };
}

function turned(before: ClockRecord, now: number): ClockRecord {
  const { seen, leapt, back, behind } = before;
  const corrected = behind ? { behind } : {};
  if (now - seen < -LEAP_MS) return wentBack(before, now);
  if (now - seen <= LEAP_MS) {
    const inGrace = leapt !== undefined && now - leapt < GRACE_MS;
    const stillBack = back && now < back.high;
    const doubt = inGrace ? { leapt, ...trustedIn(before) } : {};
    return { seen: now, ...doubt, ...(stillBack ? { back } : {}), ...corrected };
  }
  // Back to where it was before it went back: that was the mistake, and what was seen meanwhile bears a wrong time.
  if (back && now >= back.high - LEAP_MS) {
    // Of two such stretches the one that spans both: what lies between is kept too long rather than too short.
    const earlier = behind && back.high - behind.at < LONGEST_MS ? behind : undefined;
    const from = Math.min(back.from, earlier?.from ?? back.from);
    const to = Math.max(seen + LEAP_MS, earlier?.to ?? seen);
    return turned({ seen: back.high, behind: { from, to, at: now } }, now);
  }
  // An earlier leap has had its day: a leap is no shorter than that.
  return { seen: now, leapt: now, trusted: seen, ...(back ? { back } : {}), ...corrected };
}

function wentBack(before: ClockRecord, now: number): ClockRecord {
  const { seen, leapt, trusted, back, behind } = before;
  const rest = { ...(back ? { back } : {}), ...(behind ? { behind } : {}) };
  // The leap was the mistake.
  if (leapt !== undefined) {
    return trusted === undefined ? { seen: now, ...rest } : turned({ seen: trusted, ...rest }, now);
  }
  return {
    seen: now,
    ...rest,
    back: back ? { from: Math.min(back.from, now), high: back.high } : { from: now, high: seen },
  };
}

const trustedIn = ({ trusted }: ClockRecord): { trusted?: number } =>
  trusted === undefined ? {} : { trusted };

/** What is due when incidents are kept for `keepDays` days; 0: everything, whatever the clock says or said. */
export function dueBy({ trusted, record }: ClockReading, keepDays: number): Due {
  if (keepDays === 0) return { before: Number.POSITIVE_INFINITY };
  const before = trusted - keepDays * DAY_MS;
  const { behind } = record;
  // What was seen while the clock was behind is kept as if it was seen when the clock was corrected.
  return { before, ...(behind && behind.at >= before ? { spared: behind } : {}) };
}

/** As `dueBy`, if the clock's present time was trusted already. */
export const dueAfterGrace = (reading: ClockReading, now: number, keepDays: number): Due =>
  dueBy({ ...reading, trusted: now }, keepDays);

/** `lastSeen`: ms since the epoch. */
export const isDue = (lastSeen: number, { before, spared }: Due): boolean =>
  lastSeen < before && !(spared && lastSeen >= spared.from && lastSeen <= spared.to);
