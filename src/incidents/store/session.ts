// What the background remembers from one life to the next while the browser runs: storage.session, in memory only.
import { authorityOf } from '../../model/authority.js';
import type { HostHistorySnapshot } from '../../model/host-history.js';
import { keepLatest } from '../../model/incident.js';
import { claimOf, pushedOut } from '../../model/shares.js';
import { type Kept, type SessionRecord, sessionFrom } from './schema.js';

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
/** What the journal holds as well is written once for all of a burst. */
const BATCH_MS = 200;

/** What earlier lives left in storage.session, if it is whole. `stored`: all of it. */
export const snapshotIn = (stored: Readonly<Record<string, unknown>>): SessionRecord | undefined =>
  sessionFrom(stored[KEY]);

/**
 * Keeps one snapshot. At most one write is under way; a change that comes meanwhile makes one more.
 * What the browser refuses as too much (quota) is left out gradually: first of each incident what makes it large, then
 * those that a flood brought, and the hosts not seen for longest. The tabs' marks come last: they are small, and the badge is
 * drawn from them.
 */
export class SessionSnapshot {
  readonly #area: SessionArea;
  readonly #take: () => SessionRecord;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> | undefined;
  #batch: Promise<void> | undefined;
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

  /** Something changed that a later life finds in the journal, if it is lost here: what is in the journal waits for `settled`. */
  batched(): void {
    this.#batch ??= new Promise((resolve) => setTimeout(resolve, BATCH_MS)).then(() => {
      this.#batch = undefined;
      return this.now();
    });
  }

  /** Settles when everything that `batched` and `now` were called for is written, or was refused. */
  async settled(): Promise<void> {
    await this.#batch;
    await this.#writing;
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
/** Characters of one incident's occurrences, step by step. */
const SIZES = [65_536, 32_768, 16_384, 8192];
/** Incidents that are thinned, and no more than that. */
const MOST = 100;

function reduced(record: SessionRecord, steps: number): SessionRecord {
  if (steps === 0) return record;
  if (steps >= SMALLEST) return { ...record, hostHistories: [], unsaved: [], unwritten: [] };
  const size = SIZES[Math.min(steps, SIZES.length) - 1];
  const thin = (all: readonly Kept[]): Kept[] => all.map((kept) => thinned(kept, size));
  const halvings = steps - SIZES.length;
  if (halvings <= 0) return { ...record, unsaved: thin(record.unsaved), unwritten: thin(record.unwritten) };
  const most = Math.floor(MOST / 2 ** halvings);
  return {
    ...record,
    hostHistories: record.hostHistories.map(([context, history]) => [
      context,
      latest(history, 2 ** halvings),
    ]),
    unsaved: within(thin(record.unsaved), most),
    unwritten: within(thin(record.unwritten), most),
  };
}

function thinned(kept: Kept, size: number | undefined): Kept {
  const { status, occurrences } = kept.incident;
  return { ...kept, incident: { ...kept.incident, occurrences: keepLatest(status, occurrences, size) } };
}

/** Without those that a flood brought, and then of the page that has most. */
function within(all: readonly Kept[], most: number): Kept[] {
  const gone = new Set(
    pushedOut(
      all.map(({ incident }) => claimOf(incident)),
      most,
    ),
  );
  return all.filter(({ incident }) => !gone.has(incident.id));
}

/** The part of the hosts that was seen latest. */
function latest({ observations, periods }: HostHistorySnapshot, divisor: number): HostHistorySnapshot {
  const kept = observations
    .toSorted((a, b) => b.lastSeen - a.lastSeen)
    .slice(0, Math.ceil(observations.length / divisor));
  const hosts = new Set(kept.map(({ host }) => host));
  return {
    observations: kept,
    periods: periods.filter(([origin]) => hosts.has(authorityOf(origin)?.host ?? '')),
  };
}
