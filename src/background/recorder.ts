// The recorder: a misdirected exchange becomes (part of) an incident, at once and durably.
//
// Life of an incident here: read from the store when its host misdirects, changed in memory, written back at once.
// One write is under way at a time; what changes meanwhile goes with the next, so a storm of 421s costs few writes.
// Private incidents never reach the store, nor does any where the user wants nothing kept: they live in memory and in
// the session's snapshot. So do, for as long as it lasts, those that the store refuses to take.
import { type Authority, authorityOf } from '../model/authority.js';
import type { BrowsingContext } from '../model/context.js';
import { dropOldest } from '../model/drop-oldest.js';
import type { Occurrence, Outcome } from '../model/exchange.js';
import { type Agent, graver, type Incident, incidentKey, keepLatest } from '../model/incident.js';
import { type Known, knownValue } from '../model/known.js';
import { mergeIncidents } from '../model/merge.js';
import { extendSpells, MAX_SPELLS, type Neighbour, type Spell } from '../model/sighting.js';
import type { Kept } from '../store/schema.js';
import { answerKey } from './answer-key.js';

/** Where incidents of normal windows go; src/store/incidents.ts, or a test's own. */
export interface Shelf {
  kept(id: string): Promise<Kept | undefined>;
  keep(kept: readonly Kept[]): Promise<void>;
  delete(ids: readonly string[]): Promise<void>;
}

/** What is known about the host beside the exchange. */
export interface Surroundings {
  readonly neighbours: readonly Neighbour[];
  readonly spells: readonly Spell[];
}

export interface RecorderParts {
  readonly shelf: Shelf;
  readonly agent: () => Promise<Agent>;
  /** The user wants nothing kept beyond the session. */
  readonly keepsNothing: () => boolean;
  /** An incident is there or changed, and is written. */
  readonly changed: (ids: readonly string[]) => void;
  /** What is not on the shelf changed: settles when the session's snapshot has followed. */
  readonly unshelvedChanged: () => Promise<void>;
  /** The shelf refused; what was to be written stays in memory and goes with a later write. */
  readonly failed: (error: unknown) => void;
  /** Whether an answer is in the journal still. */
  readonly inJournal: (key: string) => boolean;
  /** The incidents that count these answers are written down. */
  readonly counted: (keys: readonly string[]) => void;
  /** The incidents that counted these answers were deleted. */
  readonly forgotten: (keys: readonly string[]) => void;
}

/** Incidents kept in memory between writes; those beyond are read from the shelf again. */
const MAX_OPEN = 100;
/** Incidents that are kept in memory only. */
const MAX_UNSHELVED = 100;
/** ms until a shelf that refused is tried again. */
const RETRY_MS = 2000;

export class Recorder {
  readonly #parts: RecorderParts;
  readonly #open = new Map<string, Kept>();
  readonly #unshelved = new Map<string, Kept>();
  readonly #dirty = new Set<string>();
  readonly #loading = new Map<string, Promise<void>>();
  /** What the shelf may hold of these could not be read. */
  readonly #unread = new Set<string>();
  #writing: Promise<void> | undefined;
  /** Incidents of the write that is under way. */
  #inFlight: readonly string[] = [];
  #retry: ReturnType<typeof setTimeout> | undefined;
  #trouble: unknown;
  /** The latest snapshot of what is not on the shelf. */
  #inSession: Promise<void> = Promise.resolve();

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /** Takes back what an earlier life of the background kept in memory only. */
  restore(unshelved: readonly Kept[], unwritten: readonly Kept[]): void {
    for (const kept of unshelved) {
      if (!this.#unshelved.has(kept.incident.id)) this.#unshelved.set(kept.incident.id, kept);
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
  get unshelved(): readonly Kept[] {
    return [...this.#unshelved.values()];
  }

  /** What the shelf refused to take. */
  get unwritten(): readonly Kept[] {
    if (this.#trouble === undefined) return [];
    return [...new Set([...this.#inFlight, ...this.#dirty])].flatMap((id) => this.#open.get(id) ?? []);
  }

  /** What a page may list beside the shelf: nobody but their tab's popup is to show what a private window saw. */
  get listable(): readonly Incident[] {
    return [...this.unshelved, ...this.unwritten]
      .map(({ incident }) => incident)
      .filter(({ context }) => context.kind !== 'private');
  }

  /** Why the shelf refused the last time that it was asked; undefined: it did not. */
  get trouble(): unknown {
    return this.#trouble;
  }

  /** The last private window is closed: what it saw goes with it. It was never on the shelf. */
  forgetPrivate(): void {
    const ids = this.unshelved
      .map(({ incident }) => incident)
      .filter(({ context }) => context.kind === 'private')
      .map(({ id }) => id);
    if (ids.length === 0) return;
    this.#drop(ids);
    this.#told(ids);
  }

  /** Deletes incidents wherever they are. Rejects if the shelf does; what is in memory only is gone then as well. */
  async forget(ids: readonly string[]): Promise<void> {
    this.#drop(ids);
    // A write that is under way must not bring them back.
    await this.settled();
    try {
      await this.#parts.shelf.delete(ids);
    } finally {
      this.#told(ids);
    }
  }

  #drop(ids: readonly string[]): void {
    for (const id of ids) {
      const gone = this.#unshelved.get(id) ?? this.#open.get(id);
      if (gone) this.#parts.forgotten(gone.counted);
      this.#unshelved.delete(id);
      this.#open.delete(id);
      this.#dirty.delete(id);
    }
  }

  #told(ids: readonly string[]): void {
    void this.#parts.unshelvedChanged();
    this.#parts.changed(ids);
  }

  /** Adds incidents of a file. Those that are here already are merged. */
  async import(incidents: readonly Incident[]): Promise<{ added: number; merged: number }> {
    let merged = 0;
    for (const incident of incidents) {
      await this.#change(incident.id, incident.context, (known) => {
        if (known) merged++;
        return known ? mergeIncidents(known, incident) : incident;
      });
    }
    await this.settled();
    return { added: incidents.length - merged, merged };
  }

  /**
   * Adds an occurrence, unless it is counted already. Answers with the incident's id once it is in memory; `settled`
   * tells when it is written.
   */
  async add(occurrence: Occurrence, surroundings: Surroundings): Promise<string | undefined> {
    const { exchange, outcome } = occurrence;
    const authority = authorityOf(exchange.request.url);
    if (!authority) return undefined;
    const id = incidentKey(authority, exchange.context);
    const agent = await this.#parts.agent();
    await this.#change(
      id,
      exchange.context,
      (known) =>
        withOccurrence(
          known ?? emptyIncident(id, authority, exchange.context, agent, outcome, exchange.time),
          occurrence,
          {
            neighbours: surroundings.neighbours,
            spells: isStale(occurrence)
              ? joinSpells(known?.spells ?? [], surroundings.spells)
              : mergeSpells(known?.spells ?? [], surroundings.spells, outcome, exchange.time),
          },
        ),
      keyOfOccurrence(occurrence),
    );
    return id;
  }

  /** Adds what became known later of the occurrence with this key, where it was still waited for. */
  async amend(
    id: string,
    key: string,
    found: Partial<Pick<Occurrence, 'body' | 'page' | 'tls'>>,
  ): Promise<void> {
    const incident = await this.get(id);
    const occurrence = incident?.occurrences.find((one) => keyOfOccurrence(one) === key);
    // Nothing waits for it: not worth a write.
    if (!incident || !occurrence || withFound(occurrence, found) === occurrence) return;
    await this.#alter(id, (latest) => ({
      ...latest,
      occurrences: latest.occurrences.map((one) =>
        keyOfOccurrence(one) === key ? withFound(one, found) : one,
      ),
    }));
  }

  /** The host's answers took a turn: an incident that there is learns of it. */
  async noteTurn(url: string, context: BrowsingContext, surroundings: Surroundings): Promise<void> {
    const authority = authorityOf(url);
    if (!authority) return;
    await this.#alter(incidentKey(authority, context), (incident) => ({
      ...incident,
      neighbours: surroundings.neighbours,
      spells: joinSpells(incident.spells, surroundings.spells),
    }));
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

  /** The incident as it is now, private or not; a shelf that cannot be read holds none. */
  async get(id: string): Promise<Incident | undefined> {
    return (await this.#find(id))?.incident;
  }

  /** Whether this incident counts the answer with this key. */
  async counts(id: string, key: string): Promise<boolean> {
    return (await this.#find(id))?.counted.includes(key) === true;
  }

  /** Whether something is still to be learned of the occurrence with this key. */
  async waits(id: string, key: string): Promise<boolean> {
    const occurrence = (await this.get(id))?.occurrences.find((one) => keyOfOccurrence(one) === key);
    return occurrence !== undefined && [occurrence.body, occurrence.page, occurrence.tls].some(isPending);
  }

  /** In memory and on the shelf may be two of it, where the user changed what is to be kept: the later one counts. */
  async #find(id: string): Promise<Kept | undefined> {
    const inMemory = this.#unshelved.get(id);
    // Of a private window nothing was ever on the shelf.
    if (inMemory?.incident.context.kind === 'private') return inMemory;
    const shelved = this.#open.get(id) ?? (await this.#shelved(id));
    return laterOf(inMemory, shelved);
  }

  async #shelved(id: string): Promise<Kept | undefined> {
    try {
      return await this.#parts.shelf.kept(id);
    } catch (error) {
      this.#troubled(error);
      return undefined;
    }
  }

  /** Settles when what is known of this incident until now is written, or was refused and is in the session's snapshot. */
  async written(id: string): Promise<void> {
    // The write that is under way may have begun before the last change, which goes with the next one then.
    for (let write = 0; write < 2; write++) {
      if (this.#dirty.has(id) || this.#inFlight.includes(id)) await this.#writing;
    }
    if (this.#unshelved.has(id) || this.#dirty.has(id)) await this.#inSession;
  }

  /** Settles when all that was recorded until now is written, or was refused. */
  async settled(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  /** `key`: of the answer that the change counts; nothing changes where it is counted already. */
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
      const apart = kept ? kept.apart : this.#unread.delete(id);
      return {
        incident: change(kept?.incident),
        counted: [...(kept?.counted ?? []), ...(key === undefined ? [] : [key])].filter((one) =>
          inJournal(one),
        ),
        ...(apart ? { apart } : {}),
      };
    };
    if (context.kind === 'private' || this.#parts.keepsNothing()) {
      const next = changed(this.#unshelved.get(id));
      if (!next) return;
      this.#unshelved.set(id, next);
      dropOldest(this.#unshelved, MAX_UNSHELVED);
      this.#inSession = this.#parts.unshelvedChanged();
      void this.#inSession.then(() => counted(next.counted));
      this.#parts.changed([id]);
      return;
    }
    if (!this.#open.has(id)) await this.#load(id);
    const next = changed(this.#open.get(id));
    if (!next) return;
    // Set anew, so that the map's order is the order of use.
    this.#open.delete(id);
    this.#open.set(id, next);
    this.#dirty.add(id);
    this.#write();
  }

  #load(id: string): Promise<void> {
    const under = this.#loading.get(id);
    if (under) return under;
    const loading = this.#parts.shelf
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
      await this.#parts.shelf.keep(kept);
      const recovered = this.#trouble !== undefined;
      this.#trouble = undefined;
      this.#parts.counted(kept.flatMap(({ counted }) => counted));
      if (recovered) void this.#parts.unshelvedChanged();
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
      this.#inSession = this.#parts.unshelvedChanged();
      void this.#inSession.then(() => this.#parts.counted(keys));
      this.#parts.changed(ids);
      return false;
    }
  }

  /** The shelf could not be read when this incident was made: what it holds of it is not to be lost by the write. */
  async #join(id: string): Promise<void> {
    if (!this.#open.get(id)?.apart) return;
    const stored = await this.#parts.shelf.kept(id);
    const here = this.#open.get(id);
    if (!here) return;
    this.#open.set(id, {
      incident: stored ? mergeIncidents(stored.incident, here.incident) : here.incident,
      counted: [...(stored?.counted ?? []), ...here.counted],
    });
  }

  #troubled(error: unknown): void {
    this.#trouble = error;
    this.#parts.failed(error);
  }

  /** A shelf that takes nothing does not make the memory grow without bound: there, the oldest are lost. */
  #shrink(): void {
    for (const id of this.#open.keys()) {
      if (this.#open.size <= MAX_OPEN) return;
      if (this.#dirty.has(id) && this.#trouble === undefined) continue;
      this.#dirty.delete(id);
      this.#open.delete(id);
    }
  }
}

const keyOfOccurrence = ({ exchange }: Occurrence): string => answerKey(exchange.time, exchange.requestId);

/** Only what was waited for changes: two ways may lead to one fact, and the first that came was the better one. */
function withFound(
  occurrence: Occurrence,
  { body, page, tls }: Partial<Pick<Occurrence, 'body' | 'page' | 'tls'>>,
): Occurrence {
  const news = {
    ...(body && isPending(occurrence.body) ? { body } : {}),
    ...(page && isPending(occurrence.page) ? { page } : {}),
    ...(tls && isPending(occurrence.tls) ? { tls } : {}),
  };
  return Object.keys(news).length === 0 ? occurrence : { ...occurrence, ...news };
}

const isPending = (fact: Known<unknown>): boolean => !fact.known && fact.why === 'pending';

const emptyIncident = (
  id: string,
  authority: Authority,
  context: BrowsingContext,
  agent: Agent,
  status: Outcome,
  time: number,
): Incident => ({
  id,
  authority,
  context,
  agent,
  status,
  firstSeen: time,
  lastSeen: time,
  count: 0,
  occurrences: [],
  spells: [],
  neighbours: [],
  checks: [],
  pasted: [],
});

function withOccurrence(incident: Incident, occurrence: Occurrence, around: Surroundings): Incident {
  const { time } = occurrence.exchange;
  const status = graver(incident.status, occurrence.outcome);
  return {
    ...incident,
    status,
    firstSeen: Math.min(incident.firstSeen, time),
    lastSeen: Math.max(incident.lastSeen, time),
    count: incident.count + 1,
    occurrences: keepLatest(status, [...incident.occurrences, occurrence]),
    spells: around.spells,
    neighbours: around.neighbours,
  };
}

/** The ledger's history of this session behind what the incident knows of earlier ones. */
function joinSpells(stored: readonly Spell[], ledger: readonly Spell[]): Spell[] {
  const from = ledger[0]?.from;
  if (from === undefined) return [...stored];
  return [...stored.filter((spell) => spell.to < from), ...ledger].slice(-MAX_SPELLS);
}

/** Out of the browser's cache: it says nothing of how the host answers now. */
const isStale = ({ exchange }: Occurrence): boolean => knownValue(exchange.answer.fromCache) === true;

/** As joinSpells, and the answer itself, where the ledger keeps none (plain http, a ledger that was full). */
function mergeSpells(
  stored: readonly Spell[],
  ledger: readonly Spell[],
  outcome: Outcome,
  time: number,
): Spell[] {
  const joined = joinSpells(stored, ledger);
  const kind = outcome === 'recovered' ? 'recovered' : 'misdirected';
  const last = joined.at(-1);
  return last?.kind === kind && last.to >= time ? joined : extendSpells(joined, kind, time);
}

const laterOf = (one: Kept | undefined, other: Kept | undefined): Kept | undefined =>
  one && (!other || one.incident.lastSeen >= other.incident.lastSeen) ? one : other;
