// The host history: which hosts were answered at which addresses, and how. It is what shows neighbours and time patterns.
//
// That of a browsing context is born empty or from the snapshot in storage.session; grows with every response; the least
// recently seen half goes when it is full; ends with the browser's session. One a context, for browsers share no
// connections between contexts. That of a file grows until it is full, and ends with the reading.
import { type Authority, authorityOf, type HostPort, isSameHostPort, originOf } from '../model/authority.js';
import { type BrowsingContext, contextKey } from '../model/context.js';
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
import { PathsOfHost, pathHash, saysMore } from './paths-of-host.js';
import type { HostRecord } from './update-incident.js';

/** Host observations that one context's host history keeps, and one file's. */
export const MAX_OBSERVATIONS = 1000;
const MAX_OBSERVATIONS_OF_FILE = 5000;
type Entry = { -readonly [K in keyof HostObservation]: HostObservation[K] };
type OpenPeriod = { -readonly [K in keyof HistoryPeriod]: HistoryPeriod[K] };

/** One origin: its entries by address, and how its responses went. */
interface Place {
  readonly host: string;
  readonly port: number;
  readonly entries: Map<string, Entry>;
  /** Of the last response: mostly that of the next one. */
  last: Entry | undefined;
  periods: OpenPeriod[];
  /** Not in the snapshot: no URL of a good response is kept. */
  readonly paths: PathsOfHost;
}

/** One response in a file. */
export interface LoggedResponse {
  readonly authority: Authority;
  /** Of the server: not a proxy's, at which all hosts would be neighbours. */
  readonly address: string | undefined;
  readonly protocol: Protocol;
  readonly status: number;
  /** ms since the epoch */
  readonly time: number;
}

/** Where the path of a URL begins; the URL comes from the browser and is already normal. */
function pathStart(url: string): number {
  const at = url.indexOf('/', url.indexOf('//') + 2);
  return at < 0 ? url.length : at;
}

export class HostHistory {
  readonly #places = new Map<string, Place>();
  readonly #ofFile: boolean;
  #size = 0;
  /** Of a file: there were more hosts than are remembered. */
  cut = false;

  constructor(of: 'session' | 'file' = 'session') {
    this.#ofFile = of === 'file';
  }

  static from(snapshot: HostHistorySnapshot): HostHistory {
    const history = new HostHistory();
    for (const observation of snapshot.observations) {
      // Only https responses are in it: a connection without TLS is never shared.
      const place = history.#placeOf(
        originOf({ scheme: 'https', host: observation.host, port: observation.port }),
      );
      if (place && !place.entries.has(observation.address)) {
        place.entries.set(observation.address, { ...observation });
        history.#size++;
      }
    }
    for (const [origin, periods] of snapshot.periods) {
      const place = history.#places.get(origin);
      if (place) place.periods = periods.slice(-MAX_PERIODS).map((period) => ({ ...period }));
    }
    return history;
  }

  /**
   * Notes one response of the browser. Runs for every one of them, so: no allocation once a host is known.
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
    const path = pathStart(url);
    const place = this.#placeOf(url.slice(0, path));
    if (!place) return false;
    const entry =
      place.last?.address === address
        ? place.last
        : (place.entries.get(address) ?? this.#begin(place, address, protocolOf(statusLine), time));
    if (entry) {
      entry.count++;
      entry.lastSeen = time;
      entry.lastStatus = status;
      if (kind !== 'answered') entry.misdirected++;
      place.last = entry;
    }
    return this.#went(place, kind, time, pathHash(url, path));
  }

  /** Notes one response in a file, whether or not the browser showed it. In any order. */
  answered({ authority, address = '', protocol, status, time }: LoggedResponse): void {
    const place = this.#placeOf(originOf(authority));
    const entry = place && (place.entries.get(address) ?? this.#begin(place, address, protocol, time));
    if (!entry) return;
    entry.count++;
    if (status === 421) entry.misdirected++;
    entry.firstSeen = Math.min(entry.firstSeen, time);
    if (time < entry.lastSeen) return;
    entry.lastSeen = time;
    entry.lastStatus = status;
    entry.protocol = protocol;
  }

  /**
   * A connection to the address was opened for the host, which did not use it as far as the file goes: a neighbour all
   * the same, of which no response is known.
   */
  opened(host: string, port: number, address: string, protocol: Protocol, time: number): void {
    const place = this.#placeOf(originOf({ scheme: 'https', host, port }));
    if (place && !place.entries.has(address)) this.#begin(place, address, protocol, time);
  }

  /** How a request in a file went in the end. Requests come in about the order of their ends. `url`: if the file has it. */
  went(authority: Authority, kind: HistoryPeriod['kind'], time: number, url?: string): void {
    const place = this.#placeOf(originOf(authority));
    const path = url === undefined ? undefined : pathHash(url, pathStart(url));
    if (place) this.#went(place, kind, time, path);
  }

  /** `path`: its hash. */
  #went(place: Place, kind: HistoryPeriod['kind'], time: number, path?: number): boolean {
    const period = place.periods.at(-1);
    const turned = period?.kind !== kind;
    const paths = path === undefined ? undefined : place.paths.went(path, kind, turned);
    if (period && !turned) {
      period.count++;
      if (paths && saysMore(paths, period.paths)) period.paths = paths;
      if (time > period.to) period.to = time;
      if (this.#ofFile && time < period.from) period.from = time;
      return false;
    }
    place.periods = extendPeriods(place.periods, kind, time, paths);
    return period !== undefined;
  }

  /** A new observation without a response; undefined where a file has more than are kept. */
  #begin(place: Place, address: string, protocol: Protocol, time: number): Entry | undefined {
    if (this.#ofFile && this.#size >= MAX_OBSERVATIONS_OF_FILE) {
      this.cut = true;
      return undefined;
    }
    const { host, port } = place;
    const none = { count: 0, lastStatus: 0, misdirected: 0, firstSeen: time, lastSeen: time };
    const entry = { ...{ host, port, address, protocol }, ...none };
    place.entries.set(address, entry);
    if (++this.#size > MAX_OBSERVATIONS && !this.#ofFile) this.#forgetOldest();
    return entry;
  }

  /**
   * What is known about a host. `openers`: on whose connections it was refused; of its neighbours these stand first.
   * `reached`: an address at which it gave no response.
   */
  recordOf(
    authority: Authority | undefined,
    openers: readonly HostPort[] = [],
    reached?: string,
  ): HostRecord {
    const origin = authority === undefined ? '' : originOf(authority);
    const own = this.#places.get(origin);
    const all =
      authority && reached !== undefined && !own?.entries.has(reached)
        ? this.#neighboursAt(
            authority,
            (address) => address === reached || own?.entries.has(address) === true,
          )
        : this.neighbours(origin);
    const isOpener = (one: Neighbour) => openers.some((opener) => isSameHostPort(opener, one));
    const neighbours =
      openers.length === 0 ? all : [...all.filter(isOpener), ...all.filter((one) => !isOpener(one))];
    return { neighbours: neighbours.slice(0, MAX_NEIGHBOURS), periods: this.periods(origin) };
  }

  /** Other hosts seen at any address of this origin and on its port, the latest seen first, each once. */
  neighbours(origin: string): Neighbour[] {
    const own = this.#places.get(origin);
    return own ? this.#neighboursAt(own, (address) => own.entries.has(address)) : [];
  }

  /** What was seen at one address: the host itself, and the others on its port. */
  at(
    place: HostPort,
    address: string,
  ): { readonly own: Neighbour | undefined; readonly others: Neighbour[] } {
    const own = this.#places.get(originOf({ scheme: 'https', ...place }))?.entries.get(address);
    return { own: own && { ...own }, others: this.#neighboursAt(place, (one) => one === address) };
  }

  #neighboursAt(place: HostPort, isThere: (address: string) => boolean): Neighbour[] {
    const latest = new Map<string, Entry>();
    for (const { host, port, entries } of this.#places.values()) {
      if (host === place.host || port !== place.port) continue;
      for (const [address, entry] of entries) {
        if (address === '' || !isThere(address)) continue;
        const known = latest.get(host);
        if (!known || entry.lastSeen > known.lastSeen) latest.set(host, entry);
      }
    }
    return [...latest.values()].sort((a, b) => b.lastSeen - a.lastSeen).map((entry) => ({ ...entry }));
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
    if (!authority || (authority.scheme === 'http' && !this.#ofFile)) return undefined;
    // wss://host and https://host are one origin's server.
    const key = originOf(authority);
    const known = this.#places.get(key);
    if (known) return known;
    if (this.#ofFile && this.#places.size >= MAX_OBSERVATIONS_OF_FILE) {
      this.cut = true;
      return undefined;
    }
    const made: Place = {
      ...{ host: authority.host, port: authority.port },
      ...{ entries: new Map(), last: undefined, periods: [], paths: new PathsOfHost() },
    };
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
      if (place.last === entry) place.last = undefined;
      this.#size--;
      if (place.entries.size === 0) this.#places.delete(origin);
    }
  }
}

/** The host histories, one a browsing context. */
export class HostHistories {
  readonly #ofContext = new Map<string, HostHistory>();
  /** Of the last response: mostly that of the next one. */
  #last: { readonly context: BrowsingContext; readonly hostHistory: HostHistory } | undefined;

  restore(snapshots: readonly (readonly [string, HostHistorySnapshot])[]): void {
    this.#last = undefined;
    for (const [key, snapshot] of snapshots) this.#ofContext.set(key, HostHistory.from(snapshot));
  }

  snapshot(): [string, HostHistorySnapshot][] {
    return [...this.#ofContext].map(([key, hostHistory]) => [key, hostHistory.snapshot()]);
  }

  of(context: BrowsingContext): HostHistory {
    if (this.#last?.context === context) return this.#last.hostHistory;
    const key = contextKey(context);
    const hostHistory = this.#ofContext.get(key) ?? new HostHistory();
    this.#ofContext.set(key, hostHistory);
    this.#last = { context, hostHistory };
    return hostHistory;
  }

  has(context: BrowsingContext): boolean {
    return this.#ofContext.has(contextKey(context));
  }

  forget(context: BrowsingContext): void {
    this.#ofContext.delete(contextKey(context));
    this.#last = undefined;
  }
}
