// What happens with a response, in its order: host history, and for a misdirected one also incident, tab, badge.

import { responseKey, waits } from '../incidents/update-incident.js';
import { authorityOf, originOf } from '../model/authority.js';
import { type BrowsingContext, contextKey } from '../model/context.js';
import type { Occurrence, Outcome } from '../model/exchange.js';
import { dateOf, saysFreshness } from '../model/freshness.js';
import { headerValue } from '../model/header.js';
import { matchesHost } from '../model/host-pattern.js';
import { incidentKey } from '../model/incident.js';
import { type Absence, unknown } from '../model/known.js';
import { isRecorded } from '../model/settings.js';
import { hasAccess } from '../platform/access.js';
import { afterEvents, eventCame } from '../platform/after-events.js';
import { type AskingPage, askingPage } from '../platform/asking-page.js';
import { readPage, tapBody } from '../platform/body.js';
import { contextOf } from '../platform/contexts.js';
import type { FailedRequest } from '../platform/failures.js';
import type { Failure, Navigation } from '../platform/navigation.js';
import { tabFacts, tabsOfOrigin } from '../platform/tabs.js';
import { target } from '../platform/target.js';
import { tlsOf } from '../platform/tls.js';
import type { WebResponse } from '../platform/web-response.js';
import { protocolOf } from '../platform/web-responses.js';
import { Commits } from './commits.js';
import type { Arrival } from './journal.js';
import { boundedResponse, contentTypeOf, exchangeOf, headersOf } from './observe.js';
import { isNavigation, type Place, placeOf } from './place-of-response.js';
import type { Background } from './state.js';
import { Suspects } from './suspects.js';
import type { Unread } from './tab-marks.js';

/** ms for the page of a 421 to be parsed. */
const PAGE_COMES_MS = 60_000;

export class Watch {
  readonly #state: Background;
  /** `chrome-extension://id` or `moz-extension://uuid`. */
  readonly #home: string;
  /** Main documents' 421s on their way into the store: a page may be ready to be read before that. */
  readonly #recording = new Map<number, Promise<void>>();
  readonly #commits = new Commits();
  /** Of answers that may be the trace of a hidden 421, until the host's next ones show. */
  readonly #openTls = new WeakMap<WebResponse, Promise<Occurrence['tls']>>();

  readonly #suspects: Suspects;
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor(state: Background, home: string) {
    this.#state = state;
    this.#home = home;
    this.#suspects = new Suspects(state, (response, { tls, body }) =>
      this.#record(arrivalOf(response, 'suspected'), {
        tls,
        body: Promise.resolve(body),
        settledLater: true,
      }),
    );
  }

  /** A 421 that the browser has not reported in full. From now on it is safe. */
  begun(response: WebResponse): void {
    if (response.statusCode === 421 && !this.#isOwn(response)) {
      eventCame();
      this.#state.journal.note(arrivalOf(response, 'misdirected'));
    }
  }

  /** As `heard`, of a response with an error status. Apart, so that a good one costs nothing more. */
  heardError(response: WebResponse): Promise<void> | undefined {
    const held = this.heard(response);
    if (response.statusCode === 421 || this.#isOwn(response)) return held;
    const looked = this.#suspects.heard(response);
    void looked?.then(() => this.#readIfShown(response)).catch(this.#state.failed);
    return held && looked ? Promise.all([held, looked]).then(() => undefined) : (held ?? looked);
  }

  /** What woke the background may be reported after its page was shown and parsed: nothing reports again that it can be read. */
  async #readIfShown({ tabId, url, timeStamp }: WebResponse): Promise<void> {
    if (this.#state.tabs.showsAnswerOf(tabId, url, timeStamp)) await this.readable(tabId, url);
  }

  /** One answer of the browser. Firefox waits for the promise, if there is one, before the page gets the response. */
  heard(response: WebResponse): Promise<void> | undefined {
    if (this.#isOwn(response)) return this.#state.checks.own.heard(response);
    this.#state.retries.heard(response);
    if (response.statusCode === 421) return this.#misdirected(response, 'misdirected');
    const type = target === 'firefox' && response.fromCache !== true ? contentTypeOf(response) : undefined;
    // Which hosts send two types themselves is known only then; Firefox holds the response back so long.
    if (!this.#state.isReady && type?.includes(',')) {
      return this.#state.ready.then(() => this.#goodResponse(response, type));
    }
    if (!this.#state.isReady) {
      void this.#state.ready.then(() => this.#goodResponse(response, type));
      return undefined;
    }
    return this.#goodResponse(response, type);
  }

  /** `type`: its Content-Type, where it may hold the trace of a hidden 421. */
  #goodResponse(response: WebResponse, type: string | undefined): Promise<void> | undefined {
    if (target !== 'firefox' || type === undefined) {
      this.#ordinary(response);
      return undefined;
    }
    const { sign, settled } = this.#state.traces.read(response, type);
    for (const earlier of settled) {
      const tls = this.#openTls.get(earlier);
      void this.#record(arrivalOf(earlier, 'recovered'), {
        ...(tls ? { tls } : {}),
        settledLater: true,
      }).catch(this.#state.failed);
    }
    if (sign === 'trace') return this.#misdirected(response, 'recovered');
    if (sign === 'habit') this.#state.keepHabits();
    this.#ordinary(response);
    if (sign !== 'open') return undefined;
    // Asked for now, for Firefox gives it only while the response is held back.
    const tls = tlsOf(response);
    this.#openTls.set(response, tls);
    return tls.then(() => undefined);
  }

  /** Missent's own checks never count as traffic. */
  #isOwn(response: WebResponse): boolean {
    const by = response.initiator ?? response.originUrl;
    // Pages' addresses begin with another letter, and a whole comparison is a tenth of what a good response costs.
    return by?.charCodeAt(0) === this.#home.charCodeAt(0) && by.startsWith(this.#home);
  }

  #ordinary(response: WebResponse): void {
    if (isNavigation(response)) this.#documentAnswered(response);
    this.#note(response, contextOf(response), 'answered');
  }

  #documentAnswered({ tabId, url, timeStamp, requestId }: WebResponse): boolean {
    return this.#state.tabs.documentAnswered(tabId, url, timeStamp, requestId);
  }

  #note(
    response: WebResponse,
    context: BrowsingContext,
    kind: 'answered' | 'misdirected' | 'recovered',
  ): void {
    // A response out of the cache says nothing of how the host answers now.
    if (response.fromCache) return;
    const hostHistory = this.#state.hostHistories.of(context);
    const turned = hostHistory.note(
      response.url,
      response.ip ?? '',
      response.statusLine,
      response.statusCode,
      kind,
      Math.round(response.timeStamp),
      protocolOf,
    );
    if (turned && kind === 'answered') {
      void this.#state.recorder.noteTurn(
        response.url,
        context,
        hostHistory.recordOf(authorityOf(response.url)),
      );
    }
    this.#state.snapshot.soon();
  }

  async #misdirected(response: WebResponse, outcome: Outcome): Promise<void> {
    // Both must be asked for before anything is awaited: Firefox gives them only while the response is held back.
    eventCame();
    const tls = tlsOf(response);
    const contentType = headerValue(headersOf(response), 'content-type');
    const body = outcome === 'misdirected' ? tapBody(response, contentType) : undefined;
    const arrival = arrivalOf(response, outcome);
    this.#state.journal.note(arrival);
    const recorded = this.#record(arrival, { tls, ...(body ? { body } : {}) }).catch(this.#state.failed);
    if (isNavigation(response)) this.#remember(response.tabId, recorded);
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
    // Each takes its turn; what it waits for afterwards is waited for together.
    await Promise.all(this.#state.left.map((arrival) => this.#record(arrival).catch(this.#state.failed)));
    // A private window may have closed, and a page may have been ready to be read, while nobody was there.
    await this.#state.forgetPrivateIfGone();
    for (const { tabId, url } of this.#state.tabs.unread()) await this.readable(tabId, url);
  }

  /** `coming`: what the browser has been asked for; undefined in a later life, which can ask for nothing any more. */
  async #record(arrival: Arrival, coming?: Coming): Promise<void> {
    await this.#state.ready;
    const { response } = arrival;
    const { recorder, tabs, journal } = this.#state;
    const key = responseKey(response.timeStamp, response.requestId);
    if (coming && this.#state.left.some((earlier) => isPartOf(response, earlier.response))) {
      journal.drop([key]);
      return;
    }
    const mainDocument = isNavigation(response);
    const isShown = mainDocument && !coming?.settledLater && this.#documentAnswered(response);
    const id = await (mainDocument
      ? this.#enter(arrival, coming)
      : this.#inTurn(() => this.#enter(arrival, coming)));
    if (id === undefined) {
      journal.drop([key]);
      return;
    }
    const readLater = isReadLater(arrival);
    const missed = readLater
      ? tabs.awaitPage(response.tabId, { incident: id, key, url: response.url })
      : undefined;
    if (readLater) {
      // A download comes without a page; what is there by then is all that will be.
      const late = () => void this.readable(response.tabId, response.url).catch(this.#state.failed);
      setTimeout(late, PAGE_COMES_MS);
    }
    this.#state.snapshot.batched();
    if (missed) await this.#missed(missed);
    // Nothing reports again that it can be read.
    if (isShown) void this.readable(response.tabId, response.url).catch(this.#state.failed);

    await recorder.amend(id, key, { tls: (await coming?.tls) ?? unknown('failed') });
    // Chrome's body of a document comes with its page.
    if (!readLater || target === 'firefox') {
      await recorder.amend(id, key, { body: (await coming?.body) ?? unknown('failed') });
    }
    await this.#learned(id, key);
    // The last word of a window that is closed already.
    if (contextOf(response).kind === 'private') await this.#state.forgetPrivateIfGone();
  }

  /**
   * Behind the events that wait by then: a burst is noted first, for what still waits in the queue of a worker that is stopped
   * is lost. One at a time in Chrome, where each keeps that queue busy; Firefox, which holds a response back until it is noted,
   * takes ten times as long for each, so there they go side by side.
   */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (target === 'firefox') return afterEvents().then(work);
    const turn = this.#lastTurn.then(afterEvents).then(work);
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  /** Counts a response in its incident and marks its tab. Answers with the incident's id; undefined: it makes none. */
  async #enter(arrival: Arrival, coming: Coming | undefined): Promise<string | undefined> {
    const { response, outcome } = arrival;
    const { recorder, incidentCache, settings } = this.#state;
    const key = responseKey(response.timeStamp, response.requestId);
    const place = placeOf(response);
    const mainDocument = place.kind === 'navigation';
    const context = contextOf(response);
    const authority = authorityOf(response.url);
    if (authority && !isRecorded(authority.host, settings)) {
      if (outcome !== 'suspected') this.#note(response, context, kindOf(outcome));
      return undefined;
    }
    const isReplay = await this.#isReplay(response, place);
    if (isReplay && authority && (await this.#replayed(arrival, incidentKey(authority, context), place))) {
      return undefined;
    }
    const counted =
      authority !== undefined &&
      (await incidentCache.find(incidentKey(authority, context)))?.counted.includes(key) === true;
    // What is suspected was noted as any answer is, before it was read.
    if (!counted && outcome !== 'suspected') this.#note(response, context, kindOf(outcome));
    const hostHistory = this.#state.hostHistories.of(context);
    const address = authority && hostHistory.lastAddress(originOf(authority));
    const readLater = isReadLater(arrival);
    const occurrence: Occurrence = {
      exchange: exchangeOf(response, context, address, isReplay),
      outcome,
      body: unknown(bodyAtFirst(outcome, readLater, coming)),
      page: unknown(readLater ? 'pending' : 'not_for_this_type'),
      tls: authority?.scheme === 'http' ? unknown('no_tls') : await nowOrPending(coming?.tls),
    };
    const id = await recorder.add(
      occurrence,
      hostHistory.recordOf(authority, [], response.ip),
      mainDocument ? undefined : await topHostOf(response),
    );
    if (id === undefined) return undefined;
    const shown = outcome !== 'recovered' || settings.showRecovered;
    const page = place.kind === 'part' ? await askingPage(response) : undefined;
    if (shown && place.kind === 'worker') await this.#ofWorker(arrival, id, context);
    else if (shown) this.#mark(response.tabId, id, arrival, place, { page });
    return id;
  }

  /**
   * The browser shows again what it had, without asking the server: no new evidence. For "back" and "forward" Chrome takes
   * even what says nothing of being stored (measured: 156); for a new request only what says so.
   */
  async #isReplay(response: WebResponse, place: Place): Promise<boolean> {
    if (response.fromCache !== true) return false;
    if (!saysFreshness(headersOf(response))) return true;
    const { tabId, timeStamp } = response;
    if (place.kind === 'navigation') return this.#commits.comesThroughHistory(tabId, timeStamp);
    return place.kind === 'part' && this.#commits.cameThroughHistory(tabId);
  }

  /** Marks the tab with the incident that knows the response that is shown again; false: there is none. */
  async #replayed(arrival: Arrival, id: string, place: Place): Promise<boolean> {
    const { response } = arrival;
    const incident = await this.#state.incidentCache.get(id);
    const before = incident?.occurrences.findLast(
      ({ exchange, outcome }) => outcome === arrival.outcome && exchange.request.url === response.url,
    );
    if (!before) return false;
    const storedAt = dateOf(headersOf(response)) ?? before.exchange.time;
    const page = place.kind === 'part' ? await askingPage(response) : undefined;
    // Firefox names no document for an icon, and has it out of the memory while it asks the server for the page (measured: 153).
    const known = this.#state.tabs.of(response.tabId).get(id);
    const isFresh = place.kind === 'part' && known !== undefined && known.storedAt === undefined;
    this.#mark(response.tabId, id, arrival, place, isFresh ? { page } : { page, storedAt });
    void this.#state.snapshot.now();
    return true;
  }

  /** A worker asked: its site's tabs are looked at whether it was for one of them. */
  async #ofWorker({ response, outcome }: Arrival, incident: string, context: BrowsingContext): Promise<void> {
    const by = response.initiator ?? response.originUrl ?? response.documentUrl;
    if (by === undefined || !URL.canParse(by)) return;
    const { origin } = new URL(by);
    const { url, timeStamp: time } = response;
    this.#state.workers.add({ ...{ origin, url, time, incident, outcome }, context: contextKey(context) });
    for (const tab of await tabsOfOrigin(origin)) {
      if (tab.discarded || tab.incognito !== (context.kind === 'private')) continue;
      void this.#state.workerTies.watch(tab.id, origin).catch(this.#state.failed);
    }
  }

  /**
   * `page`: the one that asked, of a part. `storedAt`: when the response was made that the browser shows again, ms since
   * the epoch.
   */
  #mark(
    tabId: number,
    id: string,
    { response, outcome }: Arrival,
    place: Place,
    { page, storedAt }: { readonly page?: AskingPage | undefined; readonly storedAt?: number },
  ): void {
    const { tabs } = this.#state;
    const { url, timeStamp } = response;
    switch (place.kind) {
      case 'ahead':
        return;
      case 'prerendered':
        if (
          place.documentId !== undefined &&
          tabs.markDocument(tabId, id, outcome, timeStamp, place.documentId)
        ) {
          void this.#state.drawBadge(tabId);
        }
        return;
      case 'navigation': {
        const shownIn = tabs.shownIn(tabId, url, timeStamp);
        tabs.mark(shownIn, id, outcome, timeStamp, undefined, storedAt);
        void this.#state.drawBadge(shownIn);
        return;
      }
      default:
        if (page && !tabs.asks(tabId, page)) return;
        tabs.mark(
          tabId,
          id,
          outcome,
          timeStamp,
          page && 'documentId' in page ? page.documentId : undefined,
          storedAt,
        );
        void this.#state.drawBadge(tabId);
    }
  }

  /** Once nothing more is to be learned of a response and all of it is written, no later life need know of it. */
  async #learned(id: string, key: string): Promise<void> {
    const { incidentCache, snapshot } = this.#state;
    const incident = await incidentCache.get(id);
    if (incident && waits(incident, key)) return;
    await Promise.all([incidentCache.written(id), snapshot.settled()]);
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

  async failed(request: FailedRequest): Promise<void> {
    await this.#state.ready;
    const host = URL.canParse(request.url) ? new URL(request.url).hostname : undefined;
    if (host === undefined || !isRecorded(host, this.#state.settings)) return;
    this.#state.unseen.failed(request);
    this.#state.tellChanged([]);
  }

  /** A navigation failed before there was a response. `failure`: what stands for one, see watchFailedDocuments. */
  async documentFailed(failure: WebResponse): Promise<void> {
    await this.#state.ready;
    const { settings, failedDocuments, hostHistories } = this.#state;
    const host = authorityOf(failure.url)?.host;
    // Failures of hosts that a policy does not choose count all the same: they speak against suspecting the others.
    if (!settings.watchSuspected || host === undefined || matchesHost(host, settings.ignoredHosts)) return;
    if (!isNavigation(failure)) return;
    const context = contextOf(failure);
    const address = failedDocuments.failed(failure, context, hostHistories.of(context));
    if (address === undefined) return;
    this.#documentAnswered(failure);
    const nothing = unknown('no_response');
    await this.#record(arrivalOf({ ...failure, ip: address }, 'suspected'), {
      tls: Promise.resolve(nothing),
      body: Promise.resolve(nothing),
      settledLater: true,
    });
  }

  async navigationBegun(tabId: number): Promise<void> {
    // In the turn of the event: access that is granted a moment later comes too late for this navigation.
    const access = hasAccess();
    await this.#state.ready;
    await this.#state.watched.begun(tabId, access);
  }

  async accessLost(): Promise<void> {
    await this.#state.ready;
    this.#state.watched.accessLost();
  }

  /** A tab shows a new document. Browsers wipe a tab's badge then, so it is drawn again. */
  async committed(navigation: Navigation): Promise<void> {
    await this.#state.ready;
    const { tabId, url, time, documentId } = navigation;
    const { tabs } = this.#state;
    this.#commits.committed(navigation);
    const watching = this.#state.watched.committed(navigation);
    const marked = tabs.of(tabId).size > 0;
    const { changed, from, missed } = tabs.committed(tabId, url, time, documentId);
    if (changed || missed) void this.#state.snapshot.now();
    if (marked || changed) await this.#state.drawBadge(tabId);
    if (from !== undefined) await this.#state.drawBadge(from);
    if (missed) await this.#missed(missed);
    await watching;
  }

  async closed(tabId: number): Promise<void> {
    await this.#state.ready;
    this.#commits.closed(tabId);
    this.#suspects.closed(tabId);
    this.#state.watched.closed(tabId);
    this.#state.unseen.closed(tabId);
    this.#state.earlier.closed(tabId);
    this.#state.checks.tabClosed(tabId);
    this.#state.retries.tabClosed(tabId);
    const { wasKnown, missed } = this.#state.tabs.closed(tabId);
    if (wasKnown) void this.#state.snapshot.now();
    if (missed) await this.#missed(missed);
    await this.#state.forgetPrivateIfGone();
  }

  async parsed(navigation: Navigation): Promise<void> {
    await this.#state.ready;
    await Promise.all([
      this.#state.watched.parsed(navigation),
      this.readable(navigation.tabId, navigation.url),
    ]);
  }

  async navigationFailed(navigation: Navigation, failure: Failure): Promise<void> {
    await this.#state.ready;
    if (failure === 'replaced') await this.committed(navigation);
    if (failure === 'broken') this.#state.tabs.documentFailed(navigation.tabId, navigation.documentId);
    await this.readable(navigation.tabId, navigation.url, navigation.error);
  }

  /** A tab's main document can be read: the 421 that awaits it is filled in. */
  async readable(tabId: number, url: string, error?: string): Promise<void> {
    await this.#state.ready;
    await this.#recording.get(tabId);
    await this.#suspects.readable(tabId, url, error);
    // Chrome's own error page wipes the badge as well, and comes without a commit.
    if (this.#state.tabs.of(tabId).size > 0) void this.#state.drawBadge(tabId);
    const unread = this.#state.tabs.takeUnread(tabId, url);
    if (!unread) return;
    const reading = await readPage(tabId, url, error);
    // Firefox's own reading of the body, byte by byte, is the better one.
    const found = target === 'firefox' ? { page: reading.page } : reading;
    await this.#state.recorder.amend(unread.incident, unread.key, found);
    await this.#learned(unread.incident, unread.key);
  }
}

/** Of the document in the tab; of a request of no tab, the host that asked. */
async function topHostOf({ tabId, initiator, originUrl }: WebResponse): Promise<string | undefined> {
  const tab = tabId >= 0 ? await tabFacts(tabId) : undefined;
  return authorityOf(tab?.url ?? initiator ?? originUrl ?? '')?.host;
}

/** What the browser was asked for, while it still gives it. */
interface Coming {
  readonly tls?: Promise<Occurrence['tls']>;
  readonly body?: Promise<Occurrence['body']>;
  /** What the response was showed only by later ones: its page is known already, and so is that the host answered. */
  readonly settledLater?: true;
}

/** From here on nothing of a response is longer than what is kept. */
function arrivalOf(response: WebResponse, outcome: Outcome): Arrival {
  return { response: boundedResponse(response), outcome };
}

/**
 * Chrome: one half of a response whose other half an earlier life saw, and left in the journal. Request ids are unique
 * in one session of the browser.
 */
const isPartOf = (response: WebResponse, earlier: WebResponse): boolean =>
  response.requestId === earlier.requestId &&
  (response.responseHeaders === undefined || earlier.responseHeaders === undefined);

/** Written down without it if it takes a while: what is known is safe first. */
const nowOrPending = (tls: Promise<Occurrence['tls']> = Promise.resolve(unknown('failed'))) =>
  Promise.race([tls, Promise.resolve<Occurrence['tls']>(unknown('pending'))]);

/** Its page is read once there is one. */
const isReadLater = ({ response, outcome }: Arrival): boolean =>
  outcome === 'misdirected' && isNavigation(response);

function bodyAtFirst(outcome: Outcome, readLater: boolean, coming: Coming | undefined): Absence {
  if (outcome === 'recovered') return 'hidden';
  if (coming?.body || (readLater && target === 'chromium')) return 'pending';
  // Firefox lets the body be read while the response is reported, and not later.
  return !coming && target === 'firefox' ? 'failed' : 'not_for_this_type';
}

const kindOf = (outcome: Outcome): 'misdirected' | 'recovered' =>
  outcome === 'recovered' ? 'recovered' : 'misdirected';
