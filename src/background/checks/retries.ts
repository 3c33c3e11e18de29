// A retry on a fresh connection: the page is loaded again, and the first answer of the misdirected host tells.

import { authorityOf, originOf } from '../../model/authority.js';
import type { CheckResult, RetryWay } from '../../model/check.js';
import { withoutUserinfo } from '../../model/credentials.js';
import type { Incident } from '../../model/incident.js';
import { keptHeaders } from '../../model/kept-headers.js';
import type { Answer } from '../../platform/answer.js';
import { protocolOf } from '../../platform/answers.js';
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

/** A retry that brought no answer of the host is forgotten after this. */
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

  heard(answer: Answer): void {
    if (this.#ofTab.size === 0) return;
    const pending = this.#ofTab.get(answer.tabId);
    if (!pending || answer.fromCache) return;
    if (this.#parts.now() - pending.since > PATIENCE_MS) {
      this.#ofTab.delete(answer.tabId);
      return;
    }
    const authority = authorityOf(answer.url);
    if (!authority || originOf(authority) !== pending.origin) return;
    this.#ofTab.delete(answer.tabId);
    void this.#learn(pending, {
      answers: [
        {
          url: withoutUserinfo(answer.url),
          method: answer.method,
          status: answer.statusCode,
          statusLine: answer.statusLine,
          protocol: protocolOf(answer.statusLine),
          headers: keptHeaders(headersOf(answer)).headers,
          ...(answer.ip === undefined ? {} : { address: answer.ip }),
        },
      ],
    });
  }

  /** What the user saw in a private window. */
  report(incident: string, url: string, saw: 'healed' | 'same'): Promise<unknown> {
    const pending: Pending = { incident, origin: '', way: 'private', url, since: this.#parts.now() };
    return this.#learn(pending, { answers: [], reported: saw });
  }

  #learn(
    { incident, way, url }: Pending,
    found: Pick<CheckResult, 'answers' | 'reported'>,
  ): Promise<unknown> {
    const result: CheckResult = {
      id: 'retry',
      time: this.#parts.now(),
      state: 'done',
      sent: [`GET ${withoutUserinfo(url)}`],
      way,
      ...found,
    };
    return this.#parts.learn(incident, (latest) => ({
      ...latest,
      checks: [...latest.checks.filter(({ id }) => id !== 'retry'), result],
    }));
  }
}
