// Pages that were there before Missent watched. One is read when the popup of its tab opens, and never otherwise: a 421 on
// the screen is an incident, whoever saw it come. No request is sent for it.

import type { HostHistories } from '../incidents/host-history.js';
import type { IncidentCache } from '../incidents/incident-cache.js';
import { authorityOf } from '../model/authority.js';
import { boundedTime, boundedUrl } from '../model/bounds.js';
import type { BrowsingContext } from '../model/context.js';
import type { Occurrence, PageFacts, RequestType } from '../model/exchange.js';
import { type Incident, incidentKey } from '../model/incident.js';
import { known, unknown } from '../model/known.js';
import { readPage } from '../platform/body.js';
import { contextOfTab } from '../platform/contexts.js';
import { type FrameAccount, readEarlierPage } from '../platform/earlier-page.js';
import type { Recorder } from './recorder.js';
import type { TabMarks } from './tab-marks.js';

export interface EarlierPagesParts {
  readonly recorder: Pick<Recorder, 'add'>;
  readonly incidentCache: Pick<IncidentCache, 'get'>;
  readonly tabs: TabMarks;
  readonly hostHistories: HostHistories;
  /** The settings let a host be recorded. */
  readonly isRecorded: (host: string) => boolean;
  /** A tab got a mark. */
  readonly marked: (tabId: number) => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** The document of a tab, as the browser names it. */
interface ShownDocument {
  readonly tabId: number;
  readonly documentId?: string;
}

/** ms for which a popup waits for a page to respond; a page that hangs never does. */
const PATIENCE_MS = 1500;
/** ms by which two accounts of one response differ at most: the browser's event and the page's timing. */
const SAME_RESPONSE_MS = 1000;
/** Names no request, for the browser's own number of it is not known. */
const REQUEST_ID = 'page';

export class EarlierPages {
  readonly #parts: EarlierPagesParts;
  /** Readings by tab. One of a page that had not loaded yet is made again. */
  readonly #readings = new Map<
    number,
    { readonly documentId: string | undefined; status: Promise<number> }
  >();

  constructor(parts: EarlierPagesParts) {
    this.#parts = parts;
  }

  /** Reads a tab's page, and gives the status of its own response; undefined: the page does not say. */
  async read(shown: ShownDocument): Promise<number | undefined> {
    const { tabId, documentId } = shown;
    const before = this.#readings.get(tabId);
    const isNew = before === undefined || documentId === undefined || before.documentId !== documentId;
    const status = isNew ? this.#read(shown) : before.status;
    if (isNew) this.#readings.set(tabId, { documentId, status });
    const late = new Promise<number>((resolve) => setTimeout(resolve, PATIENCE_MS, 0));
    return (await Promise.race([status, late])) || undefined;
  }

  closed(tabId: number): void {
    this.#readings.delete(tabId);
  }

  /** 0: the page does not say. Never rejects. */
  async #read(shown: ShownDocument): Promise<number> {
    const { tabId, documentId } = shown;
    try {
      const frames = await readEarlierPage(tabId);
      const [main] = frames ?? [];
      // Meanwhile the tab may show another page.
      if (!frames || !main || (documentId !== undefined && main.documentId !== documentId)) {
        this.#readings.delete(tabId);
        return 0;
      }
      if (!main.loaded) this.#readings.delete(tabId);
      const context = await contextOfTab(tabId);
      for (const frame of frames) await this.#record(frame, shown, context);
      return main.status;
    } catch (error) {
      this.#readings.delete(tabId);
      this.#parts.failed(error);
      return 0;
    }
  }

  async #record(frame: FrameAccount, shown: ShownDocument, context: BrowsingContext): Promise<void> {
    const { tabId } = shown;
    const { frameId, status, fromWorker, time, page } = frame;
    const main = frameId === 0;
    if (status === 421 && !fromWorker) {
      const body = main ? (await readPage(tabId, frame.shownAs)).body : unknown('before_watch');
      const type = main ? 'main_frame' : 'sub_frame';
      await this.#add({ ...{ url: frame.url, type, time, page, tabId, frameId, body }, context }, shown);
    }
    for (const part of frame.parts) {
      await this.#add({ ...part, tabId, frameId, body: unknown('before_watch'), context }, shown);
    }
  }

  async #add(told: Found, { tabId, documentId }: ShownDocument): Promise<void> {
    const { recorder, incidentCache, tabs, hostHistories, isRecorded, marked } = this.#parts;
    const time = boundedTime(told.time, Date.now());
    const found: Found = { ...told, url: boundedUrl(told.url), time };
    const authority = authorityOf(found.url);
    if (!authority || !isRecorded(authority.host)) return;
    const id = incidentKey(authority, found.context);
    const incident = await incidentCache.get(id);
    if (!incident || !isKnown(incident, found)) {
      const around = hostHistories.of(found.context).recordOf(authority);
      await recorder.add(occurrenceOf(found, authority.scheme), around);
    }
    // It was on the screen just now, whenever it came. Where the event of its document is still to come, it is read again.
    if (!tabs.mark(tabId, id, 'misdirected', Date.now(), documentId)) this.#readings.delete(tabId);
    await marked(tabId);
  }
}

/** A response with status 421 that a page reported. */
interface Found {
  readonly url: string;
  readonly type: RequestType;
  /** ms since the epoch */
  readonly time: number;
  readonly page: PageFacts;
  readonly tabId: number;
  readonly frameId: number;
  readonly body: Occurrence['body'];
  readonly context: BrowsingContext;
}

/** An earlier reading counted it, or an earlier life of the extension, which watched. */
const isKnown = ({ occurrences }: Incident, { url, time }: Found): boolean =>
  occurrences.some(
    ({ exchange }) => exchange.request.url === url && Math.abs(exchange.time - time) <= SAME_RESPONSE_MS,
  );

const occurrenceOf = (found: Found, scheme: 'http' | 'https'): Occurrence => ({
  exchange: {
    requestId: REQUEST_ID,
    time: found.time,
    tabId: found.tabId,
    frameId: found.frameId,
    context: found.context,
    request: { method: '', type: found.type, url: found.url },
    response: {
      status: 421,
      statusLine: '',
      headers: [],
      protocol: found.page.protocol,
      address: unknown('before_watch'),
      fromCache: unknown('before_watch'),
      proxy: unknown('before_watch'),
    },
  },
  outcome: 'misdirected',
  body: found.body,
  page: known(found.page),
  tls: unknown(scheme === 'http' ? 'no_tls' : 'before_watch'),
  afterwards: true,
});
