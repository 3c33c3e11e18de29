// Incidents on their way to the store: changed in memory, written back at once. One write is under way at a time; what
// changes meanwhile goes with the next, so a storm of 421s costs few writes. What the store refuses waits here for the
// next try, and is in the session's snapshot until then.
import { mergeIncidents } from '../model/merge.js';
import type { Kept } from './store/schema.js';

/** Where incidents of normal windows go; src/incidents/store/incidents.ts, or a test's own. */
export interface IncidentStore {
  kept(id: string): Promise<Kept | undefined>;
  keep(kept: readonly Kept[]): Promise<void>;
  delete(ids: readonly string[]): Promise<void>;
}

export interface IncidentCacheParts {
  readonly incidentStore: IncidentStore;
  /** An incident is there or changed, and its write is over, done or refused. */
  readonly changed: (ids: readonly string[]) => void;
  /** What is not on the store changed: settles when the session's snapshot has followed. */
  readonly unsavedChanged: () => Promise<void>;
  /** The store refused; what was to be written stays in memory and goes with a later write. */
  readonly failed: (error: unknown) => void;
  /** The incidents that count these responses are written down. */
  readonly counted: (keys: readonly string[]) => void;
}

/** Incidents kept in memory between writes; those beyond are read from the store again. */
const MAX_OPEN = 100;
/** ms until a store that refused is tried again. */
const RETRY_MS = 2000;

export class IncidentCache {
  readonly #parts: IncidentCacheParts;
  readonly #open = new Map<string, Kept>();
  readonly #dirty = new Set<string>();
  readonly #loading = new Map<string, Promise<void>>();
  /** What the store may hold of these could not be read. */
  readonly #unread = new Set<string>();
  #writing: Promise<void> | undefined;
  /** Incidents of the write that is under way. */
  #inFlight: readonly string[] = [];
  #retry: ReturnType<typeof setTimeout> | undefined;
  #trouble: unknown;
  /** The latest snapshot of what the store refused. */
  #inSession: Promise<void> = Promise.resolve();

  constructor(parts: IncidentCacheParts) {
    this.#parts = parts;
  }

  /** Takes back what the store refused in an earlier life of the background. */
  restore(unwritten: readonly Kept[]): void {
    for (const kept of unwritten) {
      const { id } = kept.incident;
      if (this.#open.has(id)) continue;
      this.#open.set(id, kept);
      this.#dirty.add(id);
    }
    this.#write();
  }

  /** What the store refused to take. */
  get unwritten(): readonly Kept[] {
    if (this.#trouble === undefined) return [];
    return [...new Set([...this.#inFlight, ...this.#dirty])].flatMap((id) => this.#open.get(id) ?? []);
  }

  /** Why the store refused the last time that it was asked; undefined: it did not. */
  get trouble(): unknown {
    return this.#trouble;
  }

  /** The incident as it is now; a store that cannot be read holds none. */
  async find(id: string): Promise<Kept | undefined> {
    const open = this.#open.get(id);
    if (open) return open;
    try {
      return await this.#parts.incidentStore.kept(id);
    } catch (error) {
      this.#troubled(error);
      return undefined;
    }
  }

  /** Changes one in memory and writes it soon; `change` gives undefined where nothing changes. */
  async change(id: string, change: (known: Kept | undefined) => Kept | undefined): Promise<void> {
    if (!this.#open.has(id)) await this.#load(id);
    const known = this.#open.get(id);
    const next = change(known);
    if (!next) return;
    const apart = known ? known.apart : this.#unread.delete(id);
    // Set anew, so that the map's order is the order of use.
    this.#open.delete(id);
    this.#open.set(id, { ...next, ...(apart ? { apart } : {}) });
    this.#dirty.add(id);
    this.#write();
  }

  /** Takes one out of memory, written or not; gives what was there. A write that is under way may still bring it back. */
  drop(id: string): Kept | undefined {
    const gone = this.#open.get(id);
    this.#open.delete(id);
    this.#dirty.delete(id);
    return gone;
  }

  /** Settles when what is known of this incident until now is written, or was refused and is in the session's snapshot. */
  async written(id: string): Promise<void> {
    // The write that is under way may have begun before the last change, which goes with the next one then.
    for (let write = 0; write < 2; write++) {
      if (this.#dirty.has(id) || this.#inFlight.includes(id)) await this.#writing;
    }
    if (this.#dirty.has(id)) await this.#inSession;
  }

  /** Settles when all that was changed until now is written, or was refused. */
  async settled(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  #load(id: string): Promise<void> {
    const under = this.#loading.get(id);
    if (under) return under;
    const loading = this.#parts.incidentStore
      .kept(id)
      .then(
        (stored) => {
          if (stored && !this.#open.has(id)) this.#open.set(id, stored);
        },
        (error: unknown) => {
          this.#troubled(error);
          this.#unread.add(id);
        },
      )
      .finally(() => this.#loading.delete(id));
    this.#loading.set(id, loading);
    return loading;
  }

  #write(): void {
    if (this.#writing || this.#retry !== undefined || this.#dirty.size === 0) return;
    const ids = [...this.#dirty];
    this.#dirty.clear();
    this.#inFlight = ids;
    this.#writing = this.#put(ids).then((written) => {
      this.#writing = undefined;
      this.#inFlight = [];
      this.#shrink();
      if (written) this.#write();
    });
  }

  /** Never rejects. */
  async #put(ids: readonly string[]): Promise<boolean> {
    try {
      for (const id of ids) await this.#join(id);
      const kept = ids.flatMap((id) => this.#open.get(id) ?? []);
      await this.#parts.incidentStore.keep(kept);
      const recovered = this.#trouble !== undefined;
      this.#trouble = undefined;
      this.#parts.counted(kept.flatMap(({ counted }) => counted));
      if (recovered) void this.#parts.unsavedChanged();
      this.#parts.changed(ids);
      return true;
    } catch (error) {
      // What was deleted meanwhile stays so.
      for (const id of ids) if (this.#open.has(id)) this.#dirty.add(id);
      this.#troubled(error);
      this.#retry = setTimeout(() => {
        this.#retry = undefined;
        this.#write();
      }, RETRY_MS);
      const keys = this.unwritten.flatMap(({ counted }) => counted);
      this.#inSession = this.#parts.unsavedChanged();
      void this.#inSession.then(() => this.#parts.counted(keys));
      this.#parts.changed(ids);
      return false;
    }
  }

  /** The store could not be read when this incident was made: what it holds of it is not to be lost by the write. */
  async #join(id: string): Promise<void> {
    if (!this.#open.get(id)?.apart) return;
    const stored = await this.#parts.incidentStore.kept(id);
    const here = this.#open.get(id);
    if (!here) return;
    this.#open.set(id, {
      incident: stored ? mergeIncidents(here.incident, stored.incident) : here.incident,
      counted: [...(stored?.counted ?? []), ...here.counted],
    });
  }

  #troubled(error: unknown): void {
    this.#trouble = error;
    this.#parts.failed(error);
  }

  /** A store that takes nothing does not make the memory grow without bound: there, the oldest are lost. */
  #shrink(): void {
    for (const id of this.#open.keys()) {
      if (this.#open.size <= MAX_OPEN) return;
      if (this.#dirty.has(id) && this.#trouble === undefined) continue;
      this.#dirty.delete(id);
      this.#open.delete(id);
    }
  }
}
