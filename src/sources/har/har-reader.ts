import type { Occurrence } from '../../model/exchange.js';
import type { Agent } from '../../model/incident.js';
import { knownValue, unknown } from '../../model/known.js';
import { IncidentBuilder } from '../log/incidents/incident-builder.js';
import { LogHostHistory } from '../log/incidents/log-host-history.js';
import { isObject, type JsonObject } from '../log/json.js';
import type { MapCertificate } from '../log/map/connection-map.js';
import { MapBuilder } from '../log/map/map-builder.js';
import { noteTraffic } from '../log/map/traffic.js';
import type { Contents } from '../log/reading.js';
import { agentOf, creatorName } from './agent.js';
import { readEntry } from './entry.js';

/**
 * Reads the entries of a HAR file (HTTP Archive 1.2) of Chromium, Firefox, Safari, Playwright or a proxy. Browsers leave
 * hidden 421s out of it, Firefox even their trace in the Content-Type (measured: Chromium 156, Firefox 153).
 */
export class HarReader {
  readonly #fallbackTime: number;
  readonly #cases = new IncidentBuilder();
  readonly #hostHistory = new LogHostHistory();
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
    const { time, response } = exchange;
    this.#from = Math.min(this.#from, time);
    this.#to = Math.max(this.#to, time);
    // Status 0: the request was blocked or failed.
    if (response.status < 100) return;
    const { status, protocol } = response;
    const { address, connection } = entry;
    // A response out of a cache tells nothing of the server now.
    if (knownValue(response.fromCache) !== true) {
      this.#hostHistory.answered({ authority, address, protocol, status, time });
      this.#hostHistory.went(authority, status === 421 ? 'misdirected' : 'answered', time);
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
      incidents: this.#cases.incidents(agent, this.#hostHistory),
      map,
      cut: this.#cases.cut || this.#hostHistory.cut || map.cut,
    };
  }
}
