import { originOf } from '../model/authority.js';
import type { CheckResult } from '../model/check.js';
import type { Occurrence } from '../model/exchange.js';
import { headerValues } from '../model/header.js';
import { type Incident, leadingOccurrence } from '../model/incident.js';
import type { Known } from '../model/known.js';
import { responseProtocol } from '../model/response-protocol.js';
import { alsoAt, nameableNeighbours, REPORTED_HEADERS } from './facts.js';
import { type Context, findingOf, productOf } from './json-diagnosis.js';
import { isoMoment } from './moment.js';
import type { ReportOptions, Say } from './options.js';
import { type Diagnose, subjectOf } from './without-paths.js';

/** Raised when a field changes its meaning or goes; added fields do not raise it. */
export const REPORT_VERSION = 2;

/** An unknown as JSON: `{ "unknown": "not_offered" }`, see ABSENCES. */
const fact = <T, U>(value: Known<T>, show: (value: T) => U): U | { unknown: string } =>
  value.known ? show(value.value) : { unknown: value.why };

/** Null for what is no time. */
const iso = (time: number): string | null => isoMoment(time) ?? null;

/**
 * An incident as JSON for a ticket or a program: what incidentAsMarkdown says, by stable ids (CAUSE_IDS, evidence and
 * step ids) with the sentences beside them. Times are ISO 8601 in UTC. Bodies, other header fields than REPORTED_HEADERS
 * and, unless taken in, paths are left out.
 *
 * @returns the text of one object: `{ "format": "missent-report", "version": 2, ... }`
 */
export function incidentAsJson(
  whole: Incident,
  diagnose: Diagnose,
  options: ReportOptions,
  say: Say,
): string {
  const { incident, diagnosis } = subjectOf(whole, diagnose, options);
  const context: Context = { options, said: say };
  const { authority } = incident;
  const occurrence = leadingOccurrence(incident);
  const report = {
    format: 'missent-report',
    version: REPORT_VERSION,
    madeBy: { name: 'Missent', version: options.version },
    pathsIncluded: options.includePaths,
    origin: originOf(authority),
    host: authority.host,
    port: authority.port,
    ...(options.alsoAt === undefined ? {} : { alsoAt: alsoAt(incident, options) }),
    status: incident.status,
    window: incident.context.kind,
    browser: incident.agent,
    count: incident.count,
    firstSeen: iso(incident.firstSeen),
    lastSeen: iso(incident.lastSeen),
    diagnosis: {
      findings: diagnosis.findings.map((finding) => findingOf(finding, context)),
      ruledOut: diagnosis.ruledOut.map(({ cause, reason }) => ({ cause, reason: say(reason) })),
      responder: diagnosis.responder === undefined ? null : productOf(diagnosis.responder, say),
      gateways: diagnosis.gateways.map((gateway) => productOf(gateway, say)),
      settles: diagnosis.settles === undefined ? null : say(diagnosis.settles),
    },
    certificate: options.certificate ?? null,
    tls: occurrence === undefined ? null : fact(occurrence.tls, ({ leafDer: _, ...rest }) => rest),
    occurrences: incident.occurrences.map(occurrenceOf),
    periods: incident.periods.map(({ kind, from, to, count }) => ({
      kind,
      from: iso(from),
      to: iso(to),
      count,
    })),
    neighbours: nameableNeighbours(incident, options).map(({ host, port, address, protocol }) => ({
      ...{ host, port, address, protocol },
    })),
    checks: incident.checks.map(checkOf),
    pasted: incident.pasted.map(({ time, ...facts }) => ({ time: iso(time), ...facts })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

const headersOf = (headers: Occurrence['exchange']['response']['headers']) =>
  REPORTED_HEADERS.flatMap((name) => headerValues(headers, name).map((value) => ({ name, value })));

function occurrenceOf(occurrence: Occurrence) {
  const { exchange, outcome, afterwards } = occurrence;
  const { request, response } = exchange;
  return {
    time: iso(exchange.time),
    outcome,
    method: afterwards ? null : request.method,
    type: request.type,
    url: request.url,
    initiator: request.initiator ?? null,
    status: response.status,
    statusLine: afterwards ? null : response.statusLine,
    protocol: responseProtocol(occurrence),
    headers: headersOf(response.headers),
    address: fact(response.address, (address) => address),
    fromCache: fact(response.fromCache, (fromCache) => fromCache),
    proxy: fact(response.proxy, (proxy) => proxy),
  };
}

const checkOf = (check: CheckResult) => ({
  id: check.id,
  time: iso(check.time),
  state: check.state,
  sent: check.sent,
  responses: check.responses.map(
    ({ url, method, status, protocol, headers, connectTime, hiddenMisdirection }) => ({
      ...{ url, method, status, protocol, headers: headersOf(headers) },
      ...(connectTime === undefined ? {} : { connectTime }),
      ...(hiddenMisdirection === undefined ? {} : { hiddenMisdirection }),
    }),
  ),
  ...(check.dns === undefined ? {} : { dns: check.dns }),
  ...(check.way === undefined ? {} : { way: check.way }),
  ...(check.reported === undefined ? {} : { reported: check.reported }),
  ...(check.neighbour === undefined ? {} : { neighbour: check.neighbour }),
  ...(check.error === undefined ? {} : { error: check.error }),
});
