/** Largest time value that a Date holds, in ms (ECMA-262 section 21.4.1.1). */
const MAX_TIME = 8.64e15;

/** ISO 8601 in UTC; undefined for what is no time, as an imported incident may hold. `time` in ms since the epoch. */
export const isoMoment = (time: number): string | undefined =>
  Math.abs(time) <= MAX_TIME ? new Date(time).toISOString() : undefined;

/** `2026-11-23 12:00:00 UTC`: one form in every language, so that people in different places compare it with a log. */
export function moment(time: number): string {
  const iso = isoMoment(time);
  return iso === undefined ? '?' : `${iso.replace('T', ' ').replace(/\.\d+Z$/, '')} UTC`;
}

/** `2026-11-23` in UTC. */
export const day = (time: number): string => isoMoment(time)?.split('T', 1)[0] ?? '?';
