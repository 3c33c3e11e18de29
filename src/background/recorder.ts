// The recorder: a misdirected exchange becomes (part of) an incident, at once and durably.

import type { IncidentCache } from '../incidents/incident-cache.js';
import {
  emptyIncident,
  type Found,
  type HostRecord,
  keyOfOccurrence,
  withFound,
  withHostRecord,
  withOccurrence,
} from '../incidents/update-incident.js';
import { authorityOf } from '../model/authority.js';
import type { BrowsingContext } from '../model/context.js';
import type { Occurrence } from '../model/exchange.js';
import { type Agent, type Incident, incidentKey } from '../model/incident.js';
import { type ImportResult, mergeIncidents } from '../model/merge.js';

/** Incidents of a file that are taken together: their reads and their write are one each, and memory holds them for a moment. */
const TAKEN_AT_ONCE = 50;

export interface RecorderParts {
  readonly cache: IncidentCache;
  readonly agent: () => Promise<Agent>;
  /** Whether a response is in the journal still. */
  readonly inJournal: (key: string) => boolean;
  /** The incidents that count these responses are written down. */
  readonly counted: (keys: readonly string[]) => void;
}

export class Recorder {
  readonly #parts: RecorderParts;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /**
   * Adds incidents of a file. Those that are here already are merged, where the file knows more of them. Rejects with the
   * store's error where it did not take them all: memory holds only the last of them then.
   */
  async import(incidents: readonly Incident[]): Promise<ImportResult> {
    const result = { added: 0, merged: 0, same: 0 };
    const take = (incident: Incident) =>
      this.#change(incident.id, (known) => {
        const next = known ? mergeIncidents(known, incident) : incident;
        if (known && JSON.stringify(next) === JSON.stringify(known)) {
          result.same++;
          return undefined;
        }
        if (known) result.merged++;
        else result.added++;
        return next;
      });
    for (let from = 0; from < incidents.length; from += TAKEN_AT_ONCE) {
      await Promise.all(incidents.slice(from, from + TAKEN_AT_ONCE).map(take));
    }
    await this.#parts.cache.settled();
    if (this.#parts.cache.trouble !== undefined) throw this.#parts.cache.trouble;
    return result;
  }

  /** Adds an occurrence, unless it is counted already. Answers with the incident's id once it is in memory. */
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
    await this.learn(id, (known) => withFound(known, key, found));
  }

  /** The host's responses took a turn: an incident that there is learns of it. */
  async noteTurn(url: string, context: BrowsingContext, hostHistory: HostRecord): Promise<void> {
    const authority = authorityOf(url);
    if (!authority) return;
    await this.learn(incidentKey(authority, context), (known) => withHostRecord(known, hostHistory));
  }

  /**
   * Changes an incident that there is; nothing happens to one that there is not, nor where `change` gives what it got.
   * Answers with the incident afterwards.
   */
  learn(id: string, change: (incident: Incident) => Incident): Promise<Incident | undefined> {
    return this.#change(id, (known) => {
      const next = known && change(known);
      return next === known ? undefined : next;
    });
  }

  /** `key`: of the response that the change counts; nothing changes where it is counted already. */
  async #change(
    id: string,
    change: (known: Incident | undefined) => Incident | undefined,
    key?: string,
  ): Promise<Incident | undefined> {
    const { cache, inJournal, counted } = this.#parts;
    const kept = await cache.change(id, (before) => {
      if (key !== undefined && before?.counted.includes(key)) {
        // By the life before, which wrote it down.
        counted([key]);
        return undefined;
      }
      const incident = change(before?.incident);
      const keys = [...(before?.counted ?? []), ...(key === undefined ? [] : [key])];
      return incident && { incident, counted: keys.filter((one) => inJournal(one)) };
    });
    return kept?.incident;
  }
}
