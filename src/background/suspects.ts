// Pages that may have come from the wrong server without a 421 (src/suspicion). Of a response whose fields name no rule's writer
// nothing is read; of the others the first 4 KB, and what fits no rule is forgotten at once. Nothing of it is in the journal: what
// a background that ends in between had not read yet is lost, and nothing is said.

import { authorityOf } from '../model/authority.js';
import { dropOldest } from '../model/drop-oldest.js';
import type { BodyFacts, Occurrence } from '../model/exchange.js';
import { headerValue } from '../model/header.js';
import { type Known, knownValue, unknown } from '../model/known.js';
import { isRecorded } from '../model/settings.js';
import { readPage, tapBody } from '../platform/body.js';
import { target } from '../platform/target.js';
import { tlsOf } from '../platform/tls.js';
import type { WebResponse } from '../platform/web-response.js';
import type { SeenResponse } from '../suspicion/rule.js';
import { firstLook, isSuspiciousStatus, suspicionOf } from '../suspicion/suspicions.js';
import { contentTypeOf, headersOf } from './observe.js';
import { placeOf } from './place-of-response.js';
import type { Background } from './state.js';

/** What is known of a suspected response by then. */
export interface Found {
  readonly tls: Promise<Occurrence['tls']>;
  readonly body: Known<BodyFacts>;
}

/** Pages that wait to be read: one a tab. */
const MAX_WAITING = 200;

/** Chrome shows an extension the documents of tabs only as long as they are shown, so of frames nothing is read there. */
const WATCHED: ReadonlySet<string> = new Set(
  target === 'firefox' ? ['main_frame', 'sub_frame'] : ['main_frame'],
);

/** A document's response that a rule may be for. The first line is all that a good response costs. */
export const mayBeSuspected = (response: Pick<WebResponse, 'statusCode' | 'type'>): boolean =>
  response.statusCode >= 400 && isSuspiciousStatus(response.statusCode) && WATCHED.has(response.type);

const seenOf = (response: WebResponse): SeenResponse => {
  const headers = headersOf(response);
  return {
    status: response.statusCode,
    statusLine: response.statusLine,
    host: authorityOf(response.url)?.host ?? '',
    // Firefox puts the type of a hidden 421 before the visible one.
    header: (name) => {
      const value = headerValue(headers, name);
      return name === 'content-type' ? value?.split(',').at(-1)?.trim() : value;
    },
  };
};

/** Whether a response's fields name a rule's writer. */
export const isCandidate = (response: WebResponse): boolean =>
  mayBeSuspected(response) && firstLook(seenOf(response)) !== undefined;

export class Suspects {
  readonly #state: Background;
  readonly #record: (response: WebResponse, found: Found) => Promise<void>;
  /** Chrome: candidates whose pages can be read only when they are parsed, by tab. */
  readonly #waiting = new Map<number, WebResponse>();

  constructor(state: Background, record: (response: WebResponse, found: Found) => Promise<void>) {
    this.#state = state;
    this.#record = record;
  }

  /** Firefox holds the response back until the promise is settled, if there is one. */
  heard(response: WebResponse): Promise<void> | undefined {
    if (!mayBeSuspected(response) || !isCandidate(response)) return undefined;
    // What the user wants is known only then.
    return this.#state.isReady ? this.#look(response) : this.#state.ready.then(() => this.#look(response));
  }

  #look(response: WebResponse): Promise<void> | undefined {
    const { settings } = this.#state;
    const seen = seenOf(response);
    if (!settings.watchSuspected || !isRecorded(seen.host, settings)) return undefined;
    const place = placeOf(response).kind;
    if (place !== 'navigation' && response.type === 'main_frame') return undefined;
    // Both must be asked for before anything is awaited: Firefox gives them only while the response is held back.
    const tls = tlsOf(response);
    if (firstLook(seen) === 'decided') {
      void this.#decide(response, seen, { tls, body: unknown('not_for_this_type') });
    } else if (target === 'firefox') {
      const body = tapBody(response, contentTypeOf(response));
      void body?.then((read) => this.#decide(response, seen, { tls, body: read })).catch(this.#state.failed);
    } else {
      this.#waiting.delete(response.tabId);
      this.#waiting.set(response.tabId, response);
      dropOldest(this.#waiting, MAX_WAITING);
    }
    return tls.then(() => undefined);
  }

  async #decide(response: WebResponse, seen: SeenResponse, found: Found): Promise<void> {
    if (suspicionOf(seen, knownValue(found.body)?.text)) await this.#record(response, found);
  }

  /** Chrome: a tab's document can be read. The page before may be reported as parsed only after the next one's response. */
  async readable(tabId: number, url: string, error?: string): Promise<void> {
    const response = this.#waiting.get(tabId);
    if (!response || withoutFragment(response.url) !== withoutFragment(url)) return;
    this.#waiting.delete(tabId);
    const { body } = await readPage(tabId, url, error, response.statusCode);
    await this.#decide(response, seenOf(response), { tls: tlsOf(response), body });
  }

  closed(tabId: number): void {
    this.#waiting.delete(tabId);
  }
}

const withoutFragment = (url: string): string => url.split('#', 1)[0] ?? url;
