import { HostHistory } from '../../../incidents/host-history.js';
import { emptyIncident, type HostRecord, withOccurrences } from '../../../incidents/update-incident.js';
import type { Attempt } from '../../../model/attempt.js';
import { type Authority, authorityOf, originOf } from '../../../model/authority.js';
import { boundedExchange, boundedTime } from '../../../model/bounds.js';
import { MAX_PASTED, type PastedFacts } from '../../../model/check.js';
import type { Occurrence, Outcome } from '../../../model/exchange.js';
import type { HistoryPeriod } from '../../../model/host-history.js';
import type { Agent, Incident } from '../../../model/incident.js';
import { keptHeaders } from '../../../model/kept-headers.js';
import { type Known, known, unknown } from '../../../model/known.js';
import type { Candidate } from './candidates.js';
import type { Client, FoundResponse, SeenResponse } from './found.js';
import { headersWithoutSecrets, pathWithoutSecrets, textWithoutSecrets } from './secrets.js';

const CONTEXT = { kind: 'normal' } as const;

/**
 * The incident that a text shows. `url`: what the user says was asked; undefined where that is no http or https URL. What the text
 * does not have is `not_in_text`. `now`: ms since the epoch, the time of a response that the text does not date.
 */
export function incidentOfText(
  candidate: Candidate,
  url: string,
  client: Client | undefined,
  now: number,
): Incident | undefined {
  const authority = authorityOf(url);
  if (authority === undefined) return undefined;
  const occurrences = candidate.responses.map((found) =>
    occurrenceOf(
      found,
      candidate.responses.length === 1 ? pathOf(url) : (found.target.path ?? '/'),
      authority,
      now,
    ),
  );
  const first = Math.min(...occurrences.map(({ exchange }) => exchange.time));
  const [outcome = 'misdirected'] = occurrences.map((one) => one.outcome);
  const pasted = candidate.evidence.map((facts): PastedFacts => ({ time: now, ...facts }));
  return {
    ...withOccurrences(
      emptyIncident(authority, CONTEXT, agentOf(client, candidate), outcome, first),
      occurrences,
    ),
    ...recordOf(candidate, authority, now),
    count: candidate.requests,
    pasted: pasted.slice(-MAX_PASTED),
  };
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

/**
 * A server logs each 421, also those that a browser hides and retries; so a browser in an access log is not one that has shown it,
 * but for Safari, whose retry is not dependable.
 */
function agentOf(client: Client | undefined, { kinds }: Candidate): Agent {
  const logged = kinds.includes('access-log') || kinds.includes('error-log');
  if (client === undefined) return { name: logged ? 'other' : 'program' };
  const version = client.version === undefined ? {} : { version: client.version };
  if (client.browser === undefined) return { name: 'program', program: client.name, ...version };
  return logged && client.browser !== 'safari' ? { name: 'other' } : { name: client.browser, ...version };
}

/**
 * What the responses with another status say of the host: that it was well, when its server dated that, and which hosts were well
 * at the same address. Empty where the text has none.
 */
function recordOf({ responses, others }: Candidate, authority: Authority, now: number): HostRecord {
  if (others.length === 0) return { neighbours: [], periods: [] };
  const history = new HostHistory('file');
  const refused = responses.map((response): SeenResponse => ({ status: 421, response }));
  const all = [...refused, ...others].sort((a, b) => a.response.line - b.response.line);
  for (const { status, response } of all) {
    const { target, address, protocol, proxied, time, recovered } = response;
    const own =
      target.host === undefined ? undefined : authorityOf(`${target.scheme ?? 'https'}://${target.host}/`);
    const asked = status === 421 ? authority : own;
    if (asked === undefined) continue;
    if (address !== undefined && !proxied) {
      history.answered({ authority: asked, address, protocol, status, time: boundedTime(time ?? now, now) });
    }
    // The order alone does not say that they lay minutes apart.
    if (time === undefined) continue;
    const kind = status !== 421 ? 'answered' : recovered === undefined ? 'misdirected' : 'recovered';
    history.went(asked, kind, boundedTime(time, now), `${originOf(asked)}${target.path ?? '/'}`);
  }
  const { neighbours, periods } = history.recordOf(authority);
  return { neighbours, periods: periods.map(onceRefused) };
}

/**
 * Whoever pastes a text has looked once: a path that was refused beside others that were answered may be refused each time, as where a
 * gateway chooses the upstream by path. Only the same path with both shows a turn.
 */
const onceRefused = (period: HistoryPeriod): HistoryPeriod =>
  period.paths === 'first' ? { ...period, paths: 'apart' } : period;

/** The tries of a request, where its program tried more than once. */
function attemptsOf(found: FoundResponse, now: number): Attempt[] {
  const { tries = [], recovered } = found;
  if (tries.length === 0 && recovered === undefined) return [];
  const refused = [...tries, found];
  const all: readonly SeenResponse[] = [
    ...refused.map((response) => ({ status: 421, response })),
    ...(recovered === undefined ? [] : [recovered]),
  ];
  return all.map(({ status, response: { time, headers, protocol, address, proxied } }, at) => ({
    time: boundedTime(time ?? now, now),
    status,
    headers: status === 421 ? keptHeaders(headersWithoutSecrets(headers)).headers : [],
    protocol,
    ...(address === undefined || proxied ? {} : { address }),
    hidden: at < all.length - 1,
  }));
}

function occurrenceOf(found: FoundResponse, path: string, authority: Authority, now: number): Occurrence {
  const { method, type, recovered } = found;
  const { status, response: final } = recovered ?? { status: 421, response: found };
  const { statusLine, headers, body, protocol, address, proxied, time, line } = final;
  const cleaned = headersWithoutSecrets(headers);
  const attempts = attemptsOf(found, now);
  const outcome: Outcome = recovered === undefined ? 'misdirected' : 'recovered';
  return {
    outcome,
    ...(attempts.length === 0 ? {} : { attempts }),
    exchange: boundedExchange({
      requestId: String(line),
      time: boundedTime(time ?? now, now),
      tabId: -1,
      frameId: -1,
      context: CONTEXT,
      request: {
        method: method ?? '',
        type: type ?? 'other',
        url: `${originOf(authority)}${pathWithoutSecrets(path)}`,
      },
      response: {
        ...{ status, statusLine, headers: cleaned, protocol },
        address: address === undefined || proxied ? unknown('not_in_text') : known(address),
        fromCache: unknown('not_in_text'),
        proxy: proxied ? known({ type: 'http' }) : unknown('not_in_text'),
      },
    }),
    body:
      body === undefined ? unknown('not_in_text') : known({ ...body, text: textWithoutSecrets(body.text) }),
    page: unknown('not_in_text'),
    tls: tlsOf(authority),
    ...(headers.length === 0 ? { afterwards: true } : {}),
  };
}

const tlsOf = ({ scheme }: Authority): Known<never> => unknown(scheme === 'http' ? 'no_tls' : 'not_in_text');
