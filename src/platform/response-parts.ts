// Chrome reports one response in two events: onHeadersReceived has its header fields, onResponseStarted (or
// onErrorOccurred) its address and whether it came out of the cache. Here they become one answer, reported once.
//
// They mostly come in that order, but not always (measured with 156 on a busy machine): an event that wakes the background
// stands in a queue until the background is ready, and one that comes meanwhile may go past that queue.
import { dropOldest } from '../model/drop-oldest.js';
import type { WebResponse } from './web-response.js';

/** What is reported only after the header fields. */
export type Rest = Pick<WebResponse, 'ip' | 'fromCache'>;

interface Reported {
  /** The header fields are there, and `whole` follows, unless the background ends before. */
  readonly begun: (response: WebResponse) => void;
  /** All that will be reported about it. */
  readonly whole: (response: WebResponse) => void;
}

/** ms for which header fields wait for the rest, which mostly comes in the same turn of the browser's loop. */
const REST_COMES_MS = 1000;
/**
 * ms for which the rest waits for header fields. There are none where an earlier life of the background saw them, nor for
 * a first page that is loaded while the extension is being installed (measured: in 2 of 30 fresh profiles).
 */
const HEAD_COMES_MS = 500;
/** Requests that are kept in mind after they were reported, and failed ones whose header fields may still come. */
const KEPT = 2000;

export class ResponseParts {
  readonly #told: Reported;
  readonly #heads = new Map<string, WebResponse>();
  readonly #early = new Map<string, WebResponse>();
  readonly #failed = new Map<string, Rest>();
  /** Ids of requests: unique as long as the browser runs. */
  readonly #over = new Set<string>();

  constructor(told: Reported) {
    this.#told = told;
  }

  /** onHeadersReceived. */
  head(response: WebResponse): void {
    const { requestId } = response;
    if (this.#over.has(requestId)) return;
    const early = this.#early.get(requestId);
    const head = early ? { ...response, timeStamp: early.timeStamp } : response;
    this.#told.begun(head);
    const rest = early ?? this.#failed.get(requestId);
    this.#heads.set(requestId, head);
    if (rest) this.#complete(requestId, rest);
    else setTimeout(() => this.#complete(requestId, {}), REST_COMES_MS);
  }

  /** onResponseStarted. */
  started(response: WebResponse): void {
    const { requestId } = response;
    if (this.#over.has(requestId) || this.#complete(requestId, response)) return;
    // The background may end while it waits for the header fields, or have lost them by its last end.
    this.#told.begun(response);
    this.#early.set(requestId, response);
    setTimeout(() => {
      const early = this.#early.get(requestId);
      if (early) this.#tell(early);
    }, HEAD_COMES_MS);
  }

  /** onErrorOccurred: for any request, because it has no status. */
  failed(requestId: string, rest: Rest): void {
    if (this.#over.has(requestId) || this.#complete(requestId, rest)) return;
    this.#failed.set(requestId, restOf(rest));
    dropOldest(this.#failed, KEPT);
  }

  /** The response keeps the time by which `begun` first reported it. */
  #complete(requestId: string, rest: Rest): boolean {
    const head = this.#heads.get(requestId);
    if (!head) return false;
    this.#tell({ ...head, ...restOf(rest) });
    return true;
  }

  #tell(response: WebResponse): void {
    const { requestId } = response;
    this.#heads.delete(requestId);
    this.#early.delete(requestId);
    this.#failed.delete(requestId);
    this.#over.add(requestId);
    dropOldest(this.#over, KEPT);
    this.#told.whole(response);
  }
}

/** The browser's event has much more. */
const restOf = ({ ip, fromCache }: Rest): Rest => ({
  ...(ip === undefined ? {} : { ip }),
  ...(fromCache === undefined ? {} : { fromCache }),
});
