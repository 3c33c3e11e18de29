import type { Protocol } from './exchange.js';

/** Host H was answered at address A. */
export interface Sighting {
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
  /** How many of the answers were 421. */
  readonly misdirected: number;
}

/** Another host seen at the same address and port: a candidate for a shared connection (RFC 9113 section 9.1.1). */
export type Neighbour = Sighting;

/** How a host's answers went over time: one entry a change, so a year of success is one line. */
export interface Spell {
  readonly kind: 'answered' | 'misdirected' | 'recovered';
  /** ms since the epoch of the first and the last answer of the spell */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Spells that are kept for one host. */
export const MAX_SPELLS = 32;

/** Adds one answer to a history of spells; the oldest fall off. */
export function extendSpells(spells: readonly Spell[], kind: Spell['kind'], time: number): Spell[] {
  const last = spells.at(-1);
  if (last?.kind === kind) {
    return [...spells.slice(0, -1), { ...last, to: Math.max(last.to, time), count: last.count + 1 }];
  }
  return [...spells.slice(-(MAX_SPELLS - 1)), { kind, from: time, to: time, count: 1 }];
}

/** What a ledger writes down of itself. */
export interface LedgerSnapshot {
  readonly sightings: readonly Sighting[];
  /** By origin, e.g. `https://host:8443`. */
  readonly spells: readonly (readonly [origin: string, spells: readonly Spell[]])[];
}
