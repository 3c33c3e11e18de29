// The journal: misdirected answers on their way into an incident, in the session area (memory only, private or not).
//
// Life of an entry: written in the very turn of the browser's event, before anything is awaited, so that from then on a
// stopped background loses nothing; `counted` once the incident that counts it is written down; `finished` once nothing
// more can be learned of it (its body was read, or cannot be any more). Both together take it out, once all of the
// answer was reported or nothing more of it can be under way. What a background
// finds there when it starts, it finishes. The incident keeps the keys of its entries (Kept in src/incidents/store/schema.ts),
// in the same write as the count: so none is counted twice, wherever the life before broke off.
import * as v from 'valibot';
import type { SessionArea } from '../incidents/store/session.js';
import { responseKey } from '../incidents/update-incident.js';
import { OUTCOMES, type Outcome } from '../model/exchange.js';
import type { WebResponse } from '../platform/web-response.js';

/** A misdirected answer as the journal keeps it. */
export interface Arrival {
  /** As `boundedResponse` leaves it, without the certificate, which is asked for again or had. */
  readonly response: WebResponse;
  readonly outcome: Outcome;
}

const PREFIX = 'answer:';
/**
 * Entries at a time, more than a page asks for in a burst, and characters of all of them: less than half of what the browser grants
 * (storage.session.QUOTA_BYTES, 10 MB). Answers beyond it are recorded all the same, but not safe from a sudden end.
 */
const MOST = { entries: 4000, size: 4 * 2 ** 20 };
/** Of both, one tab fills no more than half: a flood leaves room for what other tabs see. */
const TAB_SHARE = 0.5;
/**
 * ms after a response in which what is left of it may still be reported, by way of a life of the background that begins
 * meanwhile. Its entry says what it belongs to.
 */
const STRAYS_MS = 10_000;

const text = v.string();
const arrivalSchema: v.GenericSchema<unknown, Arrival> = v.object({
  response: v.object({
    requestId: text,
    url: text,
    method: text,
    type: text,
    tabId: v.number(),
    frameId: v.number(),
    documentId: v.exactOptional(text),
    parentDocumentId: v.exactOptional(text),
    documentLifecycle: v.exactOptional(text),
    frameType: v.exactOptional(text),
    timeStamp: v.number(),
    statusCode: v.number(),
    statusLine: text,
    headersCut: v.exactOptional(v.literal(true)),
    responseHeaders: v.exactOptional(v.array(v.object({ name: text, value: text }))),
    ip: v.exactOptional(text),
    fromCache: v.exactOptional(v.boolean()),
    initiator: v.exactOptional(text),
    originUrl: v.exactOptional(text),
    documentUrl: v.exactOptional(text),
    incognito: v.exactOptional(v.boolean()),
    cookieStoreId: v.exactOptional(text),
    proxyInfo: v.exactOptional(
      v.nullable(
        v.object({
          type: v.exactOptional(text),
          host: v.exactOptional(text),
          port: v.exactOptional(v.union([text, v.number()])),
        }),
      ),
    ),
  }),
  outcome: v.picklist(OUTCOMES),
});

interface Entry {
  counted: boolean;
  finished: boolean;
  /** All of the response was reported, in this life. */
  whole: boolean;
  /** Its header fields are stored as well. */
  headed: boolean;
  /** Of the response, ms since the epoch. */
  readonly time: number;
  readonly tabId: number;
  /** Characters. */
  readonly size: number;
}

interface Room {
  readonly entries: number;
  /** Characters. */
  readonly size: number;
}

const NOTHING: Room = { entries: 0, size: 0 };

const sumOf = (room: Room, entries: number, size: number): Room => ({
  entries: room.entries + entries,
  size: room.size + size,
});

export class Journal {
  readonly #area: SessionArea;
  readonly #entries = new Map<string, Entry>();
  /** What the entries take, and those of each tab. */
  #all: Room = NOTHING;
  readonly #ofTab = new Map<number, Room>();
  /** Keys of entries that are on their way out of the storage. */
  readonly #leaving = new Set<string>();
  #removing = false;

  constructor(area: SessionArea) {
    this.#area = area;
  }

  /** Writes a response down, at once; only the first time that it is notified of. */
  note(arrival: Arrival): void {
    const { response } = arrival;
    const key = responseKey(response.timeStamp, response.requestId);
    const whole = response.ip !== undefined || response.fromCache !== undefined;
    const known = this.#entries.get(key);
    const headed = response.responseHeaders !== undefined;
    if (known) {
      known.whole ||= whole;
      if (known.headed || !headed) return;
      known.headed = true;
      this.#store(key, arrival);
      return;
    }
    const size = JSON.stringify(arrival).length;
    if (!this.#hasRoom(response.tabId, size)) return;
    this.#add(key, {
      ...{ counted: false, finished: false, whole, headed, time: response.timeStamp },
      ...{ tabId: response.tabId, size },
    });
    this.#store(key, arrival);
  }

  #store(key: string, arrival: Arrival): void {
    // Refused (storage.session is full): recorded all the same, but not safe from a sudden end.
    this.#area.set({ [PREFIX + key]: arrival }).catch(() => undefined);
  }

  /** Takes over what the life before left. `stored`: all of the session area. */
  restore(stored: Readonly<Record<string, unknown>>): Arrival[] {
    const left: Arrival[] = [];
    const requests = new Set<string>();
    for (const { key, size, arrival } of entriesIn(stored)) {
      // It came in this life, while the storage was being read.
      if (this.#entries.has(key)) continue;
      const { timeStamp: time, tabId, responseHeaders, requestId } = arrival?.response ?? NO_RESPONSE;
      const headed = responseHeaders !== undefined;
      const state = { counted: false, finished: false, whole: false };
      this.#add(key, { ...state, headed, time, tabId, size });
      // Chrome: two lives heard one part each of a response.
      const isRest = !headed && requests.has(requestId);
      requests.add(requestId);
      if (arrival && !isRest) left.push(arrival);
      else this.drop([key]);
    }
    return left.sort((a, b) => a.response.timeStamp - b.response.timeStamp);
  }

  /**
   * Whether a response may still be found there by a later life: until its removal is done, not only asked for. An
   * incident that let go of the key before would be written without it, and the later life would count the response again.
   */
  has(key: string): boolean {
    return this.#entries.has(key) || this.#leaving.has(key);
  }

  /** The incidents that count these responses are written down. */
  counted(keys: readonly string[]): void {
    this.#settle(keys, (entry) => {
      entry.counted = true;
    });
  }

  /** Nothing more will be learned of this response. */
  finished(key: string): void {
    this.#settle([key], (entry) => {
      entry.finished = true;
    });
  }

  /** These answers make no incident, or theirs was deleted. */
  drop(keys: readonly string[]): void {
    for (const key of keys) if (this.#take(key)) this.#leaving.add(key);
    void this.#remove();
  }

  /** Counted as they come and go: a burst is not to wait for it at each response. */
  #hasRoom(tabId: number, size: number): boolean {
    const all = this.#all;
    const ofTab = this.#ofTab.get(tabId) ?? NOTHING;
    return (
      all.entries < MOST.entries &&
      all.size + size <= MOST.size &&
      ofTab.entries < MOST.entries * TAB_SHARE &&
      ofTab.size + size <= MOST.size * TAB_SHARE
    );
  }

  #add(key: string, entry: Entry): void {
    this.#entries.set(key, entry);
    this.#all = sumOf(this.#all, 1, entry.size);
    this.#ofTab.set(entry.tabId, sumOf(this.#ofTab.get(entry.tabId) ?? NOTHING, 1, entry.size));
  }

  #take(key: string): boolean {
    const entry = this.#entries.get(key);
    if (!entry) return false;
    this.#entries.delete(key);
    this.#all = sumOf(this.#all, -1, -entry.size);
    const ofTab = sumOf(this.#ofTab.get(entry.tabId) ?? NOTHING, -1, -entry.size);
    if (ofTab.entries > 0) this.#ofTab.set(entry.tabId, ofTab);
    else this.#ofTab.delete(entry.tabId);
    return true;
  }

  #settle(keys: readonly string[], settle: (entry: Entry) => void): void {
    const over: string[] = [];
    for (const key of keys) {
      const entry = this.#entries.get(key);
      if (!entry || (entry.counted && entry.finished)) continue;
      settle(entry);
      if (!entry.counted || !entry.finished) continue;
      if (entry.whole) over.push(key);
      else setTimeout(() => this.drop([key]), straysFor(entry.time));
    }
    if (over.length > 0) this.drop(over);
  }

  /** One removal at a time; a storm of 421s costs few. */
  async #remove(): Promise<void> {
    if (this.#removing) return;
    this.#removing = true;
    while (this.#leaving.size > 0) {
      const keys = [...this.#leaving];
      await this.#area.remove(keys.map((key) => PREFIX + key)).catch(() => undefined);
      for (const key of keys) this.#leaving.delete(key);
    }
    this.#removing = false;
  }
}

/** Those with header fields first. `arrival`: undefined where it cannot be read. */
function entriesIn(
  stored: Readonly<Record<string, unknown>>,
): { readonly key: string; readonly size: number; readonly arrival: Arrival | undefined }[] {
  return Object.entries(stored)
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([name, value]) => {
      const parsed = v.safeParse(arrivalSchema, value);
      return {
        key: name.slice(PREFIX.length),
        size: JSON.stringify(value)?.length ?? 0,
        arrival: parsed.success ? parsed.output : undefined,
      };
    })
    .sort((a, b) => Number(isHeaded(b.arrival)) - Number(isHeaded(a.arrival)));
}

const isHeaded = (arrival: Arrival | undefined): boolean => arrival?.response.responseHeaders !== undefined;

const NO_RESPONSE = { timeStamp: 0, tabId: -1, requestId: '', responseHeaders: undefined };

/** ms from now on; a clock that was set back makes it no longer. */
const straysFor = (time: number): number => Math.min(Math.max(time + STRAYS_MS - Date.now(), 0), STRAYS_MS);
