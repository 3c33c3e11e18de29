import { HostHistory } from '../../incidents/host-history.js';
import { knownValue } from '../../model/known.js';
import { type Entry, readEntry } from '../har/entry.js';
import { isObject, type JsonObject, numberIn, objectIn } from '../log/json.js';
import type { ConnectionMap, MapCertificate } from '../log/map/connection-map.js';
import { MapBuilder } from '../log/map/map-builder.js';
import { noteTraffic } from '../log/map/traffic.js';
import { PageNavigations } from './page-navigations.js';
import { type SentRequest, sentRequest } from './sent-request.js';

/** 421s that are kept one by one, with request and body; the oldest go first. */
export const MAX_REFUSALS = 200;
/** Connections whose hosts are remembered, and hosts of one of them. */
const MAX_CONNECTIONS = 2000;
const MAX_COMPANIONS = 50;

/** What the developer tools have reported until now. */
export interface LogContents {
  /** Answers of servers; what came out of a cache is none. */
  readonly requests: number;
  /** All 421s; the latest of them are `refusals`. */
  readonly refused: number;
  /** The oldest first. */
  readonly refusals: readonly Refusal[];
  readonly hostHistory: HostHistory;
  readonly map: ConnectionMap;
}

/** Everything that begins anew with a page. */
class Notes {
  readonly map = new MapBuilder<MapCertificate>();
  readonly connections = new Set<string>();
  readonly hostHistory = new HostHistory('file');
  readonly hosts = new Map<string, Set<string>>();
  readonly refusals: Refusal[] = [];
  requests = 0;
  refused = 0;
}

/** A body as the developer tools give it. */
export interface GivenBody {
  readonly text: string;
  readonly base64: boolean;
}

interface Finished {
  readonly id: number;
  readonly raw: JsonObject;
  readonly entry: Entry;
}

export interface NetworkLogOptions {
  /** A new page does not clear the log. */
  keep: boolean;
}

/** The requests of the inspected window, in memory that does not grow with their number. */
export class NetworkLog {
  readonly options: NetworkLogOptions;
  #notes = new Notes();
  #turns = new PageNavigations();
  #next = 0;

  constructor(options: NetworkLogOptions) {
    this.options = options;
  }

  /**
   * Takes an entry as HAR 1.2 has it; anything else is passed over. `now`: ms since the epoch. Returns the id of the
   * refusal, if it is one. Never throws.
   */
  finished(raw: unknown, now: number): number | undefined {
    if (!isObject(raw)) return undefined;
    const entry = readEntry(raw, this.#next, now, 'port');
    // Blocked, failed, not over yet, or none of the web.
    if (typeof entry === 'string') return undefined;
    const id = this.#next++;
    const turn = isPage(entry) ? this.#turns.answered({ id, raw, entry }) : undefined;
    if (turn !== undefined && !this.options.keep) this.#begin(turn);
    else this.#note({ id, raw, entry });
    return entry.exchange.response.status === 421 ? id : undefined;
  }

  /** The body of a refusal, which comes after it; undefined: none can be had beyond what stands in the entry. */
  gotBody(id: number, body: GivenBody | undefined): void {
    const { refusals } = this.#notes;
    const at = refusals.findIndex((refusal) => refusal.id === id);
    const refusal = refusals[at];
    if (refusal === undefined || body === undefined) return;
    const { raw, entry } = refusal;
    const read = readEntry(withBody(raw, body), id, entry.exchange.time, 'port');
    if (typeof read !== 'string') refusals[at] = { ...refusal, entry: { ...entry, body: read.body } };
  }

  /** The inspected window shows another document. */
  navigated(url: string): void {
    const turn = this.#turns.navigated(url);
    if (turn !== undefined && !this.options.keep) this.#begin(turn);
  }

  clear(): void {
    this.#notes = new Notes();
  }

  #begin(documents: readonly Finished[]): void {
    this.clear();
    for (const document of documents) this.#note(document);
  }

  #note({ id, raw, entry }: Finished): void {
    const notes = this.#notes;
    const { authority, exchange, address, connection } = entry;
    const { status, protocol, fromCache } = exchange.response;
    // A response out of a cache gives nothing of the server now.
    if (knownValue(fromCache) !== true) {
      const { time } = exchange;
      notes.requests++;
      notes.hostHistory.answered({ authority, address, protocol, status, time });
      notes.hostHistory.went(
        authority,
        status === 421 ? 'misdirected' : 'answered',
        time,
        exchange.request.url,
      );
      noteTraffic(notes.map, notes.connections, { authority, status, protocol, address, connection });
    }
    if (status === 421) this.#refuse({ id, raw, entry });
    if (connection !== undefined) this.#carried(connection, authority.host);
  }

  #refuse({ id, raw, entry }: Finished): void {
    const sent = sentRequest(raw);
    if (sent === undefined) return;
    const notes = this.#notes;
    const carried = entry.connection === undefined ? undefined : notes.hosts.get(entry.connection);
    notes.refused++;
    notes.refusals.push({
      ...{ id, raw, entry },
      sent,
      duration: Math.max(0, numberIn(raw, 'time') ?? 0),
      companions: [...(carried ?? [])].filter((host) => host !== entry.authority.host),
    });
    if (notes.refusals.length > MAX_REFUSALS) notes.refusals.shift();
  }

  #carried(connection: string, host: string): void {
    const { hosts } = this.#notes;
    const known = hosts.get(connection);
    if (known === undefined) {
      if (hosts.size < MAX_CONNECTIONS) hosts.set(connection, new Set([host]));
    } else if (known.size < MAX_COMPANIONS) known.add(host);
  }

  async contents(): Promise<LogContents> {
    const { requests, refused, refusals, hostHistory, map } = this.#notes;
    return {
      ...{ requests, refused, hostHistory },
      refusals: [...refusals],
      map: await map.build(async (certificate) => certificate),
    };
  }
}

const isPage = ({ exchange }: Entry): boolean => exchange.request.type === 'main_frame';

/** The entry with the body that the developer tools gave for it, so that one reader reads both. */
function withBody(raw: JsonObject, { text, base64 }: GivenBody): JsonObject {
  const response = objectIn(raw, 'response');
  const content = objectIn(response, 'content');
  return {
    ...raw,
    response: { ...response, content: { ...content, text, ...(base64 ? { encoding: 'base64' } : {}) } },
  };
}

/** A 421 in the log of the developer tools. */
export interface Refusal {
  /** Unique in one log, in the order of the responses. */
  readonly id: number;
  /** The entry as the developer tools gave it. */
  readonly raw: JsonObject;
  readonly entry: Entry;
  readonly sent: SentRequest;
  /** ms from the request's start to the end of its response */
  readonly duration: number;
  /** Other hosts that the same connection had carried by then; empty where the browser does not distinguish connections. */
  readonly companions: readonly string[];
}
