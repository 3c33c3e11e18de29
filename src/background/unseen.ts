// Failures that may hide a 421 which Chrome shows to no extension (measured: Chromium 156): a refused WebSocket handshake ends
// like any other that fails, and a proxy's refusal of a tunnel has no status. They are said in the popup of their page, and
// make neither an incident nor a badge.
import * as v from 'valibot';
import type { SessionArea } from '../incidents/store/session.js';
import type { Unseen } from '../messages.js';
import { dropOldest } from '../model/drop-oldest.js';
import type { FailedRequest } from '../platform/failures.js';
import type { ShownDocument } from '../platform/navigation.js';

interface Note extends Unseen {
  readonly tabId: number;
  /** Of the page's own document, where it is the page that failed. */
  readonly url?: string;
  /** Of the document whose part failed. */
  readonly documentId?: string;
}

const KEY = 'unseen';
/** Notes that are kept: the latest. */
const MAX_NOTES = 200;

const schema: v.GenericSchema<unknown, readonly Note[]> = v.array(
  v.object({
    kind: v.picklist(['websocket', 'tunnel']),
    host: v.string(),
    tabId: v.number(),
    url: v.exactOptional(v.string()),
    documentId: v.exactOptional(v.string()),
  }),
);

export class UnseenFailures {
  readonly #area: SessionArea;
  readonly #notes = new Map<string, Note>();

  constructor(area: SessionArea) {
    this.#area = area;
  }

  /** Takes over what the life before knew. `stored`: all of storage.session. */
  restore(stored: Readonly<Record<string, unknown>>): void {
    const parsed = v.safeParse(schema, stored[KEY]);
    for (const note of parsed.success ? parsed.output : []) this.#notes.set(keyOf(note), note);
  }

  failed({ kind, url, tabId, documentId }: FailedRequest): void {
    if (!URL.canParse(url)) return;
    const note: Note = {
      kind,
      host: new URL(url).hostname,
      tabId,
      ...(kind === 'tunnel' ? { url } : {}),
      ...(kind === 'websocket' && documentId !== undefined ? { documentId } : {}),
    };
    if (this.#notes.has(keyOf(note))) return;
    this.#notes.set(keyOf(note), note);
    dropOldest(this.#notes, MAX_NOTES);
    this.#write();
  }

  closed(tabId: number): void {
    const gone = [...this.#notes].filter(([, note]) => note.tabId === tabId);
    for (const [key] of gone) this.#notes.delete(key);
    if (gone.length > 0) this.#write();
  }

  /** What failed of the document that a tab shows. */
  of(tabId: number, shown: ShownDocument | undefined): Unseen[] {
    return [...this.#notes.values()]
      .filter((note) => note.tabId === tabId && shown !== undefined && isOf(note, shown))
      .map(({ kind, host }) => ({ kind, host }));
  }

  #write(): void {
    // Refused (storage.session is full): known as long as this background lives.
    this.#area.set({ [KEY]: [...this.#notes.values()] }).catch(() => undefined);
  }
}

const keyOf = ({ kind, host, tabId, url, documentId }: Note): string =>
  JSON.stringify([kind, host, tabId, url, documentId]);

const isOf = (note: Note, { documentId, url, failed }: ShownDocument): boolean =>
  note.kind === 'tunnel' ? failed && note.url === url : note.documentId === documentId;
