import type { Protocol } from './exchange.js';

/** Host H was answered at address A. */
export interface HostObservation {
  readonly host: string;
  readonly port: number;
  /** Empty where the browser named none. */
  readonly address: string;
  readonly protocol: Protocol;
  /** ms since the epoch */
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly count: number;
  readonly lastStatus: number;
  /** How many of the responses were 421. */
  readonly misdirected: number;
}

/** Another host seen at the same address and port: a candidate for a shared connection (RFC 9113 section 9.1.1). */
export type Neighbour = HostObservation;

/** How a host's responses went over time: one entry a change, so a year of success is one line. */
export interface HistoryPeriod {
  readonly kind: 'answered' | 'misdirected' | 'recovered';
  /** ms since the epoch of the first and the last response of the period */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Periods that are kept for one host. */
export const MAX_PERIODS = 32;

/** Adds one answer to a history of periods; the oldest fall off. */
export function extendPeriods(
  periods: readonly HistoryPeriod[],
  kind: HistoryPeriod['kind'],
  time: number,
): HistoryPeriod[] {
  const last = periods.at(-1);
  if (last?.kind === kind) {
    return [...periods.slice(0, -1), { ...last, to: Math.max(last.to, time), count: last.count + 1 }];
  }
  return [...periods.slice(-(MAX_PERIODS - 1)), { kind, from: time, to: time, count: 1 }];
}

/** What a host history writes down of itself. */
export interface HostHistorySnapshot {
  readonly observations: readonly HostObservation[];
  /** By origin, e.g. `https://host:8443`. */
  readonly periods: readonly (readonly [origin: string, periods: readonly HistoryPeriod[]])[];
}
