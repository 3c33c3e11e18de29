import type { Authority } from '../../model/authority.js';
import { originOf } from '../../model/authority.js';
import type { Protocol } from '../../model/exchange.js';
import { MAX_SPELLS, type Neighbour, type Sighting, type Spell } from '../../model/sighting.js';

/** Hosts, each at each of its addresses, that are remembered of one file. */
const MAX_SIGHTINGS = 5000;
const MAX_ORIGINS = 2000;

/** One answer that the browser did or did not show. */
export interface Answered {
  readonly authority: Authority;
  /** Of the server: not a proxy's, at which all hosts would be neighbours. */
  readonly address: string | undefined;
  readonly protocol: Protocol;
  readonly status: number;
  /** ms since the epoch */
  readonly time: number;
}

type Open<T> = { -readonly [Key in keyof T]: T[Key] };

/** Which host was answered where, and how its answers went over time: what a file tells beside its 421s. */
export class Surroundings {
  readonly #sightings = new Map<string, Open<Sighting>>();
  readonly #spells = new Map<string, Open<Spell>[]>();
  /** There were more hosts than are remembered. */
  cut = false;

  answered({ authority, address = '', protocol, status, time }: Answered): void {
    const { host, port } = authority;
    const key = `${host} ${port} ${address}`;
    const seen = this.#sightings.get(key);
    const misdirected = status === 421 ? 1 : 0;
    if (seen === undefined) {
      if (this.#sightings.size >= MAX_SIGHTINGS) {
        this.cut = true;
        return;
      }
      const times = { firstSeen: time, lastSeen: time };
      this.#sightings.set(key, {
        ...{ host, port, address, protocol, count: 1, lastStatus: status, misdirected },
        ...times,
      });
      return;
    }
    if (time >= seen.lastSeen) {
      seen.lastSeen = time;
      seen.lastStatus = status;
      seen.protocol = protocol;
    }
    seen.firstSeen = Math.min(seen.firstSeen, time);
    seen.count++;
    seen.misdirected += misdirected;
  }

  /**
   * A connection to the address was opened for the host, which did not use it as far as the file goes: a neighbour all
   * the same, of which no answer is known.
   */
  opened(host: string, port: number, address: string, protocol: Protocol, time: number): void {
    const key = `${host} ${port} ${address}`;
    if (this.#sightings.has(key) || this.#sightings.size >= MAX_SIGHTINGS) return;
    const none = { count: 0, lastStatus: 0, misdirected: 0, firstSeen: time, lastSeen: time };
    this.#sightings.set(key, { ...{ host, port, address, protocol }, ...none });
  }

  /** How a request went in the end. Requests come in about the order of their ends. */
  went(authority: Authority, kind: Spell['kind'], time: number): void {
    const origin = originOf(authority);
    const spells = this.#spells.get(origin);
    if (spells === undefined) {
      if (this.#spells.size >= MAX_ORIGINS) this.cut = true;
      else this.#spells.set(origin, [{ kind, from: time, to: time, count: 1 }]);
      return;
    }
    const last = spells.at(-1);
    if (last?.kind === kind) {
      last.from = Math.min(last.from, time);
      last.to = Math.max(last.to, time);
      last.count++;
    } else {
      spells.push({ kind, from: time, to: time, count: 1 });
      if (spells.length > MAX_SPELLS) spells.shift();
    }
  }

  spellsOf(authority: Authority): Spell[] {
    return (this.#spells.get(originOf(authority)) ?? []).map((spell) => ({ ...spell }));
  }

  /** Other hosts at one of the host's addresses, on the same port; the latest seen first. */
  neighboursOf({ host, port }: Authority): Neighbour[] {
    const all = [...this.#sightings.values()].filter((one) => one.port === port && one.address !== '');
    const addresses = new Set(all.filter((one) => one.host === host).map(({ address }) => address));
    const latest = new Map<string, Neighbour>();
    for (const one of all) {
      const known = latest.get(one.host);
      if (one.host === host || !addresses.has(one.address) || (known && known.lastSeen >= one.lastSeen))
        continue;
      latest.set(one.host, { ...one });
    }
    return [...latest.values()].sort((a, b) => b.lastSeen - a.lastSeen);
  }
}
