// Which documents Missent watched from their first request on. A positive record, made from events that were seen:
// a document of which there is none was not watched, for whatever reason (Missent was installed, updated, switched on or
// given access later; the background had not started yet), and nothing is claimed about it.
//
// A document counts as watched if its navigation was seen to begin while Missent had access to all sites, and if it was
// then shown. Service workers, the HTTP cache and prerendering make no difference: their pages begin so as well. One out of
// the back/forward cache is the document that it was before (the same documentId in both browsers), watched or not.
import * as v from 'valibot';
import type { SessionArea } from '../incidents/store/session.js';
import type { Navigation } from '../platform/navigation.js';

/** What storage.session keeps of one tab. No URL, no title: ids only. */
interface TabWatch {
  /** A navigation began while there was access, and its document may be shown next. */
  begun: boolean;
  /** Where the browser names documents: those that were watched, the latest last. */
  documents: string[];
  /** Where it names none: whether the document that the tab shows was watched. */
  shown: boolean;
  /** Came by "back" or "forward": a leftover, unless it is parsed. Its documentId, empty where the browser names none. */
  undecided?: string | undefined;
}

const PREFIX = 'watched:';
/** Documents kept for one tab: more than a browser keeps in its back/forward cache. */
const MAX_DOCUMENTS = 20;

const schema: v.GenericSchema<unknown, TabWatch> = v.object({
  begun: v.boolean(),
  documents: v.array(v.string()),
  shown: v.boolean(),
  undecided: v.exactOptional(v.string()),
});

export class WatchedDocuments {
  readonly #area: SessionArea;
  readonly #tabs = new Map<number, TabWatch>();
  /** Questions for access that are under way, by tab. */
  readonly #asking = new Map<number, Promise<void>>();

  constructor(area: SessionArea) {
    this.#area = area;
  }

  /** Takes over what the life before knew. `stored`: all of storage.session. */
  restore(stored: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(stored)) {
      if (!name.startsWith(PREFIX)) continue;
      const tabId = Number(name.slice(PREFIX.length));
      const parsed = v.safeParse(schema, value);
      if (parsed.success && !this.#tabs.has(tabId)) this.#tabs.set(tabId, parsed.output);
    }
  }

  /** A navigation begins in a tab. `hasAccess`: to all sites, asked for in the turn of the event. */
  async begun(tabId: number, hasAccess: Promise<boolean>): Promise<void> {
    const asking = hasAccess.then((access) => {
      const tab = this.#tab(tabId);
      if (tab.begun === access) return;
      tab.begun = access;
      this.#keep(tabId);
    });
    this.#asking.set(tabId, asking);
    await asking;
    if (this.#asking.get(tabId) === asking) this.#asking.delete(tabId);
  }

  /** A tab shows a document. */
  async committed({ tabId, documentId, throughHistory }: Navigation): Promise<void> {
    await this.#asking.get(tabId);
    const tab = this.#tab(tabId);
    if (throughHistory) {
      tab.shown = false;
      tab.undecided = documentId ?? '';
    } else {
      this.#show(tab, documentId);
    }
    this.#keep(tabId);
  }

  /** A tab's document was parsed, which none is that comes out of the back/forward cache. */
  async parsed({ tabId, documentId }: Navigation): Promise<void> {
    await this.#asking.get(tabId);
    const tab = this.#tabs.get(tabId);
    if (tab === undefined || tab.undecided !== (documentId ?? '')) return;
    this.#show(tab, documentId);
    this.#keep(tabId);
  }

  /** `documentId`: of the document that the tab shows, where the browser names it. */
  async isWatched(tabId: number, documentId: string | undefined): Promise<boolean> {
    await this.#asking.get(tabId);
    const tab = this.#tabs.get(tabId);
    return documentId === undefined ? tab?.shown === true : tab?.documents.includes(documentId) === true;
  }

  closed(tabId: number): void {
    if (this.#tabs.delete(tabId)) void this.#area.remove([PREFIX + tabId]).catch(() => undefined);
  }

  /** Access was taken away: of no document that is open now all requests will have been seen. */
  accessLost(): void {
    const tabs = [...this.#tabs.keys()];
    this.#tabs.clear();
    void this.#area.remove(tabs.map((tabId) => PREFIX + tabId)).catch(() => undefined);
  }

  #show(tab: TabWatch, documentId: string | undefined): void {
    tab.shown = tab.begun;
    delete tab.undecided;
    if (!tab.begun || documentId === undefined) return;
    tab.documents = [...tab.documents.filter((one) => one !== documentId), documentId].slice(-MAX_DOCUMENTS);
  }

  #tab(tabId: number): TabWatch {
    let tab = this.#tabs.get(tabId);
    if (!tab) {
      tab = { begun: false, documents: [], shown: false };
      this.#tabs.set(tabId, tab);
    }
    return tab;
  }

  /** Refused (storage.session is full): a later life calls the page unwatched, and says nothing wrong by that. */
  #keep(tabId: number): void {
    const tab = this.#tabs.get(tabId);
    if (tab) void this.#area.set({ [PREFIX + tabId]: tab }).catch(() => undefined);
  }
}
