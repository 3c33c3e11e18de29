import { HostHistory } from '../../incidents/host-history.js';
import type { Occurrence } from '../../model/exchange.js';
import { knownValue, unknown } from '../../model/known.js';
import { IncidentBuilder, NO_COUNTS } from '../log/incident-builder.js';
import { isObject, type JsonObject } from '../log/json.js';
import type { MapCertificate } from '../log/map/connection-map.js';
import { MapBuilder } from '../log/map/map-builder.js';
import { noteTraffic } from '../log/map/traffic.js';
import { type Note, note } from '../log/note.js';
import type { Contents } from '../log/reading.js';
import type { WantedMembers } from '../log/split/wanted.js';
import { creatorName, type Source, sourceOf } from './agent.js';
import {
  type ConnectionField,
  entryOf,
  type Giver,
  outlineWith,
  type ResponseOutline,
  readOutline,
  userAgentOf,
} from './entry.js';

/** Responses that are not of the host in their URL, and how many of them were 421. */
interface Others {
  responses: number;
  refusals: number;
}

/**
 * Reads the entries of a HAR file (HTTP Archive 1.2) of a browser, of a program that drives one, or of a proxy. Browsers
 * leave hidden 421s out of it, Firefox even their trace in the Content-Type (measured: Chromium 156, Firefox 153).
 */
export class HarReader {
  readonly #fallbackTime: number;
  readonly #cases = new IncidentBuilder();
  readonly #hostHistory = new HostHistory('file');
  readonly #map = new MapBuilder<MapCertificate>();
  readonly #connections = new Set<string>();
  readonly #others: Readonly<Record<Exclude<Giver, 'host'>, Others>> = {
    'service-worker': { responses: 0, refusals: 0 },
    tool: { responses: 0, refusals: 0 },
    tunnel: { responses: 0, refusals: 0 },
  };
  #creator: JsonObject | undefined;
  #browser: JsonObject | undefined;
  #userAgent: string | undefined;
  #fromDevTools = false;
  #connectionField: ConnectionField = 'id';
  #index = 0;
  #withoutResponse = 0;
  #failed = 0;
  #damaged = 0;
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;

  /** `fallbackTime`: ms since the epoch for entries that do not say their date. */
  constructor(fallbackTime: number) {
    this.#fallbackTime = fallbackTime;
  }

  get #source(): Source {
    return sourceOf({
      ...{ creator: this.#creator, browser: this.#browser },
      ...{ userAgent: this.#userAgent, fromDevTools: this.#fromDevTools },
    });
  }

  creator(value: unknown): void {
    if (!isObject(value)) return;
    this.#creator = value;
    this.#learnField();
  }

  browser(value: unknown): void {
    if (!isObject(value)) return;
    this.#browser = value;
    this.#learnField();
  }

  /** Firefox's developer tools write the port, whatever program exports what they have. */
  #learnField(): void {
    if (this.#source.agent.name === 'firefox') this.#connectionField = 'port';
  }

  /** The members of entries that `entry` reads, where they are no 421s. */
  get outline(): WantedMembers {
    // Of both, once is enough.
    const outlines = this.#fromDevTools ? OF_DEV_TOOLS : OF_ANY;
    return this.#userAgent === undefined ? outlines.first : outlines.later;
  }

  /** `part`: at least the members that `outline` names. `whole`: undefined for an entry that is damaged. */
  entry(part: JsonObject, whole: () => JsonObject | undefined): void {
    this.#fromDevTools ||= FROM_DEV_TOOLS.some((field) => field in part);
    // Where the id has a field of its own, the other one is the port.
    if ('_connectionId' in part) this.#connectionField = 'port';
    const index = this.#index++;
    const outline = readOutline(part, this.#fallbackTime, this.#connectionField);
    if (outline === 'no-response') this.#withoutResponse++;
    else if (outline === 'failed') this.#failed++;
    else if (outline === 'damaged') this.#damaged++;
    else if (outline !== 'foreign') {
      this.#userAgent ??= userAgentOf(part);
      const entry = outline.status === 421 ? whole() : part;
      if (entry === undefined) this.#damaged++;
      else this.#read(outline, entry, index);
    }
  }

  /** `raw`: of a 421, the whole entry. */
  #read(outline: ResponseOutline, raw: JsonObject, index: number): void {
    const { authority, url, status, protocol, time, address, connection, giver } = outline;
    this.#from = Math.min(this.#from, time);
    this.#to = Math.max(this.#to, time);
    if (giver !== 'host') {
      this.#others[giver].responses++;
      if (status === 421) this.#others[giver].refusals++;
      return;
    }
    // A response out of a cache gives nothing of the server now.
    if (knownValue(outline.fromCache) !== true) {
      this.#hostHistory.answered({ authority, address, protocol, status, time });
      this.#hostHistory.went(authority, status === 421 ? 'misdirected' : 'answered', time, url);
      noteTraffic(this.#map, this.#connections, { authority, status, protocol, address, connection });
    }
    if (status !== 421) return;
    const { exchange, body, tls } = entryOf(raw, index, outline);
    this.#cases.add({
      ...{ authority, ending: 'misdirected', time, hidden: 0, lost: 0 },
      occurrence: (outcome): Occurrence => ({ outcome, exchange, body, page: unknown('not_in_log'), tls }),
    });
  }

  async finish(): Promise<Contents> {
    const { agent, writer } = this.#source;
    const map = await this.#map.build(async (certificate) => certificate);
    const creator = creatorName(this.#creator);
    return {
      agent,
      ...(creator === undefined ? {} : { creator }),
      ...(this.#from <= this.#to ? { from: this.#from, to: this.#to } : {}),
      hosts: this.#cases.hosts(),
      unnamed: NO_COUNTS,
      incidents: this.#cases.incidents(agent, this.#hostHistory),
      map,
      cut: this.#cases.cut || this.#hostHistory.cut || map.cut,
      damaged: this.#damaged,
      notes: [...this.#notes(), ...(creator === undefined ? [] : notesOfWriter(writer, creator))],
    };
  }

  #notes(): Note[] {
    const { 'service-worker': worker, tool, tunnel } = this.#others;
    return [
      ...(this.#withoutResponse === 0
        ? []
        : [note('no-response', String(this.#withoutResponse), String(this.#index))]),
      ...(this.#failed === 0 ? [] : [note('failed', String(this.#failed), String(this.#index))]),
      ...(worker.refusals === 0 ? [] : [note('service-worker', String(worker.refusals))]),
      ...(tool.refusals === 0 ? [] : [note('made-by-tool', String(tool.refusals))]),
      ...(tunnel.refusals === 0 ? [] : [note('connect', String(tunnel.refusals))]),
    ];
  }
}

/** Fields that DevTools of Chromium, and programs that get their messages, put into entries. */
const FROM_DEV_TOOLS = ['_initiator', '_resourceType', '_connectionId', '_initialPriority', '_priority'];

const outlinesWith = (there: readonly string[]): Record<'first' | 'later', WantedMembers> => {
  const presence = Object.fromEntries(there.map((field) => [field, 'presence'] as const));
  return {
    first: { ...presence, ...outlineWith(['user-agent']) },
    later: { ...presence, ...outlineWith([]) },
  };
};
const OF_ANY = outlinesWith(FROM_DEV_TOOLS);
const OF_DEV_TOOLS = outlinesWith([]);

function notesOfWriter(writer: Source['writer'], creator: string): Note[] {
  if (writer === 'proxy') return [note('proxy', creator)];
  return writer === 'unknown' ? [note('unknown-program', creator)] : [];
}
