// Requests of service workers and shared workers, which name no tab. One belongs to a tab where that tab's own timing shows
// that the page asked for the URL by way of its worker; else it is of no tab, and the popups of the site's pages say so.
import * as v from 'valibot';
import type { SessionArea } from '../incidents/store/session.js';
import { type BrowsingContext, contextKey } from '../model/context.js';
import { dropOldest } from '../model/drop-oldest.js';
import { OUTCOMES, type Outcome } from '../model/exchange.js';
import type { ThroughWorker } from '../platform/through-worker.js';

/** A misdirected request of a worker. */
export interface WorkerRequest {
  /** Of the worker. */
  readonly origin: string;
  readonly context: string;
  readonly url: string;
  /** ms since the epoch */
  readonly time: number;
  readonly incident: string;
  readonly outcome: Outcome;
}

const KEY = 'workers';
/** Requests that are kept. */
const MAX_KEPT = 200;
/** ms by which the browser's and the page's account of one request's time may differ. */
const SLACK_MS = 2000;

const schema: v.GenericSchema<unknown, WorkerRequest[]> = v.array(
  v.object({
    origin: v.string(),
    context: v.string(),
    url: v.string(),
    time: v.number(),
    incident: v.string(),
    outcome: v.picklist(OUTCOMES),
  }),
);

export class WorkerRequests {
  readonly #area: SessionArea;
  readonly #kept = new Map<string, WorkerRequest>();

  constructor(area: SessionArea) {
    this.#area = area;
  }

  /** Takes over what the life before knew. `stored`: all of the session area. */
  restore(stored: Readonly<Record<string, unknown>>): void {
    const parsed = v.safeParse(schema, stored[KEY]);
    for (const one of parsed.success ? parsed.output : []) this.#kept.set(keyOf(one), one);
  }

  add(request: WorkerRequest): void {
    this.#kept.set(keyOf(request), request);
    dropOldest(this.#kept, MAX_KEPT);
    this.#keep();
  }

  /** It turned out to be a tab's. */
  tied(request: WorkerRequest): void {
    if (this.#kept.delete(keyOf(request))) this.#keep();
  }

  forget(incidents: readonly string[]): void {
    this.#drop(({ incident }) => incidents.includes(incident));
  }

  forgetPrivate(): void {
    this.#drop(({ context }) => context === 'private');
  }

  /** Those of an origin's workers since `since` (ms since the epoch), the latest last. */
  of(origin: string, context: BrowsingContext, since: number): WorkerRequest[] {
    return [...this.#kept.values()].filter(
      (one) => one.origin === origin && one.context === contextKey(context) && one.time >= since,
    );
  }

  #drop(isGone: (request: WorkerRequest) => boolean): void {
    const before = this.#kept.size;
    for (const [key, request] of this.#kept) if (isGone(request)) this.#kept.delete(key);
    if (this.#kept.size < before) this.#keep();
  }

  #keep(): void {
    // Refused (the area is full): a later life says less, and nothing wrong.
    void this.#area.set({ [KEY]: [...this.#kept.values()] }).catch(() => undefined);
  }
}

const keyOf = ({ time, url }: WorkerRequest): string => `${time} ${url}`;

/** A page asked for it, by its own account. */
export const isAskedBy = ({ url, time }: WorkerRequest, requests: readonly ThroughWorker[]): boolean =>
  requests.some((one) => one.url === url && time >= one.from - SLACK_MS && time <= one.to + SLACK_MS);
