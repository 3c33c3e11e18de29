// Runs the checks of an incident, one request after the other, and stores each result as soon as it is there.

import { boundedText } from '../../model/bounded-text.js';
import { MAX_STATUS_LINE } from '../../model/bounds.js';
import type { CheckId, CheckResponse, CheckResult } from '../../model/check.js';
import { MAX_CHECK_REQUESTS, type PlannedCheck, type PlannedRequest } from '../../model/check-plan.js';
import { headerValue } from '../../model/header.js';
import type { Incident } from '../../model/incident.js';
import { keptHeaders } from '../../model/kept-headers.js';
import type { Known } from '../../model/known.js';
import { knownValue } from '../../model/known.js';
import type { TlsFacts } from '../../model/tls.js';
import { protocolOfHop } from '../../platform/body.js';
import { resolve, send } from '../../platform/requests.js';
import { target } from '../../platform/target.js';
import { tlsOf } from '../../platform/tls.js';
import type { WebResponse } from '../../platform/web-response.js';
import { protocolOf } from '../../platform/web-responses.js';
import { joinedTypes } from '../content-type-trace.js';
import { headersOf } from '../observe.js';

/** A check that nothing answers is given up after this. */
export const CHECK_TIMEOUT_MS = 10_000;
/**
 * A browser keeps an idle connection for minutes; within that time a host that was asked already has one of its own,
 * and what `sharing` would show is no longer whether a connection is shared.
 */
const CONNECTION_MEMORY_MS = 5 * 60_000;

interface Run {
  readonly incident: string;
  readonly tabId: number;
  readonly abort: AbortController;
}

export interface ChecksParts {
  /** Adds a result to an incident, durably. */
  readonly learn: (id: string, change: (incident: Incident) => Incident) => Promise<unknown>;
  /** A run began or ended. */
  readonly changed: (ids: readonly string[]) => void;
  readonly now: () => number;
  /** Firefox: the host sends two Content-Type fields itself, so that a doubled one says nothing. */
  readonly sendsTwoTypes: (response: WebResponse) => boolean;
}

export class Checks {
  readonly own = new OwnResponses();
  readonly #parts: ChecksParts;
  /** At most one: two at a time would share connections, and results would mean less. */
  #run: Run | undefined;
  /** When a host was last asked. */
  readonly #asked = new Map<string, number>();

  constructor(parts: ChecksParts) {
    this.#parts = parts;
  }

  /** Incidents with a run under way. */
  get running(): readonly string[] {
    return this.#run ? [this.#run.incident] : [];
  }

  cancel(incident: string): void {
    if (this.#run?.incident === incident) this.#run.abort.abort('cancelled');
  }

  tabClosed(tabId: number): void {
    if (this.#run?.tabId === tabId) this.#run.abort.abort('cancelled');
  }

  /** Settles when the run is over. Rejects if another run is under way or the plan asks too much. */
  async run(incident: Incident, tabId: number, plan: readonly PlannedCheck[]): Promise<void> {
    if (this.#run) throw new Error('other checks are running');
    const requests = plan.reduce((sum, check) => sum + check.requests.length, 0);
    if (requests > MAX_CHECK_REQUESTS) throw new Error('too many requests for one run');
    const run: Run = { incident: incident.id, tabId, abort: new AbortController() };
    this.#run = run;
    this.#parts.changed([incident.id]);
    try {
      let seen: CheckResult | undefined;
      for (const check of plan) {
        const result = run.abort.signal.aborted
          ? this.#unsent(check, 'cancelled')
          : await this.#one(incident, check, seen, run.abort.signal);
        if (check.id === 'repeat') seen = result;
        await this.#parts.learn(incident.id, (latest) => withResult(latest, result));
      }
    } finally {
      this.#run = undefined;
      this.#parts.changed([incident.id]);
    }
  }

  async #one(
    incident: Incident,
    check: PlannedCheck,
    repeated: CheckResult | undefined,
    cancelled: AbortSignal,
  ): Promise<CheckResult> {
    if (check.id === 'address') return this.#address(incident, check, cancelled);
    if (check.id === 'certificate') return this.#certificate(check, repeated);
    if (check.id === 'sharing' && this.#askedLately(check.requests.at(-1)?.url)) {
      return this.#unsent(check, 'not_possible');
    }
    const time = this.#parts.now();
    const timeout = AbortSignal.timeout(CHECK_TIMEOUT_MS);
    const signal = AbortSignal.any([cancelled, timeout]);
    const responses: CheckResponse[] = [];
    const sent: string[] = [];
    const neighbour = check.id === 'sharing' ? hostOf(check.requests[0]?.url) : undefined;
    const result = (state: CheckResult['state'], error?: string): CheckResult => ({
      id: check.id,
      time,
      state,
      sent,
      responses,
      ...(neighbour === undefined ? {} : { neighbour }),
      ...(error === undefined ? {} : { error }),
    });
    try {
      for (const request of check.requests) {
        sent.push(`${request.method} ${request.url}`);
        responses.push(await this.#send(request, signal));
      }
      return result('done');
    } catch (error) {
      if (cancelled.aborted) return result('cancelled');
      if (timeout.aborted) return result('timed_out');
      return result('failed', error instanceof Error ? error.message : String(error));
    }
  }

  async #send(request: PlannedRequest, signal: AbortSignal): Promise<CheckResponse> {
    this.#asked.set(hostOf(request.url) ?? '', this.#parts.now());
    const heard = this.own.next(request.url);
    const fetched = await send(request, signal);
    // The browser's account comes before the body does; a fetch that it gave no account of has no address.
    const own = await Promise.race([
      heard,
      new Promise<undefined>((none) => setTimeout(none, 500, undefined)),
    ]);
    const received = own ? headersOf(own.response) : [];
    const type = headerValue(received, 'content-type');
    const tls = own && knownValue(own.tls);
    return {
      url: request.url,
      method: request.method,
      status: own?.response.statusCode ?? 0,
      statusLine: boundedText(own?.response.statusLine ?? '', MAX_STATUS_LINE),
      protocol: fetched.hop ? protocolOfHop(fetched.hop) : protocolOf(own?.response.statusLine ?? ''),
      headers: keptHeaders(received).headers,
      ...(own?.response.ip === undefined ? {} : { address: own.response.ip }),
      body: fetched.body,
      ...(tls ? { tls } : {}),
      ...(fetched.connectTime === undefined || target === 'firefox'
        ? {}
        : { connectTime: fetched.connectTime }),
      ...(own && target === 'firefox' && type !== undefined && !this.#parts.sendsTwoTypes(own.response)
        ? { hiddenMisdirection: joinedTypes(type) !== undefined }
        : {}),
    };
  }

  async #address(incident: Incident, check: PlannedCheck, cancelled: AbortSignal): Promise<CheckResult> {
    const time = this.#parts.now();
    const sent = [`DNS ${incident.authority.host}`];
    try {
      const late = new Promise<never>((_, reject) => {
        const signal = AbortSignal.any([cancelled, AbortSignal.timeout(CHECK_TIMEOUT_MS)]);
        signal.addEventListener('abort', () => reject(new Error('no response in time')));
      });
      const dns = await Promise.race([resolve(incident.authority.host), late]);
      if (!dns) return this.#unsent(check, 'not_possible');
      return { id: 'address', time, state: 'done', sent, responses: [], dns };
    } catch (error) {
      if (cancelled.aborted) return this.#unsent(check, 'cancelled');
      return { id: 'address', time, state: 'failed', sent, responses: [], error: String(error) };
    }
  }

  /** The certificate that the repeat was shown; no request of its own. */
  #certificate(check: PlannedCheck, repeated: CheckResult | undefined): CheckResult {
    const response = repeated?.responses.find(({ tls }) => tls !== undefined);
    if (!response) return this.#unsent(check, 'not_possible');
    return { id: 'certificate', time: this.#parts.now(), state: 'done', sent: [], responses: [response] };
  }

  #unsent(check: PlannedCheck, state: CheckResult['state']): CheckResult {
    return { id: check.id, time: this.#parts.now(), state, sent: [], responses: [] };
  }

  #askedLately(url: string | undefined): boolean {
    const last = this.#asked.get(hostOf(url) ?? '');
    return last !== undefined && this.#parts.now() - last < CONNECTION_MEMORY_MS;
  }
}

const hostOf = (url: string | undefined): string | undefined =>
  url !== undefined && URL.canParse(url) ? new URL(url).host : undefined;

/** A new result takes the old one's place, but one that brought nothing does not push out one that did. */
function withResult(incident: Incident, result: CheckResult): Incident {
  const empty = result.state === 'not_possible' || result.state === 'cancelled';
  const old = incident.checks.find(({ id }) => id === result.id);
  if (empty && old?.state === 'done') return incident;
  const others = incident.checks.filter(({ id }: { id: CheckId }) => id !== result.id);
  return { ...incident, checks: [...others, result] };
}

/** A response to one of Missent's own requests, with what Firefox shows of its connection. */
interface OwnResponse {
  readonly response: WebResponse;
  readonly tls: Known<TlsFacts>;
}

/** Hands the browser's own account of a check's answer (status line, address, TLS) to the check that waits for it. */
class OwnResponses {
  #waiting: { readonly url: string; readonly give: (own: OwnResponse) => void } | undefined;

  /** The next answer for this URL; checks run one after the other, so there is one at a time. */
  next(url: string): Promise<OwnResponse> {
    return new Promise((give) => {
      this.#waiting = { url, give };
    });
  }

  /** Firefox holds the response back until this is settled, so that its connection can be asked for. */
  heard(response: WebResponse): Promise<void> | undefined {
    const waiting = this.#waiting;
    if (waiting?.url !== response.url) return undefined;
    this.#waiting = undefined;
    return tlsOf(response).then((tls) => waiting.give({ response, tls }));
  }
}
