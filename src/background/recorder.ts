// The recorder: a misdirected exchange becomes (part of) an incident, at once and durably.
//
// Incidents of normal windows and containers are written to the store (incident cache.ts). Private ones never are, nor is any
// where the user wants nothing kept: they live in memory and in the session's snapshot.

import { IncidentCache, type IncidentCacheParts } from '../incidents/incident-cache.js';
import type { Kept } from '../incidents/store/schema.js';
import {
  emptyIncident,
  type Found,
  type HostRecord,
  keyOfOccurrence,
  waits,
  withFound,
  withHostRecord,
  withOccurrence,
} from '../incidents/update-incident.js';
import { authorityOf } from '../model/authority.js';
import type { BrowsingContext } from '../model/context.js';
import type { Occurrence } from '../model/exchange.js';
import { type Agent, type Incident, incidentKey } from '../model/incident.js';
import { type ImportResult, mergeIncidents } from '../model/merge.js';
import { claimOf, pushedOut } from '../model/shares.js';

export interface RecorderParts extends IncidentCacheParts {
  readonly agent: () => Promise<Agent>;
  /** The user wants nothing kept beyond the session. */
  readonly keepsNothing: () => boolean;
  /** Whether a response is in the journal still. */
  readonly inJournal: (key: string) => boolean;
  /** The incidents that counted these responses were deleted. */
  readonly forgotten: (keys: readonly string[]) => void;
  /** There is a new incident on the way to the store: perhaps it is one too many. */
  readonly grown: () => void;
  /** These incidents, which were in memory only, were too many. */
  readonly pushedOut: (ids: readonly string[]) => void;
}

/** Incidents that are kept in memory only. */
const MAX_UNSAVED = 100;

export class Recorder {
  readonly #parts: RecorderParts;
  readonly #incidentCache: IncidentCache;
  readonly #unsaved = new Map<string, Kept>();
  /** The latest snapshot of what is kept in memory only. */
  #inSession: Promise<void> = Promise.resolve();

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    this.#incidentCache = new IncidentCache(parts);
  }

  /** Takes back what an earlier life of the background kept in memory only. */
  restore(unsaved: readonly Kept[], unwritten: readonly Kept[]): void {
    for (const kept of unsaved) {
      if (!this.#unsaved.has(kept.incident.id)) this.#unsaved.set(kept.incident.id, kept);
    }
    this.#incidentCache.restore(unwritten);
  }

  /** Private incidents, and all of them where the user wants nothing kept. */
  get unsaved(): readonly Kept[] {
    return [...this.#unsaved.values()];
  }

  /** What the store refused to take. */
  get unwritten(): readonly Kept[] {
    return this.#incidentCache.unwritten;
  }

  /** What a page may list beside the store: nobody but their tab's popup is to show what a private window saw. */
  get listable(): readonly Incident[] {
    return [...this.unsaved, ...this.unwritten]
      .map(({ incident }) => incident)
      .filter(({ context }) => context.kind !== 'private');
  }

  /** Why the store refused the last time that it was asked; undefined: it did not. */
  get trouble(): unknown {
    return this.#incidentCache.trouble;
  }

  /** The last private window is closed: what it saw goes with it. It was never on the store. */
  forgetPrivate(): void {
    const ids = this.unsaved
      .map(({ incident }) => incident)
      .filter(({ context }) => context.kind === 'private')
      .map(({ id }) => id);
    if (ids.length === 0) return;
    this.#drop(ids);
    this.#told(ids);
  }

  /** Deletes incidents wherever they are. Rejects if the store does; what is in memory only is gone then as well. */
  async forget(ids: readonly string[]): Promise<void> {
    this.#drop(ids);
    // A write that is under way must not bring them back.
    await this.settled();
    try {
      await this.#parts.incidentStore.delete(ids);
    } finally {
      this.#told(ids);
    }
  }

  #drop(ids: readonly string[]): void {
    for (const id of ids) {
      const saved = this.#incidentCache.drop(id);
      const gone = this.#unsaved.get(id) ?? saved;
      if (gone) this.#parts.forgotten(gone.counted);
      this.#unsaved.delete(id);
    }
  }

  #told(ids: readonly string[]): void {
    void this.#parts.unsavedChanged();
    this.#parts.changed(ids);
  }

  /** Adds incidents of a file. Those that are here already are merged, where the file knows more of them. */
  async import(incidents: readonly Incident[]): Promise<ImportResult> {
    const result = { added: 0, merged: 0, same: 0 };
    for (const incident of incidents) {
      await this.#change(incident.id, incident.context, (known) => {
        const next = known ? mergeIncidents(known, incident) : incident;
        if (!known) result.added++;
        else if (JSON.stringify(next) === JSON.stringify(known)) result.same++;
        else result.merged++;
        return next;
      });
    }
    await this.settled();
    return result;
  }

  /**
   * Adds an occurrence, unless it is counted already. Answers with the incident's id once it is in memory; `settled`
   * shows when it is written.
   */
  async add(
    occurrence: Occurrence,
    hostHistory: HostRecord,
    /** Host of the top-level document that asked, directly or not. */
    topHost?: string,
  ): Promise<string | undefined> {
    const { exchange, outcome } = occurrence;
    const { context, time } = exchange;
    const authority = authorityOf(exchange.request.url);
    if (!authority) return undefined;
    const id = incidentKey(authority, context);
    const agent = await this.#parts.agent();
    await this.#change(
      id,
      context,
      (known) =>
        withOccurrence(
          known ?? emptyIncident(authority, context, agent, outcome, time, topHost),
          occurrence,
          hostHistory,
        ),
      keyOfOccurrence(occurrence),
    );
    return id;
  }

  /** Adds what became known later of the occurrence with this key, where it was still waited for. */
  async amend(id: string, key: string, found: Found): Promise<void> {
    const incident = await this.get(id);
    // Nothing waits for it: not worth a write.
    if (!incident || withFound(incident, key, found) === incident) return;
    await this.#alter(id, (latest) => withFound(latest, key, found));
  }

  /** The host's responses took a turn: an incident that there is learns of it. */
  async noteTurn(url: string, context: BrowsingContext, hostHistory: HostRecord): Promise<void> {
    const authority = authorityOf(url);
    if (!authority) return;
    await this.#alter(incidentKey(authority, context), (incident) => withHostRecord(incident, hostHistory));
  }

  /** Changes an incident that there is; nothing happens to one that there is not. */
  async #alter(id: string, change: (incident: Incident) => Incident): Promise<void> {
    const incident = await this.get(id);
    if (incident) await this.#change(id, incident.context, (latest) => change(latest ?? incident));
  }

  /** Adds the results of checks or of a pasted output. */
  async learn(id: string, change: (incident: Incident) => Incident): Promise<Incident | undefined> {
    await this.#alter(id, change);
    return this.get(id);
  }

  /** The incident as it is now, private or not; a store that cannot be read holds none. */
  async get(id: string): Promise<Incident | undefined> {
    return (await this.#find(id))?.incident;
  }

  /** Whether this incident counts the response with this key. */
  async counts(id: string, key: string): Promise<boolean> {
    return (await this.#find(id))?.counted.includes(key) === true;
  }

  /** Whether something is still to be learned of the occurrence with this key. */
  async waits(id: string, key: string): Promise<boolean> {
    const incident = await this.get(id);
    return incident !== undefined && waits(incident, key);
  }

  /** In memory and on the store may be two of it, where the user changed what is to be kept: the later one counts. */
  async #find(id: string): Promise<Kept | undefined> {
    const inMemory = this.#unsaved.get(id);
    // Of a private window nothing was ever on the store.
    if (inMemory?.incident.context.kind === 'private') return inMemory;
    return laterOf(inMemory, await this.#incidentCache.find(id));
  }

  /** Settles when what is known of this incident until now is written, or is in the session's snapshot. */
  async written(id: string): Promise<void> {
    await this.#incidentCache.written(id);
    if (this.#unsaved.has(id)) await this.#inSession;
  }

  /** Settles when all that was recorded until now is written, or was refused. */
  settled(): Promise<void> {
    return this.#incidentCache.settled();
  }

  /** `key`: of the response that the change counts; nothing changes where it is counted already. */
  async #change(
    id: string,
    context: BrowsingContext,
    change: (known: Incident | undefined) => Incident,
    key?: string,
  ): Promise<void> {
    const { inJournal, counted } = this.#parts;
    const changed = (kept: Kept | undefined): Kept | undefined => {
      if (key !== undefined && kept?.counted.includes(key)) {
        // By the life before, which wrote it down.
        counted([key]);
        return undefined;
      }
      const keys = [...(kept?.counted ?? []), ...(key === undefined ? [] : [key])];
      return { incident: change(kept?.incident), counted: keys.filter((one) => inJournal(one)) };
    };
    if (context.kind !== 'private' && !this.#parts.keepsNothing()) {
      let isNew = false;
      await this.#incidentCache.change(id, (kept) => {
        isNew = kept === undefined;
        return changed(kept);
      });
      if (isNew) this.#parts.grown();
      return;
    }
    const next = changed(this.#unsaved.get(id));
    if (!next) return;
    this.#unsaved.set(id, next);
    this.#dropSurplus();
    this.#inSession = this.#parts.unsavedChanged();
    void this.#inSession.then(() => counted(next.counted));
    this.#parts.changed([id]);
  }

  /** Of what is in memory only. */
  #dropSurplus(): void {
    const claims = this.unsaved.map(({ incident }) => claimOf(incident));
    const gone = pushedOut(claims, MAX_UNSAVED);
    if (gone.length === 0) return;
    this.#drop(gone);
    this.#parts.pushedOut(gone);
  }
}

const laterOf = (one: Kept | undefined, other: Kept | undefined): Kept | undefined =>
  one && (!other || one.incident.lastSeen >= other.incident.lastSeen) ? one : other;
