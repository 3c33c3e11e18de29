// What happens with an answer, in its order: ledger, and for a misdirected one also incident, tab, badge.
import { authorityOf, originOf } from '../model/authority.js';
import type { BrowsingContext } from '../model/context.js';
import type { Occurrence, Outcome } from '../model/exchange.js';
import { headerValue } from '../model/header.js';
import { unknown } from '../model/known.js';
import { isIgnored } from '../model/settings.js';
import { type Answer, protocolOf } from '../platform/answers.js';
import { readPage, tapBody } from '../platform/body.js';
import { contextAtOnce, contextOf } from '../platform/contexts.js';
import type { Navigation } from '../platform/navigation.js';
import { tabsOfOrigin } from '../platform/tabs.js';
import { target } from '../platform/target.js';
import { tlsOf } from '../platform/tls.js';
import type { Ledger } from './ledger.js';
import { exchangeOf, headersOf, outcomeOf } from './observe.js';
import type { Surroundings } from './recorder.js';
import type { Background } from './state.js';

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
    const context = contextAtOnce(answer);
    if (context) this.#note(answer, context, 'answered');
    else void contextOf(answer).then((asked) => this.#note(answer, asked, 'answered'));
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
    const recorded = this.#record(answer, outcome, tls, body).catch(this.#state.failed);
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

  async #record(
    answer: Answer,
    outcome: Outcome,
    tlsAsked: ReturnType<typeof tlsOf>,
    tapped: ReturnType<typeof tapBody>,
  ): Promise<void> {
    await this.#state.ready;
    const { recorder, tabs, settings } = this.#state;
    const mainDocument = isMainDocument(answer);
    if (mainDocument) tabs.documentAnswered(answer.tabId, answer.url, answer.timeStamp);

    const { context, tabIds } = await this.#placeOf(answer);
    this.#note(answer, context, outcome === 'recovered' ? 'recovered' : 'misdirected');
    const ledger = this.#state.ledgers.of(context);
    const authority = authorityOf(answer.url);
    const address = authority && ledger.lastAddress(originOf(authority));
    const exchange = exchangeOf(answer, context, address);

    const tls = await tlsAsked;
    const readLater = mainDocument && outcome === 'misdirected';
    const occurrence: Occurrence = {
      exchange,
      outcome,
      body: unknown(
        outcome === 'recovered'
          ? 'hidden'
          : tapped || (readLater && target === 'chromium')
            ? 'pending'
            : 'not_for_this_type',
      ),
      page: unknown(readLater ? 'pending' : 'not_for_this_type'),
      tls: authority?.scheme === 'http' ? unknown('no_tls') : tls,
    };
    if (authority && isIgnored(authority.host, settings.ignoredHosts)) return;
    const id = await recorder.add(occurrence, surroundings(ledger, answer.url));
    if (id === undefined) return;

    const shown = outcome !== 'recovered' || settings.showRecovered;
    for (const tabId of shown ? tabIds : []) {
      tabs.mark(tabId, id, outcome, answer.timeStamp, documentOf(answer));
      void this.#state.drawBadge(tabId);
    }
    if (readLater)
      tabs.awaitPage(answer.tabId, { incident: id, requestId: answer.requestId, url: answer.url });
    void this.#state.snapshot.now();
    if (tapped) await recorder.amend(id, answer.requestId, { body: await tapped });
  }

  /** A request without a tab belongs to the tabs of the origin that caused it: their service worker asked for it. */
  async #placeOf(answer: Answer): Promise<{ context: BrowsingContext; tabIds: readonly number[] }> {
    if (answer.tabId >= 0) return { context: await contextOf(answer), tabIds: [answer.tabId] };
    const by = answer.initiator ?? answer.originUrl ?? answer.documentUrl;
    const origin = by !== undefined && URL.canParse(by) ? new URL(by).origin : undefined;
    const tabs = origin === undefined ? [] : await tabsOfOrigin(origin);
    const context = contextAtOnce(answer) ?? (await this.#contextOfTabs(answer, tabs));
    const fitting = tabs.filter((tab) => tab.incognito === (context.kind === 'private'));
    return { context, tabIds: fitting.map((tab) => tab.id) };
  }

  async #contextOfTabs(answer: Answer, tabs: readonly { incognito: boolean }[]): Promise<BrowsingContext> {
    if (tabs.length === 0) return contextOf(answer);
    return { kind: tabs.some((tab) => tab.incognito) ? 'private' : 'normal' };
  }

  /** A tab shows a new document. Browsers wipe a tab's badge then, so it is drawn again. */
  async committed({ tabId, url, time, documentId }: Navigation): Promise<void> {
    await this.#state.ready;
    const { tabs } = this.#state;
    const marked = tabs.of(tabId).size > 0;
    if (tabs.committed(tabId, url, time, documentId)) void this.#state.snapshot.now();
    if (marked) await this.#state.drawBadge(tabId);
  }

  async closed(tabId: number): Promise<void> {
    await this.#state.ready;
    this.#state.checks.tabClosed(tabId);
    this.#state.retries.tabClosed(tabId);
    if (this.#state.tabs.closed(tabId)) void this.#state.snapshot.now();
    if (this.#state.recorder.unshelved.length > 0) await this.#state.forgetPrivateIfGone();
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
    await this.#state.recorder.amend(unread.incident, unread.requestId, found);
  }
}

/** The main document that asked. A frame's document is another one, and a document's own request has none yet. */
const documentOf = ({ frameId, type, documentId }: Answer): string | undefined =>
  frameId === 0 && type !== 'main_frame' ? documentId : undefined;

const isMainDocument = ({ type, frameId }: Answer): boolean => type === 'main_frame' && frameId === 0;

function surroundings(ledger: Ledger, url: string): Surroundings {
  const authority = authorityOf(url);
  const origin = authority ? originOf(authority) : '';
  return { neighbours: ledger.neighbours(origin), spells: ledger.spells(origin) };
}
