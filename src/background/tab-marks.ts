// Which incidents belong to the page that a tab shows.
//
// Life of a mark: made when a request of the tab misdirects; kept as long as the tab shows the page that the request
// belongs to; laid aside when the tab moves on, gone when it closes. A main document's own 421 is answered before the
// browser commits to the new page, so at the commit the marks since that navigation's first response stay and the earlier
// ones go. A document that is shown again (back/forward cache), or only later (prerendered), has its marks with it.

import type { MarkRecord, TabRecord } from '../incidents/store/schema.js';
import { boundedUrl } from '../model/bounds.js';
import { dropOldest } from '../model/drop-oldest.js';
import type { Outcome } from '../model/exchange.js';
import { graver, type Incident } from '../model/incident.js';
import type { AskingPage } from '../platform/asking-page.js';

interface Mark {
  readonly outcome: Outcome;
  readonly time: number;
  readonly documentId?: string;
  /** The tab shows a response that the browser had stored; when that was made, ms since the epoch. */
  readonly storedAt?: number;
}

interface Tab {
  /** Since when the tab shows its page, counted from the navigation's first response; what happened earlier is another page's. */
  since: number;
  /** The page's document, where the browser names documents. */
  documentId?: string;
  readonly marks: Map<Incident['id'], Mark>;
  /** Of documents that the tab does not show now, by documentId. */
  readonly unshown: Map<string, Map<Incident['id'], Mark>>;
  /** The latest response to a navigation in this tab, not committed yet; `time`: of the navigation's first response. */
  document?: { readonly url: string; readonly time: number; readonly requestId?: string };
  /** URLs of the page that the tab shows and of the one before, without fragments. */
  shown?: string;
  before?: string;
  /** The page that the tab shows, where the browser reported nothing about its response before the page. */
  unanswered?: string;
  /** The document that the tab shows failed after it was shown: the browser's own page for it comes as another document. */
  failed?: boolean;
  /** A main document's 421 whose page has not been read yet. */
  unread?: Unread;
  /** Incidents of the page that were too many to be kept. For the life of the background. */
  readonly notKept: Set<Incident['id']>;
}

/** The response whose page is to be read, by its key in the journal. */
export interface Unread {
  readonly incident: string;
  readonly key: string;
  readonly url: string;
}

/** Marks that one tab keeps: hosts of one page, as many as may come before those beyond its share are pushed out. */
const MAX_MARKS = 5000;
/** Of them, the latest that are kept for a later life of the background. */
const MAX_RECORDS = 500;
/** Documents with marks that one tab keeps beside the one that it shows: as many as a back/forward cache holds, and some. */
const MAX_UNSHOWN = 12;
/** Incidents that are kept in mind as pushed out: what a page refused just now may be marked only after that. */
const MAX_PUSHED_OUT = 5000;
/** Closed tabs that are kept in mind: what they asked for may be answered later, and makes no mark. */
const MAX_CLOSED = 500;
/**
 * ms. Nothing is recorded so long after it happened, and no part is refused so long after its page: who finds two times
 * further apart sees a clock that was set back.
 */
const CLOCK_SET_BACK_MS = 60_000;
/** ms between what a tab did and when the background is notified of it, at most, where that is reported in another order. */
const DISORDER_MS = 10_000;

const isShortlyAfter = (later: number, time: number): boolean => later > time && later - time < DISORDER_MS;

/** As far as it is kept of a request. */
const originOfUrl = (url: string): string | undefined =>
  URL.canParse(url) ? new URL(url).origin : undefined;

const withoutFragment = (url: string): string => boundedUrl(url.split('#', 1)[0] ?? url);

/** The same page over https; undefined: it is no plain http. */
const httpsOf = (url: string): string | undefined =>
  url.startsWith('http://') ? `https://${url.slice('http://'.length)}` : undefined;

const marksOf = (records: readonly MarkRecord[]): Map<string, Mark> =>
  new Map(records.map(({ incident, ...mark }) => [incident, mark]));

const recordsOf = (marks: ReadonlyMap<string, Mark>): MarkRecord[] =>
  [...marks].slice(-MAX_RECORDS).map(([incident, mark]) => ({ incident, ...mark }));

/** Of two marks of one incident the later stands, with the graver outcome. */
function addMark(marks: Map<string, Mark>, incident: string, mark: Mark): void {
  const known = marks.get(incident);
  if (!known && marks.size >= MAX_MARKS) return;
  // A part that is refused anew, as the icon, makes the stored page no fresher.
  const storedAt = mark.documentId === undefined ? mark.storedAt : (mark.storedAt ?? known?.storedAt);
  marks.set(incident, {
    ...mark,
    outcome: known ? graver(known.outcome, mark.outcome) : mark.outcome,
    ...(storedAt === undefined ? {} : { storedAt }),
  });
}

/**
 * The mark of a navigation whose page is not shown yet. What a part of the page before adds, as its icon that comes late,
 * must not make it that page's: it would go with it.
 */
function comingMark({ document, marks }: Tab, incident: string): Mark | undefined {
  const known = marks.get(incident);
  return document && known && known.documentId === undefined && known.time >= document.time
    ? known
    : undefined;
}

function layAside(tab: Tab, documentId: string, marks: Map<string, Mark>): void {
  // Set anew, so that the map's order is the order of use.
  tab.unshown.delete(documentId);
  tab.unshown.set(documentId, marks);
  dropOldest(tab.unshown, MAX_UNSHOWN);
}

export class TabMarks {
  readonly #tabs = new Map<number, Tab>();
  readonly #closed = new Set<number>();
  readonly #pushedOut = new Set<Incident['id']>();

  restore(records: readonly TabRecord[]): void {
    for (const {
      tabId,
      since,
      documentId,
      marks,
      unshown = [],
      document,
      shown,
      before,
      unread,
    } of records) {
      if (this.#tabs.has(tabId)) continue;
      const tab: Tab = {
        since,
        marks: marksOf(marks),
        unshown: new Map(unshown.map(([id, records]) => [id, marksOf(records)])),
        notKept: new Set(),
      };
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
      marks: recordsOf(tab.marks),
      ...(tab.unshown.size === 0
        ? {}
        : { unshown: [...tab.unshown].map(([id, marks]): [string, MarkRecord[]] => [id, recordsOf(marks)]) }),
      ...(tab.document ? { document: tab.document } : {}),
      ...(tab.shown === undefined ? {} : { shown: tab.shown }),
      ...(tab.before === undefined ? {} : { before: tab.before }),
      ...(tab.unread ? { unread: tab.unread } : {}),
    }));
  }

  /**
   * A navigation was answered; the browser may or may not commit to it. Answers whether the tab shows it already: what
   * wakes the background may be reported to it after what came later (src/platform/response-parts.ts).
   */
  documentAnswered(tabId: number, url: string, time: number, requestId?: string): boolean {
    const tab = this.#tab(tabId);
    if (!tab) return false;
    const shown = withoutFragment(url);
    if (tab.unanswered === shown && isShortlyAfter(tab.since, time)) {
      tab.since = time;
      delete tab.unanswered;
      return true;
    }
    delete tab.failed;
    const before = tab.document;
    const isNext =
      before !== undefined &&
      time - before.time < DISORDER_MS &&
      // A redirect goes on under the same id; Firefox's HTTPS-First, after an https page that it does not take, under another.
      ((requestId !== undefined && before.requestId === requestId) || before.url === httpsOf(shown));
    tab.document = {
      url: shown,
      time: isNext ? Math.min(before.time, time) : time,
      ...(requestId === undefined ? {} : { requestId }),
    };
    return false;
  }

  /** Whether the tab shows the page of the navigation that was answered at this time. */
  showsAnswerOf(tabId: number, url: string, time: number): boolean {
    const tab = this.#tabs.get(tabId);
    return tab !== undefined && tab.since === time && tab.shown === withoutFragment(url);
  }

  /**
   * The tab in which the browser shows the page of this navigation's response. Firefox shows its error page for a download
   * that is refused in a new tab (measured: 153).
   */
  shownIn(tabId: number, url: string, time: number): number {
    if (this.#tabs.get(tabId)?.document?.url !== withoutFragment(url)) return tabId;
    const other = [...this.#tabs].find(
      ([id, tab]) =>
        id !== tabId && tab.unanswered === withoutFragment(url) && isShortlyAfter(tab.since, time),
    );
    return other?.[0] ?? tabId;
  }

  /**
   * `documentId`: of the main document in whose page the request was made, where the browser names it. Answers whether the
   * tab shows that page.
   */
  mark(
    tabId: number,
    incident: string,
    outcome: Outcome,
    time: number,
    documentId?: string,
    storedAt?: number,
  ): boolean {
    const tab = this.#tab(tabId);
    if (!tab) return false;
    if (tab.since - time > CLOCK_SET_BACK_MS) tab.since = time;
    // Recorded only now, but the tab has moved on.
    if (time < tab.since) return false;
    if (documentId !== undefined && tab.documentId !== undefined && documentId !== tab.documentId)
      return false;
    if (this.#pushedOut.has(incident)) {
      tab.notKept.add(incident);
      return true;
    }
    tab.notKept.delete(incident);
    const coming = comingMark(tab, incident);
    const mark = {
      ...{ outcome, time },
      ...(documentId === undefined ? {} : { documentId }),
      ...(storedAt === undefined ? {} : { storedAt }),
    };
    addMark(tab.marks, incident, coming && documentId !== undefined ? { ...coming, outcome } : mark);
    return true;
  }

  /**
   * This document asked for it: it is marked now if the tab shows it, else when it does. The browser may let a page be read
   * before it reports that the page is shown. Answers whether it is shown.
   */
  markDocument(tabId: number, incident: string, outcome: Outcome, time: number, documentId: string): boolean {
    const tab = this.#tab(tabId);
    if (!tab) return false;
    const isShown = tab.documentId === documentId;
    if (this.#pushedOut.has(incident)) {
      if (isShown) tab.notKept.add(incident);
      return isShown;
    }
    const marks = isShown ? tab.marks : (tab.unshown.get(documentId) ?? new Map());
    if (isShown) tab.notKept.delete(incident);
    addMark(marks, incident, { outcome, time, documentId });
    if (!isShown) layAside(tab, documentId, marks);
    return isShown;
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

  /**
   * A document failed after the tab showed it. Firefox then shows its error page, as one more document of that URL (a
   * body that its Content-Encoding does not fit; measured: 153).
   */
  documentFailed(tabId: number, documentId: string | undefined): void {
    const tab = this.#tabs.get(tabId);
    if (tab && documentId !== undefined && tab.documentId === documentId) tab.failed = true;
  }

  /**
   * The tab shows a new document since `time`. Answers whether its marks changed, with the tab that a mark came from, and
   * with a page that none can read now.
   */
  committed(
    tabId: number,
    url: string,
    time: number,
    documentId?: string,
  ): { readonly changed: boolean; readonly from?: number; readonly missed?: Unread } {
    const tab = this.#tab(tabId);
    // The browser may report a page only after the next one, or after its response.
    if (!tab || isShortlyAfter(tab.since, time)) return { changed: false };
    const shown = withoutFragment(url);
    if (tab.failed && shown === tab.shown && documentId !== undefined) {
      delete tab.failed;
      this.#rename(tab, documentId);
      return { changed: false };
    }
    delete tab.failed;
    const next = tab.document && isShortlyAfter(tab.document.time, time) ? tab.document : undefined;
    const answered = !next && tab.document?.url === shown ? tab.document.time : undefined;
    tab.since = answered ?? time;
    if (answered === undefined) tab.unanswered = shown;
    else delete tab.unanswered;
    if (!next) delete tab.document;
    if (tab.shown !== undefined) tab.before = tab.shown;
    tab.shown = shown;
    const { documentId: left, unread } = tab;
    if (documentId === undefined) delete tab.documentId;
    else tab.documentId = documentId;
    tab.notKept.clear();
    const gone = new Map<string, Mark>();
    for (const [incident, mark] of tab.marks) {
      // A part of the page before may be refused after the new page was answered: its document tells which.
      const another = documentId !== undefined && (mark.documentId ?? documentId) !== documentId;
      const ahead = mark.time - time > CLOCK_SET_BACK_MS;
      if (mark.time >= tab.since && !another && !ahead) continue;
      tab.marks.delete(incident);
      if ((mark.documentId ?? left) === left) gone.set(incident, mark);
    }
    if (left !== undefined && left !== documentId && gone.size > 0) layAside(tab, left, gone);
    const back = documentId === undefined ? undefined : tab.unshown.get(documentId);
    for (const [incident, mark] of back ?? []) addMark(tab.marks, incident, mark);
    if (documentId !== undefined) tab.unshown.delete(documentId);
    const from = answered === undefined ? this.#takeOver(tabId, tab, shown, time) : undefined;
    const missed = unread && ![shown, next?.url].includes(withoutFragment(unread.url)) ? unread : undefined;
    if (missed) delete tab.unread;
    return {
      changed: gone.size > 0 || (back?.size ?? 0) > 0 || from !== undefined,
      ...(from === undefined ? {} : { from }),
      ...(missed ? { missed } : {}),
    };
  }

  /** The page that the tab shows goes on under another document. */
  #rename(tab: Tab, documentId: string): void {
    const before = tab.documentId;
    tab.documentId = documentId;
    for (const [incident, mark] of tab.marks) {
      if (mark.documentId === before && before !== undefined)
        tab.marks.set(incident, { ...mark, documentId });
    }
  }

  /** The tab shows the page of a navigation of another one (see `shownIn`): that one's mark is its. */
  #takeOver(tabId: number, tab: Tab, url: string, time: number): number | undefined {
    for (const [from, other] of this.#tabs) {
      const { document } = other;
      if (from === tabId || document?.url !== url || !isShortlyAfter(time, document.time)) continue;
      const own = [...other.marks].filter(([, mark]) => mark.time === document.time);
      if (own.length === 0) continue;
      for (const [incident, mark] of own) {
        other.marks.delete(incident);
        addMark(tab.marks, incident, mark);
      }
      tab.since = document.time;
      delete tab.unanswered;
      return from;
    }
    return undefined;
  }

  /** An incident was made, perhaps once more after it was pushed out. */
  made(id: string): void {
    this.#pushedOut.delete(id);
  }

  /**
   * Incidents were too many to be kept. Returns the tabs that showed one, which say how many. A mark that comes only now,
   * as the browser was still asked for the page, counts as well.
   */
  pushOut(ids: readonly string[]): number[] {
    const gone = new Set(ids);
    for (const id of ids) this.#pushedOut.add(id);
    dropOldest(this.#pushedOut, MAX_PUSHED_OUT);
    return [...this.#tabs].flatMap(([tabId, tab]) => {
      for (const marks of tab.unshown.values()) for (const id of ids) marks.delete(id);
      const shown = [...tab.marks.keys()].filter((id) => gone.has(id));
      for (const id of shown) {
        tab.marks.delete(id);
        tab.notKept.add(id);
      }
      return shown.length > 0 ? [tabId] : [];
    });
  }

  /** Incidents of the tab's page that were too many to be kept. */
  notKept(tabId: number): number {
    return this.#tabs.get(tabId)?.notKept.size ?? 0;
  }

  /** Incidents were deleted. Returns the tabs that showed one. */
  forget(ids: readonly string[]): number[] {
    for (const { unshown } of this.#tabs.values()) {
      for (const marks of unshown.values()) for (const id of ids) marks.delete(id);
    }
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

  /** Tabs of which something is known. */
  get known(): readonly number[] {
    return [...this.#tabs.keys()];
  }

  /** Since when the tab shows its page, ms since the epoch; 0: not known. */
  since(tabId: number): number {
    return this.#tabs.get(tabId)?.since ?? 0;
  }

  /** undefined: the tab is closed. */
  #tab(tabId: number): Tab | undefined {
    if (this.#closed.has(tabId)) return undefined;
    let tab = this.#tabs.get(tabId);
    if (!tab) {
      tab = { since: 0, marks: new Map(), unshown: new Map(), notKept: new Set() };
      this.#tabs.set(tabId, tab);
    }
    return tab;
  }
}
