// The recorder: a misdirected exchange becomes (part of) an incident, at once and durably.
//
// Life of an incident here: read from the store when its host misdirects, changed in memory, written back at once.
// One write is under way at a time; what changes meanwhile goes with the next, so a storm of 421s costs few writes.
// Private incidents never reach the store, nor does any where the user wants nothing kept: they live in memory and in
// the session's snapshot.
import { type Authority, authorityOf } from '../model/authority.js';
import type { BrowsingContext } from '../model/context.js';
import type { Occurrence, Outcome } from '../model/exchange.js';
import { type Agent, graver, type Incident, incidentKey, keepLatest } from '../model/incident.js';
import { knownValue } from '../model/known.js';
import { mergeIncidents } from '../model/merge.js';
import { extendSpells, MAX_SPELLS, type Neighbour, type Spell } from '../model/sighting.js';

/** Where incidents of normal windows go; src/store/incidents.ts, or a test's own. */
export interface Shelf {
  get(id: string): Promise<Incident | undefined>;
  put(incidents: readonly Incident[]): Promise<void>;
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
  /** An incident that is not for the shelf changed: the session's snapshot must follow. */
  readonly unshelvedChanged: () => void;
  /** A write failed; what was to be written stays in memory and goes with the next. */
  readonly failed: (error: unknown) => void;
}

/** Incidents kept in memory between writes; those beyond are read from the shelf again. */
const MAX_OPEN = 100;
/** Incidents that are kept in memory only. */
const MAX_UNSHELVED = 100;

export class Recorder {
  readonly #parts: RecorderParts;
  readonly #open = new Map<string, Incident>();
  readonly #unshelved = new Map<string, Incident>();
  readonly #dirty = new Set<string>();
  readonly #loading = new Map<string, Promise<void>>();
  #writing: Promise<void> | undefined;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /** Takes back what an earlier life of the background kept in memory only. */
  restoreUnshelved(incidents: readonly Incident[]): void {
    for (const incident of incidents) {
      if (!this.#unshelved.has(incident.id)) this.#unshelved.set(incident.id, incident);
    }
  }

  /** Private incidents, and all of them where the user wants nothing kept. */
  get unshelved(): readonly Incident[] {
    return [...this.#unshelved.values()];
  }

  /** Those of them that a page may list: nobody but their tab's popup is to show what a private window saw. */
  get listable(): readonly Incident[] {
    return this.unshelved.filter(({ context }) => context.kind !== 'private');
  }

  /** The last private window is closed: what it saw goes with it. */
  async forgetPrivate(): Promise<void> {
    const ids = this.unshelved.filter(({ context }) => context.kind === 'private').map(({ id }) => id);
    if (ids.length > 0) await this.forget(ids);
  }

  /** Deletes incidents wherever they are. */
  async forget(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.#unshelved.delete(id);
      this.#open.delete(id);
      this.#dirty.delete(id);
    }
    // A write that is under way must not bring them back.
    await this.settled();
    await this.#parts.shelf.delete(ids);
    this.#parts.unshelvedChanged();
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

  /** Adds an occurrence. Answers with the incident's id once it is in memory; `settled` tells when it is written. */
  async add(occurrence: Occurrence, surroundings: Surroundings): Promise<string | undefined> {
    const { exchange, outcome } = occurrence;
    const authority = authorityOf(exchange.request.url);
    if (!authority) return undefined;
    const id = incidentKey(authority, exchange.context);
    const agent = await this.#parts.agent();
    await this.#change(id, exchange.context, (known) =>
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
    );
    return id;
  }

  /** Adds what became known of one occurrence later: its body, its page. */
  async amend(
    id: string,
    requestId: string,
    found: Partial<Pick<Occurrence, 'body' | 'page' | 'tls'>>,
  ): Promise<void> {
    await this.#alter(id, (incident) => ({
      ...incident,
      occurrences: incident.occurrences.map((occurrence) =>
        occurrence.exchange.requestId === requestId ? { ...occurrence, ...found } : occurrence,
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

  /** The incident as it is now, private or not. */
  async get(id: string): Promise<Incident | undefined> {
    return this.#unshelved.get(id) ?? this.#open.get(id) ?? (await this.#parts.shelf.get(id));
  }

  /** Settles when all that was recorded until now is written. */
  async settled(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #change(
    id: string,
    context: BrowsingContext,
    change: (known: Incident | undefined) => Incident,
  ): Promise<void> {
    if (context.kind === 'private' || this.#parts.keepsNothing()) {
      this.#unshelved.set(id, change(this.#unshelved.get(id)));
      dropOldest(this.#unshelved, MAX_UNSHELVED);
      this.#parts.unshelvedChanged();
      this.#parts.changed([id]);
      return;
    }
    if (!this.#open.has(id)) await this.#load(id);
    const next = change(this.#open.get(id));
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
      .get(id)
      .then((stored) => {
        if (stored && !this.#open.has(id)) this.#open.set(id, stored);
      })
      .catch(this.#parts.failed)
      .finally(() => this.#loading.delete(id));
    this.#loading.set(id, loading);
    return loading;
  }

  #write(): void {
    if (this.#writing || this.#dirty.size === 0) return;
    const ids = [...this.#dirty];
    this.#dirty.clear();
    const incidents = ids.map((id) => this.#open.get(id)).filter((incident) => incident !== undefined);
    this.#writing = this.#parts.shelf
      .put(incidents)
      .then(
        () => this.#parts.changed(ids),
        (error: unknown) => {
          // Kept for the next write, which the next 421 brings.
          for (const id of ids) this.#dirty.add(id);
          this.#parts.failed(error);
          this.#parts.changed(ids);
          return 'failed' as const;
        },
      )
      .then((result) => {
        this.#writing = undefined;
        if (result === 'failed') return;
        this.#shrink();
        this.#write();
      });
  }

  #shrink(): void {
    for (const id of this.#open.keys()) {
      if (this.#open.size <= MAX_OPEN) return;
      if (!this.#dirty.has(id)) this.#open.delete(id);
    }
  }
}

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

function dropOldest(incidents: Map<string, Incident>, limit: number): void {
  for (const id of incidents.keys()) {
    if (incidents.size <= limit) return;
    incidents.delete(id);
  }
}
