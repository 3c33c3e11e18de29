import type { Occurrence } from '../../model/exchange.js';
import type { Agent } from '../../model/incident.js';
import { knownValue, unknown } from '../../model/known.js';
import { CaseBook } from '../incidents/case-book.js';
import { Surroundings } from '../incidents/surroundings.js';
import { isObject, type JsonObject } from '../json.js';
import type { MapCertificate } from '../map/connection-map.js';
import { MapBuilder } from '../map/map-builder.js';
import { noteTraffic } from '../map/traffic.js';
import type { Contents } from '../reading.js';
import { agentOf, creatorName } from './agent.js';
import { readEntry } from './entry.js';

/**
 * Reads the entries of a HAR file (HTTP Archive 1.2) of Chromium, Firefox, Safari, Playwright or a proxy. Browsers leave
 * hidden 421s out of it, Firefox even their trace in the Content-Type (measured: Chromium 156, Firefox 153).
 */
export class HarReader {
  readonly #fallbackTime: number;
  readonly #cases = new CaseBook();
  readonly #surroundings = new Surroundings();
  readonly #map = new MapBuilder<MapCertificate>();
  readonly #connections = new Set<string>();
  #creator: JsonObject | undefined;
  #browser: JsonObject | undefined;
  #userAgent: string | undefined;
  #index = 0;
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;

  /** `fallbackTime`: ms since the epoch for entries that do not tell their date. */
  constructor(fallbackTime: number) {
    this.#fallbackTime = fallbackTime;
  }

  get #agent(): Agent {
    return agentOf(this.#browser, this.#creator, this.#userAgent);
  }

  creator(value: unknown): void {
    if (isObject(value)) this.#creator = value;
  }

  browser(value: unknown): void {
    if (isObject(value)) this.#browser = value;
  }

  entry(value: JsonObject): void {
    const entry = readEntry(value, this.#index++, this.#fallbackTime);
    if (entry === undefined) return;
    this.#userAgent ??= entry.userAgent;
    const { authority, exchange } = entry;
    const { time, answer } = exchange;
    this.#from = Math.min(this.#from, time);
    this.#to = Math.max(this.#to, time);
    // Status 0: the request was blocked or failed.
    if (answer.status < 100) return;
    const { status, protocol } = answer;
    const { address, connection } = entry;
    // An answer out of a cache tells nothing of the server now.
    if (knownValue(answer.fromCache) !== true) {
      this.#surroundings.answered({ authority, address, protocol, status, time });
      this.#surroundings.went(authority, status === 421 ? 'misdirected' : 'answered', time);
      noteTraffic(this.#map, this.#connections, { authority, status, protocol, address, connection });
    }
    if (status !== 421) return;
    this.#cases.add({
      ...{ authority, ending: 'misdirected', time, hidden: 0, lost: 0 },
      occurrence: (outcome): Occurrence => ({
        outcome,
        exchange,
        body: entry.body,
        page: unknown('not_in_log'),
        tls: entry.tls,
      }),
    });
  }

  async finish(): Promise<Contents> {
    const agent = this.#agent;
    const map = await this.#map.build(async (certificate) => certificate);
    const creator = creatorName(this.#creator);
    return {
      agent,
      ...(creator === undefined ? {} : { creator }),
      ...(this.#from <= this.#to ? { from: this.#from, to: this.#to } : {}),
      hosts: this.#cases.hosts(),
      incidents: this.#cases.incidents(agent, this.#surroundings),
      map,
      cut: this.#cases.cut || this.#surroundings.cut || map.cut,
    };
  }
}
