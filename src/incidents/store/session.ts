// What the background remembers from one life to the next while the browser runs: storage.session, in memory only.
import { type SessionRecord, sessionFrom } from './schema.js';

/** The part of storage.session that is used; tests bring their own. */
export interface SessionArea {
  /** Everything in it. */
  get(): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

const KEY = 'session';
/** Answers pour in by the hundred; a snapshot this often is enough, for only good responses wait for it. */
const CALM_MS = 3000;

/** What earlier lives left in storage.session, if it is whole. `stored`: all of it. */
export const snapshotIn = (stored: Readonly<Record<string, unknown>>): SessionRecord | undefined =>
  sessionFrom(stored[KEY]);

/**
 * Keeps one snapshot. At most one write is under way; a change that comes meanwhile makes one more.
 * What the browser refuses as too much (quota) is left out gradually: first the host histories, then the incidents, the
 * oldest half of them at a time. The tabs' marks come last: they are small, and the badge is drawn from them.
 */
export class SessionSnapshot {
  readonly #area: SessionArea;
  readonly #take: () => SessionRecord;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> | undefined;
  #again = false;
  /** How often the record was made smaller the last time; it begins there, so that a full storage is not tried in vain each time. */
  #smaller = 0;

  constructor(area: SessionArea, take: () => SessionRecord) {
    this.#area = area;
    this.#take = take;
  }

  /** Something changed that may be lost for a moment. */
  soon(): void {
    this.#timer ??= setTimeout(() => void this.now(), CALM_MS);
  }

  /** Something changed that must not be lost. Settles when it is written, or was refused. */
  now(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#writing) {
      this.#again = true;
      return this.#writing;
    }
    this.#writing = this.#write();
    return this.#writing;
  }

  async #write(): Promise<void> {
    do {
      this.#again = false;
      // One step larger than the last time, because there may be room again.
      const first = Math.max(0, this.#smaller - 1);
      for (this.#smaller = first; this.#smaller <= SMALLEST; this.#smaller++) {
        try {
          await this.#area.set({ [KEY]: reduced(this.#take(), this.#smaller) });
          break;
        } catch {
          // Reported by nothing the user could act on; all of it is still in memory.
        }
      }
    } while (this.#again);
    // In the same turn as that question: whoever comes in between would wait for a write that nobody makes.
    this.#writing = undefined;
  }
}

/** Steps of `reduced` after which only the tabs' marks are left. */
const SMALLEST = 9;

function reduced(record: SessionRecord, steps: number): SessionRecord {
  if (steps === 0) return record;
  const kept = <T>(all: readonly T[]): T[] =>
    all.slice(all.length - Math.floor(all.length / 2 ** (steps - 1)));
  return { ...record, hostHistories: [], unsaved: kept(record.unsaved), unwritten: kept(record.unwritten) };
}
