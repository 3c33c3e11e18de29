import * as v from 'valibot';
import { protocolSchema } from './protocol.js';
import { count, type Stored, text, time } from './stored.js';

/** Host H was answered at address A. */
export const observationSchema = v.object({
  host: text,
  port: count,
  /** Empty where the browser named none. */
  address: text,
  protocol: protocolSchema,
  /** ms since the epoch */
  firstSeen: time,
  lastSeen: time,
  count: count,
  lastStatus: count,
  /** How many of the responses were 421. */
  misdirected: count,
});
export type HostObservation = Stored<typeof observationSchema>;

/** Another host seen at the same address and port: a candidate for a shared connection (RFC 9113 section 9.1.1). */
export type Neighbour = HostObservation;

/** How a host's responses went over time: one entry a change, so a year of success is one line. */
export const periodSchema = v.object({
  kind: v.picklist(['answered', 'misdirected', 'recovered']),
  /**
   * What its paths say of a change between success and 421. `both`: a path was answered, and refused another time. `apart`: a
   * path was refused again, after others were answered, and is not known to have been answered. `first`: neither. Absent:
   * nothing is known.
   */
  paths: v.exactOptional(v.picklist(['both', 'apart', 'first'])),
  /** ms since the epoch of the first and the last response of the period */
  from: time,
  to: time,
  count: count,
});
export type HistoryPeriod = Stored<typeof periodSchema>;

/** Periods that are kept for one host. */
export const MAX_PERIODS = 32;

/** Adds one answer to a history of periods; the oldest fall off. */
export function extendPeriods(
  periods: readonly HistoryPeriod[],
  kind: HistoryPeriod['kind'],
  time: number,
  paths?: HistoryPeriod['paths'],
): HistoryPeriod[] {
  const last = periods.at(-1);
  if (last?.kind === kind) {
    return [...periods.slice(0, -1), { ...last, to: Math.max(last.to, time), count: last.count + 1 }];
  }
  const period = { kind, from: time, to: time, count: 1, ...(paths ? { paths } : {}) };
  return [...periods.slice(-(MAX_PERIODS - 1)), period];
}

/** What a host history writes down of itself. */
export const hostHistorySchema = v.object({
  observations: v.array(observationSchema),
  /** By origin, e.g. `https://host:8443`. */
  periods: v.array(v.tuple([text, v.array(periodSchema)])),
});
export type HostHistorySnapshot = Stored<typeof hostHistorySchema>;
