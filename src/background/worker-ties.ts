// Ties a worker's request to the tab whose page asked for it, by the page's own timing. Firefox reports a navigation preload
// of a service worker as such a request, too (measured: 153); then it is the page itself that was refused.
import type { BrowsingContext } from '../model/context.js';
import type { Outcome } from '../model/exchange.js';
import { contextOfTab } from '../platform/contexts.js';
import { readThroughWorker } from '../platform/through-worker.js';
import type { TabMarks } from './tab-marks.js';
import { isAskedBy, type WorkerRequests } from './worker-requests.js';

/** ms between looks at a page's timing, which has a request only when it is over. */
const TIMING_COMES_MS = [0, 300, 1000, 3000];
/** ms after a worker's request in which a page may turn out to have asked for it. */
const RECENT_MS = 30_000;

export interface WorkerTiesParts {
  readonly tabs: TabMarks;
  readonly workers: WorkerRequests;
  /** A tab got marks of these incidents. */
  readonly marked: (tabId: number, incidents: readonly string[]) => Promise<void>;
}

export class WorkerTies {
  readonly #parts: WorkerTiesParts;
  /** Tabs whose pages are being looked at, with the origin to look for next. */
  readonly #watching = new Map<number, string | undefined>();

  constructor(parts: WorkerTiesParts) {
    this.#parts = parts;
  }

  /** Looks several times, for the timing has a request only when it is over. */
  async watch(tabId: number, origin: string): Promise<void> {
    const isUnderWay = this.#watching.has(tabId);
    this.#watching.set(tabId, origin);
    if (isUnderWay) return;
    try {
      for (let next = this.#watching.get(tabId); next !== undefined; next = this.#watching.get(tabId)) {
        this.#watching.set(tabId, undefined);
        for (const pause of TIMING_COMES_MS) {
          await new Promise((resolve) => setTimeout(resolve, pause));
          if (!(await this.look(tabId, next))) break;
        }
      }
    } finally {
      this.#watching.delete(tabId);
    }
  }

  /** Looks once. false: no request of the origin's workers is left to be tied. `known`: the tab's context, where it is. */
  async look(tabId: number, origin: string, known?: BrowsingContext): Promise<boolean> {
    const { workers, marked } = this.#parts;
    // A tab that is gone has nothing to be tied to.
    const context = known ?? (await contextOfTab(tabId).catch(() => undefined));
    if (!context) return false;
    const recent = workers.of(origin, context, Date.now() - RECENT_MS);
    if (recent.length === 0) return false;
    const account = await readThroughWorker(tabId);
    const own = recent.filter((request) => isAskedBy(request, account?.requests ?? []));
    if (own.length === 0) return true;
    for (const request of own) {
      this.#mark(tabId, request, account?.documentId);
      workers.tied(request);
    }
    await marked(
      tabId,
      own.map(({ incident }) => incident),
    );
    return true;
  }

  #mark(
    tabId: number,
    { incident, outcome }: { readonly incident: string; readonly outcome: Outcome },
    documentId: string | undefined,
  ): void {
    const { tabs } = this.#parts;
    const isShown = tabs.mark(tabId, incident, outcome, Date.now(), documentId);
    if (!isShown && documentId !== undefined) {
      tabs.markDocument(tabId, incident, outcome, Date.now(), documentId);
    }
  }
}
