// The host history: which hosts were answered at which addresses, and how. It is what shows neighbours and time patterns.
//
// Life: born empty or from the snapshot in storage.session; grows with every response; the least recently seen half
// goes when it is full; ends with the browser's session. One host history a browsing context, for browsers share no
// connections between contexts.
import { authorityOf, originOf } from '../model/authority.js';
import type { Protocol } from '../model/exchange.js';
import {
  extendPeriods,
  type HistoryPeriod,
  type HostHistorySnapshot,
  type HostObservation,
  MAX_PERIODS,
  type Neighbour,
} from '../model/host-history.js';
import { MAX_NEIGHBOURS } from '../model/incident.js';

/** Host observations that one context's host history keeps. */
export const MAX_OBSERVATIONS = 1000;

type Entry = { -readonly [K in keyof HostObservation]: HostObservation[K] };
type OpenPeriod = { -readonly [K in keyof HistoryPeriod]: HistoryPeriod[K] };

/** One origin: its entries by address, and how its responses went. */
interface Place {
  readonly host: string;
  readonly port: number;
  readonly entries: Map<string, Entry>;
  periods: OpenPeriod[];
}

/** The part of a URL before its path; the URL comes from the browser and is already normal. */
function originPart(url: string): string {
  const end = url.indexOf('/', url.indexOf('//') + 2);
  return end < 0 ? url : url.slice(0, end);
}

export class HostHistory {
  readonly #places = new Map<string, Place>();
  #size = 0;

  constructor(snapshot?: HostHistorySnapshot) {
    for (const observation of snapshot?.observations ?? []) {
      // Only https answers are kept: a connection without TLS is never shared.
      const place = this.#placeOf(
        originOf({ scheme: 'https', host: observation.host, port: observation.port }),
      );
      if (place && !place.entries.has(observation.address)) {
        place.entries.set(observation.address, { ...observation });
        this.#size++;
      }
    }
    for (const [origin, periods] of snapshot?.periods ?? []) {
      const place = this.#places.get(origin);
      if (place) place.periods = periods.slice(-MAX_PERIODS).map((period) => ({ ...period }));
    }
  }

  /**
   * Notes one answer. Runs for every response of the browser, so: no allocation once a host is known.
   * Returns true if the host's responses took a turn, from good to 421 or back.
   */
  note(
    url: string,
    address: string,
    statusLine: string,
    status: number,
    kind: HistoryPeriod['kind'],
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
      if (++this.#size > MAX_OBSERVATIONS) this.#forgetOldest();
    }
    const period = place.periods.at(-1);
    if (period?.kind === kind) {
      period.count++;
      if (time > period.to) period.to = time;
      return false;
    }
    place.periods = extendPeriods(place.periods, kind, time);
    return period !== undefined;
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

  periods(origin: string): readonly HistoryPeriod[] {
    return (this.#places.get(origin)?.periods ?? []).map((period) => ({ ...period }));
  }

  get size(): number {
    return this.#size;
  }

  snapshot(): HostHistorySnapshot {
    const observations: HostObservation[] = [];
    const periods: [string, readonly HistoryPeriod[]][] = [];
    for (const [origin, place] of this.#places) {
      observations.push(...place.entries.values());
      periods.push([origin, place.periods]);
    }
    return { observations, periods };
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
    const made: Place = { host: authority.host, port: authority.port, entries: new Map(), periods: [] };
    this.#places.set(key, made);
    return made;
  }

  /** Makes room for many at once, so that a full host history does not sort at every response. */
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
