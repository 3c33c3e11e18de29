import type { Attempt } from '../model/attempt.js';
import { withoutTrailingDot } from '../model/authority.js';
import type { CheckId, CheckResult } from '../model/check.js';
import type { Occurrence, Outcome } from '../model/exchange.js';
import type { Header } from '../model/header.js';
import { type Incident, leadingOccurrence } from '../model/incident.js';
import { knownValue, unknown } from '../model/known.js';
import { responseProtocol } from '../model/response-protocol.js';
import type { CertificateFacts } from '../model/tls.js';
import type { RawFacts } from './types.js';

/** Reads everything that the rules may look at out of one incident, once. */
export function readFacts(incident: Incident, certificate?: CertificateFacts): RawFacts {
  const occurrence = leadingOccurrence(incident) ?? unseenOccurrence(incident);
  const { response } = occurrence.exchange;
  const fields = indexed(response.headers);
  // After a hidden retry the visible body belongs to the good response and says nothing of the 421.
  // Nor does the response to a HEAD have one that would say anything (RFC 9110 section 9.3.2).
  const seen = occurrence.outcome !== 'recovered' && occurrence.exchange.request.method !== 'HEAD';
  const body = seen ? knownValue(occurrence.body)?.text : undefined;
  const headers = (name: string): readonly string[] => fields.get(name.toLowerCase()) ?? [];
  return {
    incident,
    occurrence,
    attempts: attemptsOf(incident, occurrence),
    authority: incident.authority,
    agent: incident.agent,
    protocol: responseProtocol(occurrence),
    header: (name) => headers(name)[0],
    headers,
    body,
    dataFormat: occurrence.outcome === 'recovered' ? undefined : formatOf(headers('content-type')[0], body),
    address: knownValue(response.address),
    fromCache: knownValue(response.fromCache),
    proxy: knownValue(response.proxy),
    neighbours: incident.neighbours,
    periods: incident.periods,
    tls: knownValue(occurrence.tls),
    certificate,
    checks: latestChecks(incident.checks),
    pasted: incident.pasted.filter(
      ({ host }) =>
        host === undefined ||
        withoutTrailingDot(host.toLowerCase()) === withoutTrailingDot(incident.authority.host),
    ),
  };
}

/** Of the occurrence that the diagnosis speaks of. */
export const outcomeOf = (incident: Incident): Outcome =>
  (leadingOccurrence(incident) ?? unseenOccurrence(incident)).outcome;

/** Two accounts of one request, the browser's and a log's, give its time alike but for so much. In ms. */
const SAME_REQUEST_MS = 1000;

/** The tries of the occurrence's request: its own, or those that a log has of the same request. */
function attemptsOf(
  { occurrences }: Incident,
  { attempts, exchange, outcome }: Occurrence,
): readonly Attempt[] {
  const sameRequest = (other: Occurrence): boolean =>
    other.outcome === outcome &&
    other.exchange.request.url === exchange.request.url &&
    other.exchange.request.method === exchange.request.method &&
    Math.abs(other.exchange.time - exchange.time) <= SAME_REQUEST_MS;
  return attempts ?? occurrences.find((other) => other.attempts && sameRequest(other))?.attempts ?? [];
}

/** Stands for an incident none of whose occurrences was kept: a 421 of which nothing is known. */
const unseenOccurrence = (incident: Incident): Occurrence => ({
  outcome: incident.status,
  exchange: {
    requestId: '',
    time: incident.lastSeen,
    tabId: -1,
    frameId: -1,
    context: incident.context,
    request: { method: 'GET', type: 'other', url: '' },
    response: {
      status: 421,
      statusLine: '',
      headers: [],
      protocol: 'unknown',
      address: unknown('failed'),
      fromCache: unknown('failed'),
      proxy: unknown('failed'),
    },
  },
  body: unknown('failed'),
  page: unknown('failed'),
  tls: unknown('failed'),
});

function indexed(headers: readonly Header[]): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  for (const { name, value } of headers) {
    const key = name.toLowerCase();
    const values = fields.get(key);
    if (values) values.push(value);
    else fields.set(key, [value]);
  }
  return fields;
}

/**
 * Media types of data, with the structured suffixes of RFC 6838 section 4.2.8 (RFC 8259, 7303, 8949, 9457). A page may be
 * written as XHTML, and a picture as SVG.
 */
const DATA_TYPES: readonly (readonly [string, RegExp])[] = [
  ['JSON', /^[\w.-]+\/(?:[\w.-]+\+)?(?:json|x-ndjson)\b/i],
  ['XML', /^(?!application\/xhtml\+|image\/)[\w.-]+\/(?:[\w.-]+\+)?xml\b/i],
  ['gRPC', /^application\/grpc\b/i],
  ['Protocol Buffers', /^application\/(?:[\w.-]+[.+])?(?:x-)?(?:protobuf|protobuffer)\b/i],
  ['MessagePack', /^application\/(?:[\w.-]+[.+])?(?:x-)?msgpack\b/i],
  ['CBOR', /^application\/(?:[\w.-]+\+)?cbor\b/i],
];

const JSON_BEGINS = /^\s{0,64}(?:\{\s{0,64}["}]|\[\s{0,64}[{["\]])/;

/**
 * The body may be cut off, so its beginning must do. Firefox puts the type of the hidden first 421 before the visible
 * one, so the last counts (measured: Firefox 153).
 */
function formatOf(contentType: string | undefined, body: string | undefined): string | undefined {
  const type = contentType?.split(',').at(-1)?.trim() ?? '';
  const named = DATA_TYPES.find(([, pattern]) => pattern.test(type))?.[0];
  return named ?? (body !== undefined && JSON_BEGINS.test(body) ? 'JSON' : undefined);
}

/** The last result of each check; one that did not come to an end proves nothing. */
function latestChecks(checks: readonly CheckResult[]): Partial<Record<CheckId, CheckResult>> {
  const latest: Partial<Record<CheckId, CheckResult>> = {};
  for (const check of checks) {
    if (check.state === 'done' && check.time >= (latest[check.id]?.time ?? 0)) latest[check.id] = check;
  }
  return latest;
}
