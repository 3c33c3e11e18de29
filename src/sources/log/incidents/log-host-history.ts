import type { Authority } from '../../../model/authority.js';
import { originOf } from '../../../model/authority.js';
import type { Protocol } from '../../../model/exchange.js';
import {
  type HistoryPeriod,
  type HostObservation,
  MAX_PERIODS,
  type Neighbour,
} from '../../../model/host-history.js';

/** Hosts, each at each of its addresses, that are remembered of one file. */
const MAX_OBSERVATIONS = 5000;
const MAX_ORIGINS = 2000;

/** One answer that the browser did or did not show. */
export interface HostResponse {
  readonly authority: Authority;
  /** Of the server: not a proxy's, at which all hosts would be neighbours. */
  readonly address: string | undefined;
  readonly protocol: Protocol;
  readonly status: number;
  /** ms since the epoch */
  readonly time: number;
}

type Open<T> = { -readonly [Key in keyof T]: T[Key] };

/** Which host was answered where, and how its responses went over time: what a file shows besides its 421s. */
export class LogHostHistory {
  readonly #observations = new Map<string, Open<HostObservation>>();
  readonly #periods = new Map<string, Open<HistoryPeriod>[]>();
  /** There were more hosts than are remembered. */
  cut = false;

  answered({ authority, address = '', protocol, status, time }: HostResponse): void {
    const { host, port } = authority;
    const key = `${host} ${port} ${address}`;
    const seen = this.#observations.get(key);
    const misdirected = status === 421 ? 1 : 0;
    if (seen === undefined) {
      if (this.#observations.size >= MAX_OBSERVATIONS) {
        this.cut = true;
        return;
      }
      const times = { firstSeen: time, lastSeen: time };
      this.#observations.set(key, {
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
   * the same, of which no response is known.
   */
  opened(host: string, port: number, address: string, protocol: Protocol, time: number): void {
    const key = `${host} ${port} ${address}`;
    if (this.#observations.has(key) || this.#observations.size >= MAX_OBSERVATIONS) return;
    const none = { count: 0, lastStatus: 0, misdirected: 0, firstSeen: time, lastSeen: time };
    this.#observations.set(key, { ...{ host, port, address, protocol }, ...none });
  }

  /** How a request went in the end. Requests come in about the order of their ends. */
  went(authority: Authority, kind: HistoryPeriod['kind'], time: number): void {
    const origin = originOf(authority);
    const periods = this.#periods.get(origin);
    if (periods === undefined) {
      if (this.#periods.size >= MAX_ORIGINS) this.cut = true;
      else this.#periods.set(origin, [{ kind, from: time, to: time, count: 1 }]);
      return;
    }
    const last = periods.at(-1);
    if (last?.kind === kind) {
      last.from = Math.min(last.from, time);
      last.to = Math.max(last.to, time);
      last.count++;
    } else {
      periods.push({ kind, from: time, to: time, count: 1 });
      if (periods.length > MAX_PERIODS) periods.shift();
    }
  }

  periodsOf(authority: Authority): HistoryPeriod[] {
    return (this.#periods.get(originOf(authority)) ?? []).map((period) => ({ ...period }));
  }

  /** Other hosts at one of the host's addresses, on the same port; the latest seen first. */
  neighboursOf({ host, port }: Authority): Neighbour[] {
    const all = [...this.#observations.values()].filter((one) => one.port === port && one.address !== '');
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
