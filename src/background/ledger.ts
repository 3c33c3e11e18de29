// The ledger: which hosts were answered at which addresses, and how. It is what tells neighbours and time patterns.
//
// Life: born empty or from the snapshot in storage.session; grows with every answer; the least recently seen half
// goes when it is full; ends with the browser's session. One ledger a browsing context, for browsers share no
// connections between contexts.
import { authorityOf, originOf } from '../model/authority.js';
import type { Protocol } from '../model/exchange.js';
import { MAX_NEIGHBOURS } from '../model/incident.js';
import {
  extendSpells,
  type LedgerSnapshot,
  MAX_SPELLS,
  type Neighbour,
  type Sighting,
  type Spell,
} from '../model/sighting.js';

/** Sightings that one context's ledger keeps. */
export const MAX_SIGHTINGS = 1000;

type Entry = { -readonly [K in keyof Sighting]: Sighting[K] };
type OpenSpell = { -readonly [K in keyof Spell]: Spell[K] };

/** One origin: its entries by address, and how its answers went. */
interface Place {
  readonly host: string;
  readonly port: number;
  readonly entries: Map<string, Entry>;
  spells: OpenSpell[];
}

/** The part of a URL before its path; the URL comes from the browser and is already normal. */
function originPart(url: string): string {
  const end = url.indexOf('/', url.indexOf('//') + 2);
  return end < 0 ? url : url.slice(0, end);
}

export class Ledger {
  readonly #places = new Map<string, Place>();
  #size = 0;

  constructor(snapshot?: LedgerSnapshot) {
    for (const sighting of snapshot?.sightings ?? []) {
      // Only https answers are kept: a connection without TLS is never shared.
      const place = this.#placeOf(originOf({ scheme: 'https', host: sighting.host, port: sighting.port }));
      if (place && !place.entries.has(sighting.address)) {
        place.entries.set(sighting.address, { ...sighting });
        this.#size++;
      }
    }
    for (const [origin, spells] of snapshot?.spells ?? []) {
      const place = this.#places.get(origin);
      if (place) place.spells = spells.slice(-MAX_SPELLS).map((spell) => ({ ...spell }));
    }
  }

  /**
   * Notes one answer. Runs for every answer of the browser, so: no allocation once a host is known.
   * Returns true if the host's answers took a turn, from good to 421 or back.
   */
  note(
    url: string,
    address: string,
    statusLine: string,
    status: number,
    kind: Spell['kind'],
    time: number,
    protocolOf: (statusLine: string) => Protocol,
  ): boolean {
    const place = this.#placeOf(originPart(url));
    if (!place) return false;
    const entry = place.entries.get(address);
    if (entry) {
      entry.count++;
      entry.lastSeen = time;
      entry.lastStatus = status;
      if (kind !== 'answered') entry.misdirected++;
    } else {
      place.entries.set(address, {
        host: place.host,
        port: place.port,
        address,
        protocol: protocolOf(statusLine),
        firstSeen: time,
        lastSeen: time,
        count: 1,
        lastStatus: status,
        misdirected: kind === 'answered' ? 0 : 1,
      });
      if (++this.#size > MAX_SIGHTINGS) this.#forgetOldest();
    }
    const spell = place.spells.at(-1);
    if (spell?.kind === kind) {
      spell.count++;
      if (time > spell.to) spell.to = time;
      return false;
    }
    place.spells = extendSpells(place.spells, kind, time);
    return spell !== undefined;
  }

  /** Other hosts seen at any address of this origin and on its port, the latest seen first. */
  neighbours(origin: string): Neighbour[] {
    const own = this.#places.get(origin);
    if (!own) return [];
    const found: Neighbour[] = [];
    for (const place of this.#places.values()) {
      if (place === own || place.port !== own.port) continue;
      for (const [address, entry] of place.entries) {
        if (address !== '' && own.entries.has(address)) found.push({ ...entry });
      }
    }
    return found.sort((a, b) => b.lastSeen - a.lastSeen).slice(0, MAX_NEIGHBOURS);
  }

  /** The address at which an origin was seen last, for answers that bring none. */
  lastAddress(origin: string): string | undefined {
    let last: Entry | undefined;
    for (const entry of this.#places.get(origin)?.entries.values() ?? []) {
      if (entry.address !== '' && (!last || entry.lastSeen >= last.lastSeen)) last = entry;
    }
    return last?.address;
  }

  spells(origin: string): readonly Spell[] {
    return (this.#places.get(origin)?.spells ?? []).map((spell) => ({ ...spell }));
  }

  get size(): number {
    return this.#size;
  }

  snapshot(): LedgerSnapshot {
    const sightings: Sighting[] = [];
    const spells: [string, readonly Spell[]][] = [];
    for (const [origin, place] of this.#places) {
      sightings.push(...place.entries.values());
      spells.push([origin, place.spells]);
    }
    return { sightings, spells };
  }

  #placeOf(origin: string): Place | undefined {
    const place = this.#places.get(origin);
    if (place) return place;
    const authority = authorityOf(origin);
    if (authority?.scheme !== 'https') return undefined;
    // wss://host and https://host are one origin's server.
    const key = originOf(authority);
    const known = this.#places.get(key);
    if (known) return known;
    const made: Place = { host: authority.host, port: authority.port, entries: new Map(), spells: [] };
    this.#places.set(key, made);
    return made;
  }

  /** Makes room for many at once, so that a full ledger does not sort at every answer. */
  #forgetOldest(): void {
    const all = [...this.#places].flatMap(([origin, place]) =>
      [...place.entries.values()].map((entry) => ({ origin, place, entry })),
    );
    all.sort((a, b) => a.entry.lastSeen - b.entry.lastSeen);
    for (const { origin, place, entry } of all.slice(0, Math.ceil(all.length / 2))) {
      place.entries.delete(entry.address);
      this.#size--;
      if (place.entries.size === 0) this.#places.delete(origin);
    }
  }
}
