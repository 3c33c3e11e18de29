// Which incidents belong to the page that a tab shows.
//
// Life of a mark: made when a request of the tab misdirects; kept as long as the tab shows the page that the request
// belongs to; gone when the tab moves on or closes. A main document's own 421 is answered before the browser commits
// to the new page, so at the commit the marks since that document's answer stay and the earlier ones go.

import type { TabRecord } from '../incidents/store/schema.js';
import { boundedUrl } from '../model/bounds.js';
import { dropOldest } from '../model/drop-oldest.js';
import type { Outcome } from '../model/exchange.js';
import { graver, type Incident } from '../model/incident.js';
import type { AskingPage } from '../platform/asking-page.js';

interface Mark {
  readonly outcome: Outcome;
  readonly time: number;
  readonly documentId?: string;
}

interface Tab {
  /** Since when the tab shows its page, counted from the page's answer; what happened earlier is another page's. */
  since: number;
  /** The page's document, where the browser names documents. */
  documentId?: string;
  readonly marks: Map<Incident['id'], Mark>;
  /** The latest answer to a main document's request in this tab, not committed yet. */
  document?: { readonly url: string; readonly time: number };
  /** URLs of the page that the tab shows and of the one before, without fragments. */
  shown?: string;
  before?: string;
  /** The page that the tab shows, where the browser told nothing of its response before it told of the page. */
  unanswered?: string;
  /** A main document's 421 whose page has not been read yet. */
  unread?: Unread;
}

/** The response whose page is to be read, by its key in the journal. */
export interface Unread {
  readonly incident: string;
  readonly key: string;
  readonly url: string;
}

/** Marks that one tab keeps: hosts of one page. */
const MAX_MARKS = 500;
/** Closed tabs that are kept in mind: what they asked for may be answered later, and makes no mark. */
const MAX_CLOSED = 500;
/**
 * ms. Nothing is recorded so long after it happened, and no part is refused so long after its page: who finds two times
 * further apart sees a clock that was set back.
 */
const CLOCK_SET_BACK_MS = 60_000;
/** ms between what a tab did and when the background is told of it, at most, where that is told in another order. */
const DISORDER_MS = 10_000;

const isShortlyAfter = (later: number, time: number): boolean => later > time && later - time < DISORDER_MS;

/** As far as it is kept of a request. */
const originOfUrl = (url: string): string | undefined =>
  URL.canParse(url) ? new URL(url).origin : undefined;

const withoutFragment = (url: string): string => boundedUrl(url.split('#', 1)[0] ?? url);

export class TabMarks {
  readonly #tabs = new Map<number, Tab>();
  readonly #closed = new Set<number>();

  restore(records: readonly TabRecord[]): void {
    for (const { tabId, since, documentId, marks, document, shown, before, unread } of records) {
      if (this.#tabs.has(tabId)) continue;
      const tab: Tab = { since, marks: new Map(marks.map(({ incident, ...mark }) => [incident, mark])) };
      if (documentId !== undefined) tab.documentId = documentId;
      if (document) tab.document = document;
      if (shown !== undefined) tab.shown = shown;
      if (before !== undefined) tab.before = before;
      if (unread) tab.unread = unread;
      this.#tabs.set(tabId, tab);
    }
  }

  snapshot(): TabRecord[] {
    return [...this.#tabs].map(([tabId, tab]) => ({
      tabId,
      since: tab.since,
      ...(tab.documentId === undefined ? {} : { documentId: tab.documentId }),
      marks: [...tab.marks].map(([incident, mark]) => ({ incident, ...mark })),
      ...(tab.document ? { document: tab.document } : {}),
      ...(tab.shown === undefined ? {} : { shown: tab.shown }),
      ...(tab.before === undefined ? {} : { before: tab.before }),
      ...(tab.unread ? { unread: tab.unread } : {}),
    }));
  }

  /**
   * A main document was answered; the browser may or may not commit to it. Answers whether the tab shows it already:
   * what wakes the background may be told to it after what came later (src/platform/response-parts.ts).
   */
  documentAnswered(tabId: number, url: string, time: number): boolean {
    const tab = this.#tab(tabId);
    if (!tab) return false;
    const document = { url: withoutFragment(url), time };
    if (tab.unanswered === document.url && isShortlyAfter(tab.since, time)) {
      tab.since = time;
      delete tab.unanswered;
      return true;
    }
    tab.document = document;
    return false;
  }

  /** `documentId`: of the main document in whose page the request was made, where the browser names it. */
  mark(tabId: number, incident: string, outcome: Outcome, time: number, documentId?: string): void {
    const tab = this.#tab(tabId);
    if (!tab) return;
    const { marks } = tab;
    if (tab.since - time > CLOCK_SET_BACK_MS) tab.since = time;
    // Recorded only now, but the tab has moved on.
    if (time < tab.since) return;
    if (documentId !== undefined && tab.documentId !== undefined && documentId !== tab.documentId) return;
    const known = marks.get(incident);
    if (!known && marks.size >= MAX_MARKS) return;
    marks.set(incident, {
      outcome: known ? graver(known.outcome, outcome) : outcome,
      time,
      ...(documentId === undefined ? {} : { documentId }),
    });
  }

  /**
   * Whether a request is one of the page that the tab shows. Of some only a URL is known, of the document or of its worker:
   * that is undecided where the page before had the same URL, as after a reload, and then it is not.
   */
  asks(tabId: number, page: AskingPage): boolean {
    if (page.is !== 'unnamed') return page.is === 'shown';
    return page.url !== this.#tab(tabId)?.before && originOfUrl(page.url) === originOfUrl(page.shown);
  }

  /** The page of this 421 is to be read as soon as it can be. Answers with another one that never will be now. */
  awaitPage(tabId: number, unread: Unread): Unread | undefined {
    const tab = this.#tab(tabId);
    if (!tab) return unread;
    const before = tab.unread;
    tab.unread = unread;
    return before?.key === unread.key ? undefined : before;
  }

  /** Pages that await being read, with the tabs that show them. */
  unread(): { readonly tabId: number; readonly url: string }[] {
    return [...this.#tabs].flatMap(([tabId, { unread }]) => (unread ? [{ tabId, url: unread.url }] : []));
  }

  /** What awaits reading in a tab that shows this URL; only once. */
  takeUnread(tabId: number, url: string): Unread | undefined {
    const tab = this.#tabs.get(tabId);
    const unread = tab?.unread;
    if (!tab || !unread || withoutFragment(unread.url) !== withoutFragment(url)) return undefined;
    delete tab.unread;
    return unread;
  }

  /** The tab shows a new document since `time`. Answers whether any mark went, and with a page that none can read now. */
  committed(
    tabId: number,
    url: string,
    time: number,
    documentId?: string,
  ): { readonly lessMarks: boolean; readonly missed?: Unread } {
    const tab = this.#tab(tabId);
    // The browser may tell of a page only after it told of the next one, or of its response.
    if (!tab || isShortlyAfter(tab.since, time)) return { lessMarks: false };
    const shown = withoutFragment(url);
    const next = tab.document && isShortlyAfter(tab.document.time, time) ? tab.document : undefined;
    const answered = !next && tab.document?.url === shown ? tab.document.time : undefined;
    tab.since = answered ?? time;
    if (answered === undefined) tab.unanswered = shown;
    else delete tab.unanswered;
    if (!next) delete tab.document;
    if (tab.shown !== undefined) tab.before = tab.shown;
    tab.shown = shown;
    if (documentId === undefined) delete tab.documentId;
    else tab.documentId = documentId;
    const before = tab.marks.size;
    for (const [incident, mark] of tab.marks) {
      // A part of the page before may be refused after the new page was answered: its document tells it apart.
      const another = documentId !== undefined && (mark.documentId ?? documentId) !== documentId;
      const ahead = mark.time - time > CLOCK_SET_BACK_MS;
      if (mark.time < tab.since || another || ahead) tab.marks.delete(incident);
    }
    const { unread } = tab;
    const missed = unread && ![shown, next?.url].includes(withoutFragment(unread.url)) ? unread : undefined;
    if (missed) delete tab.unread;
    return { lessMarks: tab.marks.size !== before, ...(missed ? { missed } : {}) };
  }

  /** Incidents were deleted. Returns the tabs that showed one. */
  forget(ids: readonly string[]): number[] {
    return [...this.#tabs]
      .filter(([, { marks }]) => ids.filter((id) => marks.delete(id)).length > 0)
      .map(([tabId]) => tabId);
  }

  /** Answers with a page that none can read now, and whether anything was remembered of the tab. */
  closed(tabId: number): { readonly wasKnown: boolean; readonly missed?: Unread } {
    this.#closed.add(tabId);
    dropOldest(this.#closed, MAX_CLOSED);
    const missed = this.#tabs.get(tabId)?.unread;
    return { wasKnown: this.#tabs.delete(tabId), ...(missed ? { missed } : {}) };
  }

  /** Ids of the incidents of the tab's page, with their outcome there. */
  of(tabId: number): ReadonlyMap<string, Mark> {
    return this.#tabs.get(tabId)?.marks ?? new Map();
  }

  /** undefined: the tab is closed. */
  #tab(tabId: number): Tab | undefined {
    if (this.#closed.has(tabId)) return undefined;
    let tab = this.#tabs.get(tabId);
    if (!tab) {
      tab = { since: 0, marks: new Map() };
      this.#tabs.set(tabId, tab);
    }
    return tab;
  }
}
