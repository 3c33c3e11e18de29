// Pushes out incidents that are beyond a share (src/model/shares.ts), and counts them. A store that refuses for a moment, as one
// that is full does, neither stops that nor loses the count: it is tried again.

import type { IncidentCache } from '../incidents/incident-cache.js';

export interface NotKeptParts {
  readonly store: { beyondShares(): Promise<readonly string[]> };
  readonly cache: Pick<IncidentCache, 'settled' | 'forget' | 'trouble'>;
  /** Tabs no longer show these incidents, but how many there were. */
  readonly unmark: (ids: readonly string[]) => Promise<void>;
  /** So many more were not kept. Rejects if the browser could not store it. */
  readonly addToRecord: (count: number) => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** ms after a new incident in which those that come as well are counted together. */
const FLOOD_MS = 1000;
/** ms between tries while the store refuses, at most. */
const LONGEST_WAIT_MS = 60_000;

export class NotKeptIncidents {
  readonly #parts: NotKeptParts;
  #grown = false;
  #pushing = false;
  /** Pushed out, but not in the record yet. */
  #unrecorded = 0;

  constructor(parts: NotKeptParts) {
    this.#parts = parts;
  }

  /** One at a time, and once for all of a flood that come within a moment. */
  pushOutSoon(): void {
    this.#grown = true;
    if (!this.#pushing) void this.#whileGrowing();
  }

  /** So many new incidents never reached the store. */
  lost(count: number): void {
    this.#unrecorded += count;
    this.pushOutSoon();
  }

  /** Never rejects. */
  async #whileGrowing(): Promise<void> {
    this.#pushing = true;
    for (let wait = FLOOD_MS; this.#grown; ) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      this.#grown = false;
      try {
        await this.#pushOut();
        wait = FLOOD_MS;
      } catch (error) {
        this.#parts.failed(error);
        this.#grown = true;
        wait = Math.min(2 * wait, LONGEST_WAIT_MS);
      }
    }
    this.#pushing = false;
  }

  async #pushOut(): Promise<void> {
    const { store, cache, unmark, addToRecord } = this.#parts;
    await cache.settled();
    // What it refused it takes later, and only then are they beyond a share.
    if (cache.trouble !== undefined) throw cache.trouble;
    const gone = await store.beyondShares();
    if (gone.length > 0) {
      await unmark(gone);
      await cache.forget(gone);
      this.#unrecorded += gone.length;
    }
    const count = this.#unrecorded;
    if (count === 0) return;
    await addToRecord(count);
    this.#unrecorded -= count;
  }
}
