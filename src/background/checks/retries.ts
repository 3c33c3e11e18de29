// A retry on a fresh connection: the page is loaded again, and the first response of the misdirected host shows.

import { authorityOf, originOf } from '../../model/authority.js';
import { boundedText } from '../../model/bounded-text.js';
import { boundedUrl, MAX_STATUS_LINE } from '../../model/bounds.js';
import type { CheckResult, RetryWay } from '../../model/check.js';
import type { Incident } from '../../model/incident.js';
import { keptHeaders } from '../../model/kept-headers.js';
import type { WebResponse } from '../../platform/web-response.js';
import { protocolOf } from '../../platform/web-responses.js';
import { headersOf } from '../observe.js';

interface Pending {
  readonly incident: string;
  readonly origin: string;
  readonly way: RetryWay;
  readonly url: string;
  readonly since: number;
}

export interface RetriesParts {
  readonly learn: (id: string, change: (incident: Incident) => Incident) => Promise<unknown>;
  readonly now: () => number;
}

/** A retry that brought no response of the host is forgotten after this. */
const PATIENCE_MS = 60_000;

export class Retries {
  readonly #parts: RetriesParts;
  readonly #ofTab = new Map<number, Pending>();

  constructor(parts: RetriesParts) {
    this.#parts = parts;
  }

  /** From now on the tab's next answer of the incident's origin is the retry's. */
  begin(tabId: number, incident: Incident, way: RetryWay, url: string): void {
    this.#ofTab.set(tabId, {
      incident: incident.id,
      origin: originOf(incident.authority),
      way,
      url,
      since: this.#parts.now(),
    });
  }

  tabClosed(tabId: number): void {
    this.#ofTab.delete(tabId);
  }

  heard(response: WebResponse): void {
    if (this.#ofTab.size === 0) return;
    const pending = this.#ofTab.get(response.tabId);
    if (!pending || response.fromCache) return;
    if (this.#parts.now() - pending.since > PATIENCE_MS) {
      this.#ofTab.delete(response.tabId);
      return;
    }
    const authority = authorityOf(response.url);
    if (!authority || originOf(authority) !== pending.origin) return;
    this.#ofTab.delete(response.tabId);
    void this.#learn(pending, {
      responses: [
        {
          url: boundedUrl(response.url),
          method: response.method,
          status: response.statusCode,
          statusLine: boundedText(response.statusLine, MAX_STATUS_LINE),
          protocol: protocolOf(response.statusLine),
          headers: keptHeaders(headersOf(response)).headers,
          ...(response.ip === undefined ? {} : { address: response.ip }),
        },
      ],
    });
  }

  /** What the user saw in a private window. */
  report(incident: string, url: string, saw: 'recovered' | 'same'): Promise<unknown> {
    const pending: Pending = { incident, origin: '', way: 'private', url, since: this.#parts.now() };
    return this.#learn(pending, { responses: [], reported: saw });
  }

  #learn(
    { incident, way, url }: Pending,
    found: Pick<CheckResult, 'responses' | 'reported'>,
  ): Promise<unknown> {
    const result: CheckResult = {
      id: 'retry',
      time: this.#parts.now(),
      state: 'done',
      sent: [`GET ${boundedUrl(url)}`],
      way,
      ...found,
    };
    return this.#parts.learn(incident, (latest) => ({
      ...latest,
      checks: [...latest.checks.filter(({ id }) => id !== 'retry'), result],
    }));
  }
}
