// What happens with an answer, in its order: ledger, and for a misdirected one also incident, tab, badge.
import { authorityOf, originOf } from '../model/authority.js';
import type { BrowsingContext } from '../model/context.js';
import type { Occurrence, Outcome } from '../model/exchange.js';
import { headerValue } from '../model/header.js';
import { incidentKey } from '../model/incident.js';
import { type Absence, unknown } from '../model/known.js';
import { isIgnored } from '../model/settings.js';
import type { Answer } from '../platform/answer.js';
import { protocolOf } from '../platform/answers.js';
import { readPage, tapBody } from '../platform/body.js';
import { contextOf } from '../platform/contexts.js';
import type { Navigation } from '../platform/navigation.js';
import { tabsOfOrigin } from '../platform/tabs.js';
import { target } from '../platform/target.js';
import { tlsOf } from '../platform/tls.js';
import { answerKey } from './answer-key.js';
import type { Surroundings } from './growth.js';
import type { Arrival } from './journal.js';
import type { Ledger } from './ledger.js';
import { exchangeOf, headersOf, outcomeOf } from './observe.js';
import type { Background } from './state.js';
import type { Unread } from './tab-marks.js';

export class Watch {
  readonly #state: Background;
  /** `chrome-extension://id` or `moz-extension://uuid`. */
  readonly #home: string;
  /** Main documents' 421s on their way into the store: a page may be ready to be read before that. */
  readonly #recording = new Map<number, Promise<void>>();

  constructor(state: Background, home: string) {
    this.#state = state;
    this.#home = home;
  }

  /** A 421 that the browser has not told all of. From now on it is safe. */
  begun(answer: Answer): void {
    const outcome = outcomeOf(answer);
    if (outcome !== undefined && !this.#isOwn(answer)) this.#state.journal.note({ answer, outcome });
  }

  /** One answer of the browser. Firefox waits for the promise, if there is one, before the page gets the answer. */
  heard(answer: Answer): Promise<void> | undefined {
    if (this.#isOwn(answer)) return this.#state.checks.own.heard(answer);
    this.#state.retries.heard(answer);
    const outcome = outcomeOf(answer);
    if (outcome !== undefined) return this.#misdirected(answer, outcome);
    if (!this.#state.isReady) {
      void this.#state.ready.then(() => this.#ordinary(answer));
      return undefined;
    }
    this.#ordinary(answer);
    return undefined;
  }

  /** Missent's own checks never count as traffic. */
  #isOwn(answer: Answer): boolean {
    const by = answer.initiator ?? answer.originUrl;
    return by?.startsWith(this.#home) === true;
  }

  #ordinary(answer: Answer): void {
    if (isMainDocument(answer)) {
      this.#state.tabs.documentAnswered(answer.tabId, answer.url, answer.timeStamp);
    }
    this.#note(answer, contextOf(answer), 'answered');
  }

  #note(answer: Answer, context: BrowsingContext, kind: 'answered' | 'misdirected' | 'recovered'): void {
    // An answer out of the cache says nothing of how the host answers now.
    if (answer.fromCache) return;
    const ledger = this.#state.ledgers.of(context);
    const turned = ledger.note(
      answer.url,
      answer.ip ?? '',
      answer.statusLine,
      answer.statusCode,
      kind,
      Math.round(answer.timeStamp),
      protocolOf,
    );
    if (turned && kind === 'answered') {
      void this.#state.recorder.noteTurn(answer.url, context, surroundings(ledger, answer.url));
    }
    this.#state.snapshot.soon();
  }

  async #misdirected(answer: Answer, outcome: Outcome): Promise<void> {
    // Both must be asked for before anything is awaited: Firefox gives them only while the answer is held back.
    const tls = tlsOf(answer);
    const contentType = headerValue(headersOf(answer), 'content-type');
    const body = outcome === 'misdirected' ? tapBody(answer, contentType) : undefined;
    const arrival: Arrival = { answer, outcome };
    this.#state.journal.note(arrival);
    const recorded = this.#record(arrival, { tls, ...(body ? { body } : {}) }).catch(this.#state.failed);
    if (isMainDocument(answer)) this.#remember(answer.tabId, recorded);
    // The page need not wait for the rest.
    await tls;
  }

  #remember(tabId: number, recorded: Promise<void>): void {
    this.#recording.set(tabId, recorded);
    void recorded.then(() => {
      if (this.#recording.get(tabId) === recorded) this.#recording.delete(tabId);
    });
  }

  /** What the life before was still about when it was stopped. */
  async finishEarlier(): Promise<void> {
    await this.#state.ready;
    for (const arrival of this.#state.left) {
      await this.#record(arrival).catch(this.#state.failed);
    }
    // A private window may have closed, and a page may have been ready to be read, while nobody was there.
    await this.#state.forgetPrivateIfGone();
    for (const { tabId, url } of this.#state.tabs.unread()) await this.readable(tabId, url);
  }

  /** `coming`: what the browser has been asked for; undefined in a later life, which can ask for nothing any more. */
  async #record(arrival: Arrival, coming?: Coming): Promise<void> {
    await this.#state.ready;
    const { answer, outcome } = arrival;
    const { recorder, tabs, settings, journal } = this.#state;
    const key = answerKey(answer.timeStamp, answer.requestId);
    if (coming && this.#state.left.some((earlier) => isPartOf(answer, earlier.answer))) {
      journal.drop([key]);
      return;
    }
    const mainDocument = isMainDocument(answer);
    const isShown = mainDocument && tabs.documentAnswered(answer.tabId, answer.url, answer.timeStamp);

    const context = contextOf(answer);
    const tabIds = await tabsOf(answer, context);
    const authority = authorityOf(answer.url);
    if (authority && isIgnored(authority.host, settings.ignoredHosts)) {
      this.#note(answer, context, kindOf(outcome));
      journal.drop([key]);
      return;
    }
    const counted = authority !== undefined && (await recorder.counts(incidentKey(authority, context), key));
    if (!counted) this.#note(answer, context, kindOf(outcome));
    const ledger = this.#state.ledgers.of(context);
    const address = authority && ledger.lastAddress(originOf(authority));
    const readLater = mainDocument && outcome === 'misdirected';
    const occurrence: Occurrence = {
      exchange: exchangeOf(answer, context, address),
      outcome,
      body: unknown(bodyAtFirst(outcome, readLater, coming)),
      page: unknown(readLater ? 'pending' : 'not_for_this_type'),
      tls: authority?.scheme === 'http' ? unknown('no_tls') : await nowOrPending(coming?.tls),
    };
    const id = await recorder.add(occurrence, surroundings(ledger, answer.url));
    if (id === undefined) {
      journal.drop([key]);
      return;
    }
    const shown = outcome !== 'recovered' || settings.showRecovered;
    for (const tabId of shown ? tabIds : []) {
      tabs.mark(tabId, id, outcome, answer.timeStamp, documentOf(answer));
      void this.#state.drawBadge(tabId);
    }
    const missed = readLater
      ? tabs.awaitPage(answer.tabId, { incident: id, key, url: answer.url })
      : undefined;
    void this.#state.snapshot.now();
    if (missed) await this.#missed(missed);
    // Nobody tells again that it can be read.
    if (isShown) void this.readable(answer.tabId, answer.url).catch(this.#state.failed);

    await recorder.amend(id, key, { tls: (await coming?.tls) ?? unknown('failed') });
    // Chrome's body of a document comes with its page.
    if (!readLater || target === 'firefox') {
      await recorder.amend(id, key, { body: (await coming?.body) ?? unknown('failed') });
    }
    await this.#learned(id, key);
    // The last word of a window that is closed already.
    if (context.kind === 'private') await this.#state.forgetPrivateIfGone();
  }

  /** Once nothing more is to be learned of an answer and all of it is written, no later life need know of it. */
  async #learned(id: string, key: string): Promise<void> {
    if (await this.#state.recorder.waits(id, key)) return;
    await this.#state.recorder.written(id);
    this.#state.journal.finished(key);
  }

  /** The page of a 421 is gone before it was read. */
  async #missed({ incident, key }: Unread): Promise<void> {
    await this.#state.recorder.amend(incident, key, {
      page: unknown('page_gone'),
      // Firefox's own reading of the body goes on.
      ...(target === 'firefox' ? {} : { body: unknown('page_gone') }),
    });
    await this.#learned(incident, key);
  }

  /** A tab shows a new document. Browsers wipe a tab's badge then, so it is drawn again. */
  async committed({ tabId, url, time, documentId }: Navigation): Promise<void> {
    await this.#state.ready;
    const { tabs } = this.#state;
    const marked = tabs.of(tabId).size > 0;
    const { lessMarks, missed } = tabs.committed(tabId, url, time, documentId);
    if (lessMarks || missed) void this.#state.snapshot.now();
    if (marked) await this.#state.drawBadge(tabId);
    if (missed) await this.#missed(missed);
  }

  async closed(tabId: number): Promise<void> {
    await this.#state.ready;
    this.#state.checks.tabClosed(tabId);
    this.#state.retries.tabClosed(tabId);
    const { wasKnown, missed } = this.#state.tabs.closed(tabId);
    if (wasKnown) void this.#state.snapshot.now();
    if (missed) await this.#missed(missed);
    await this.#state.forgetPrivateIfGone();
  }

  /** A tab's main document can be read: the 421 that awaits it is filled in. */
  async readable(tabId: number, url: string): Promise<void> {
    await this.#state.ready;
    await this.#recording.get(tabId);
    // Chrome's own error page wipes the badge as well, and comes without a commit.
    if (this.#state.tabs.of(tabId).size > 0) void this.#state.drawBadge(tabId);
    const unread = this.#state.tabs.takeUnread(tabId, url);
    if (!unread) return;
    const reading = await readPage(tabId, url);
    // Firefox's own reading of the body, byte by byte, is the better one.
    const found = target === 'firefox' ? { page: reading.page } : reading;
    await this.#state.recorder.amend(unread.incident, unread.key, found);
    await this.#learned(unread.incident, unread.key);
  }
}

/** What the browser was asked for, while it still gives it. */
interface Coming {
  readonly tls?: Promise<Occurrence['tls']>;
  readonly body?: Promise<Occurrence['body']>;
}

/**
 * The tabs that a request belongs to. One without a tab belongs to those of the origin that caused it, in its own kind of
 * window: their service worker sent it.
 */
async function tabsOf(answer: Answer, context: BrowsingContext): Promise<readonly number[]> {
  if (answer.tabId >= 0) return [answer.tabId];
  const by = answer.initiator ?? answer.originUrl ?? answer.documentUrl;
  if (by === undefined || !URL.canParse(by)) return [];
  const tabs = await tabsOfOrigin(new URL(by).origin);
  return tabs.filter((tab) => tab.incognito === (context.kind === 'private')).map(({ id }) => id);
}

/**
 * Chrome: one half of an answer whose other half an earlier life heard, and left in the journal. Request ids are unique
 * in one session of the browser.
 */
const isPartOf = (answer: Answer, earlier: Answer): boolean =>
  answer.requestId === earlier.requestId &&
  (answer.responseHeaders === undefined || earlier.responseHeaders === undefined);

/** Written down without it if it takes a while: what is known is safe first. */
const nowOrPending = (tls: Promise<Occurrence['tls']> = Promise.resolve(unknown('failed'))) =>
  Promise.race([tls, Promise.resolve<Occurrence['tls']>(unknown('pending'))]);

function bodyAtFirst(outcome: Outcome, readLater: boolean, coming: Coming | undefined): Absence {
  if (outcome === 'recovered') return 'hidden';
  if (coming?.body || (readLater && target === 'chromium')) return 'pending';
  // Firefox lets the body be read while the answer is told, and not later.
  return !coming && target === 'firefox' ? 'failed' : 'not_for_this_type';
}

const kindOf = (outcome: Outcome): 'misdirected' | 'recovered' =>
  outcome === 'recovered' ? 'recovered' : 'misdirected';

/** The main document that asked. A frame's document is another one, and a document's own request has none yet. */
const documentOf = ({ frameId, type, documentId }: Answer): string | undefined =>
  frameId === 0 && type !== 'main_frame' ? documentId : undefined;

const isMainDocument = ({ type, frameId }: Answer): boolean => type === 'main_frame' && frameId === 0;

function surroundings(ledger: Ledger, url: string): Surroundings {
  const authority = authorityOf(url);
  const origin = authority ? originOf(authority) : '';
  return { neighbours: ledger.neighbours(origin), spells: ledger.spells(origin) };
}
