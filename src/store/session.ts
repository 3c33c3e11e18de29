// What the background remembers from one life to the next while the browser runs: storage.session, in memory only.
import { type SessionRecord, sessionFrom } from './schema.js';

/** The part of storage.session that is used; tests bring their own. */
export interface SessionArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

const KEY = 'session';
/** Answers pour in by the hundred; a snapshot this often is enough, for only good answers wait for it. */
const CALM_MS = 3000;

/**
 * Keeps one snapshot. At most one write is under way; a change that comes meanwhile makes one more.
 * A write that fails (quota) is tried again with the next change, and hurts nobody but a stopped background.
 */
export class SessionSnapshot {
  readonly #area: SessionArea;
  readonly #take: () => SessionRecord;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> | undefined;
  #again = false;

  constructor(area: SessionArea, take: () => SessionRecord) {
    this.#area = area;
    this.#take = take;
  }

  async read(): Promise<SessionRecord | undefined> {
    try {
      return sessionFrom((await this.#area.get(KEY))[KEY]);
    } catch {
      return undefined;
    }
  }

  /** Something changed that may be lost for a moment. */
  soon(): void {
    this.#timer ??= setTimeout(() => void this.now(), CALM_MS);
  }

  /** Something changed that must not be lost. Settles when it is written. */
  now(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#writing) {
      this.#again = true;
      return this.#writing;
    }
    this.#writing = this.#write().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #write(): Promise<void> {
    do {
      this.#again = false;
      try {
        await this.#area.set({ [KEY]: this.#take() });
      } catch {
        // Told by nothing the user could act on; the ledger in memory goes on.
      }
    } while (this.#again);
  }
}
