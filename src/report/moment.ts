/** Largest time value that a Date holds, in ms (ECMA-262 section 21.4.1.1). */
const MAX_TIME = 8.64e15;

/**
 * `2026-11-23 12:00:00 UTC`: one form in every language, so that people in different places compare it with a log.
 * `time` in ms since the epoch; `?` for what is no time, as an imported incident may hold.
 */
export const moment = (time: number): string =>
  Math.abs(time) <= MAX_TIME ? `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC` : '?';

/** `2026-11-23` in UTC. */
export const day = (time: number): string => moment(time).slice(0, 10);
