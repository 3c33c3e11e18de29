// Where incidents are. Those of normal windows and containers are changed in memory and written to the store at once. One
// write is under way at a time; what changes meanwhile goes with the next, so a storm of 421s costs few writes. What the
// store refuses waits here for the next try, and is in the session's snapshot until then.
//
// Private ones never reach the store, nor does any where the user wants nothing kept: they live in memory and in the
// session's snapshot.
import { type Incident, isPrivateKey } from '../model/incident.js';
import { mergeIncidents } from '../model/merge.js';
import { claimOf, pushedOut } from '../model/shares.js';
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
  /** The incidents that counted these responses were deleted. */
  readonly forgotten: (keys: readonly string[]) => void;
  /** The user wants nothing kept beyond the session. */
  readonly keepsNothing: () => boolean;
  /** There is a new incident: perhaps it is one too many. */
  readonly made: (id: string) => void;
  /** These incidents, which were in memory only, were too many. */
  readonly pushedOut: (ids: readonly string[]) => void;
  /** These incidents were made while the store refused, were too many for the memory, and are in neither. */
  readonly lost: (ids: readonly string[]) => void;
}

/** Incidents kept in memory between writes; those beyond are read from the store again. */
const MAX_OPEN = 100;
/** Incidents that are kept in memory only. */
const MAX_UNSAVED = 100;
/** ms until a store that refused is tried again. */
const RETRY_MS = 2000;

export class IncidentCache {
  readonly #parts: IncidentCacheParts;
  /** For no disk. */
  readonly #unsaved = new Map<string, Kept>();
  /** The latest snapshot of those. */
  #unsavedInSession: Promise<void> = Promise.resolve();
  /** Of those of the store. */
  readonly #open = new Map<string, Kept>();
  readonly #dirty = new Set<string>();
  /** Of those, what the store has never had. */
  readonly #new = new Set<string>();
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

  /** Takes back what an earlier life of the background kept in memory only, and what the store refused in it. */
  restore(unsaved: readonly Kept[], unwritten: readonly Kept[]): void {
    for (const kept of unsaved) {
      if (!this.#unsaved.has(kept.incident.id)) this.#unsaved.set(kept.incident.id, kept);
    }
    for (const kept of unwritten) {
      const { id } = kept.incident;
      if (this.#open.has(id)) continue;
      this.#open.set(id, kept);
      this.#dirty.add(id);
    }
    this.#write();
  }

  /** Private incidents, and all of them where the user wants nothing kept. */
  get unsaved(): readonly Kept[] {
    return [...this.#unsaved.values()];
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

  /** What a page may list beside the store: nobody but their tab's popup is to show what a private window saw. */
  get listable(): readonly Incident[] {
    return [...this.unsaved, ...this.unwritten]
      .map(({ incident }) => incident)
      .filter(({ id }) => !isPrivateKey(id));
  }

  /**
   * The incident as it is now, private or not; a store that cannot be read holds none. In memory and in the store may be
   * two of it, where the user changed what is to be kept: the later one counts.
   */
  async find(id: string): Promise<Kept | undefined> {
    // Of a private window nothing was ever in the store.
    const stored = isPrivateKey(id) ? undefined : await this.#stored(id);
    return laterOf(this.#unsaved.get(id), stored);
  }

  async get(id: string): Promise<Incident | undefined> {
    return (await this.find(id))?.incident;
  }

  async #stored(id: string): Promise<Kept | undefined> {
    const open = this.#open.get(id);
    if (open) return open;
    try {
      return await this.#parts.incidentStore.kept(id);
    } catch (error) {
      this.#troubled(error);
      return undefined;
    }
  }

  /**
   * Changes one in memory, and writes it soon where it is for the store; `change` gives undefined where nothing changes.
   * Answers with the incident afterwards.
   */
  async change(id: string, change: (known: Kept | undefined) => Kept | undefined): Promise<Kept | undefined> {
    if (isPrivateKey(id)) return this.#changeUnsaved(id, undefined, change);
    if (this.#parts.keepsNothing()) return this.#changeUnsaved(id, await this.#stored(id), change);
    if (!this.#open.has(id)) await this.#load(id);
    const known = this.#open.get(id);
    const next = change(known);
    // Made while the user wanted nothing kept: it is changed where it is.
    if (!next) return known ?? this.#changeUnsaved(id, undefined, change);
    const apart = known ? known.apart : this.#unread.delete(id);
    // Set anew, so that the map's order is the order of use.
    this.#open.delete(id);
    this.#open.set(id, { ...next, ...(apart ? { apart } : {}) });
    this.#dirty.add(id);
    if (!known) this.#new.add(id);
    this.#write();
    if (!known) this.#parts.made(id);
    return next;
  }

  #changeUnsaved(
    id: string,
    stored: Kept | undefined,
    change: (known: Kept | undefined) => Kept | undefined,
  ): Kept | undefined {
    const known = laterOf(this.#unsaved.get(id), stored);
    const next = change(known);
    if (!next) return known;
    this.#unsaved.set(id, next);
    if (!known) this.#parts.made(id);
    this.#dropSurplus();
    this.#unsavedInSession = this.#parts.unsavedChanged();
    void this.#unsavedInSession.then(() => this.#parts.counted(next.counted));
    this.#parts.changed([id]);
    return next;
  }

  /** Of what is in memory only. */
  #dropSurplus(): void {
    const claims = this.unsaved.map(({ incident }) => claimOf(incident));
    const gone = pushedOut(claims, MAX_UNSAVED);
    if (gone.length === 0) return;
    this.#drop(gone);
    this.#parts.pushedOut(gone);
  }

  /** The last private window is closed: what it saw goes with it. It was never in the store. */
  forgetPrivate(): void {
    const ids = [...this.#unsaved.keys()].filter(isPrivateKey);
    if (ids.length === 0) return;
    this.#drop(ids);
    this.#isGone(ids);
  }

  /** Deletes incidents wherever they are. Rejects if the store does; what is in memory only is gone then as well. */
  async forget(ids: readonly string[]): Promise<void> {
    this.#drop(ids);
    // A write that is under way must not bring them back.
    await this.settled();
    try {
      await this.#parts.incidentStore.delete(ids);
    } finally {
      this.#isGone(ids);
    }
  }

  /** Takes them out of memory, written or not. A write that is under way may still bring them back. */
  #drop(ids: readonly string[]): void {
    for (const id of ids) {
      const gone = this.#unsaved.get(id) ?? this.#open.get(id);
      if (gone) this.#parts.forgotten(gone.counted);
      this.#unsaved.delete(id);
      this.#open.delete(id);
      this.#dirty.delete(id);
      this.#new.delete(id);
    }
  }

  #isGone(ids: readonly string[]): void {
    void this.#parts.unsavedChanged();
    this.#parts.changed(ids);
  }

  /** Settles when what is known of this incident until now is written, or is in the session's snapshot. */
  async written(id: string): Promise<void> {
    // The write that is under way may have begun before the last change, which goes with the next one then.
    for (let write = 0; write < 2; write++) {
      if (this.#dirty.has(id) || this.#inFlight.includes(id)) await this.#writing;
    }
    if (this.#dirty.has(id)) await this.#inSession;
    if (this.#unsaved.has(id)) await this.#unsavedInSession;
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
      for (const id of ids) this.#new.delete(id);
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
    const lost: string[] = [];
    for (const id of this.#open.keys()) {
      if (this.#open.size <= MAX_OPEN) break;
      if (this.#dirty.has(id) && this.#trouble === undefined) continue;
      this.#dirty.delete(id);
      this.#open.delete(id);
      if (this.#new.delete(id)) lost.push(id);
    }
    if (lost.length > 0) this.#parts.lost(lost);
  }
}

const laterOf = (one: Kept | undefined, other: Kept | undefined): Kept | undefined =>
  one && (!other || one.incident.lastSeen >= other.incident.lastSeen) ? one : other;
