import { coversHost } from '../model/certificate.js';
import type { BrowsingContext } from '../model/context.js';
import type { Diagnosis } from '../model/diagnosis.js';
import type { Occurrence, Protocol, ProxyFacts } from '../model/exchange.js';
import { headerValues } from '../model/header.js';
import type { Neighbour } from '../model/host-history.js';
import { type Agent, type Incident, leadingOccurrence } from '../model/incident.js';
import type { Known } from '../model/known.js';
import { firstTryMayBeHttp3, responseProtocol } from '../model/response-protocol.js';
import { type MessageKey, type Text, text } from '../model/text.js';
import type { TlsFacts } from '../model/tls.js';
import { day } from './moment.js';
import type { ReportOptions } from './options.js';

/** Data, which is the same in every language; words; or a moment in ms since the epoch. */
export type Value = { readonly data: string } | { readonly words: Text } | { readonly time: number };

/** One line of a report: a label and what there is to say, never nothing. */
export interface Fact {
  readonly label: MessageKey;
  readonly values: readonly Value[];
}

/** Certificate names and neighbours that are listed one by one. */
const MAX_LISTED = 20;

/**
 * Header fields that show which servers a response passed, and the marks by which a CDN's support finds a request. Others may
 * hold secrets and stay out.
 */
export const REPORTED_HEADERS = [
  'server',
  'via',
  'content-type',
  'content-length',
  'age',
  'alt-svc',
  'x-cache',
  'x-served-by',
  'x-powered-by',
  'x-varnish',
  'cf-ray',
  'cf-cache-status',
  'x-amz-cf-id',
  'x-amz-cf-pop',
  'x-azure-ref',
  'x-vercel-id',
  'x-nf-request-id',
  'fly-request-id',
  'x-envoy-upstream-service-time',
] as const;

const data = (value: string): Value => ({ data: value });
const words = (key: MessageKey, ...args: readonly string[]): Value => ({ words: text(key, ...args) });
const fact = (label: MessageKey, ...values: readonly Value[]): Fact => ({ label, values });

/** A fact, or the reason why there is none. */
const known = <T>(label: MessageKey, value: Known<T>, show: (value: T) => readonly Value[]): Fact =>
  fact(label, ...(value.known ? show(value.value) : [words(`absence_${value.why}`)]));

const AGENT_NAMES: Readonly<Record<Agent['name'], string>> = {
  chromium: 'Chromium',
  firefox: 'Firefox',
  safari: 'Safari',
  program: '?',
  other: '?',
};

/** `Firefox 153.7` */
export const agentName = ({ name, program, version }: Agent): string =>
  `${program ?? AGENT_NAMES[name]} ${version ?? ''}`.trim();

const WINDOWS: Readonly<Record<BrowsingContext['kind'], MessageKey>> = {
  normal: 'report_window_normal',
  private: 'report_window_private',
  container: 'report_window_container',
};

/** What happened, when, how often, and in which browser. */
export function happening(incident: Incident): Fact[] {
  const occurrence = leadingOccurrence(incident);
  return [
    fact('report_status', words(`ui_status_${incident.status}`)),
    ...(occurrence === undefined ? [] : [requestFact(occurrence)]),
    fact('report_times', data(String(incident.count))),
    fact('report_first_seen', { time: incident.firstSeen }),
    fact('report_last_seen', { time: incident.lastSeen }),
    agentFact(incident),
  ];
}

function agentFact({ agent, context }: Incident): Fact {
  if (agent.name !== 'program') {
    return fact('report_browser', data(agentName(agent)), words(WINDOWS[context.kind]));
  }
  return fact(
    'report_program',
    agent.program === undefined ? words('absence_not_in_text') : data(agentName(agent)),
  );
}

const requestFact = ({ exchange: { request } }: Occurrence): Fact =>
  fact('ui_fact_request', data(`${request.method} ${request.url}`.trim()), words(`ui_type_${request.type}`));

/** The response and the connection that brought it. */
export function connection(incident: Incident, diagnosis: Diagnosis, options: ReportOptions): Fact[] {
  const occurrence = leadingOccurrence(incident);
  return [
    ...(occurrence === undefined ? [] : responseFacts(incident, occurrence)),
    fact(
      'ui_fact_responder',
      diagnosis.responder === undefined ? words('ui_product_not_recognised') : data(diagnosis.responder.name),
    ),
    ...(diagnosis.gateways.length === 0
      ? []
      : [
          fact(
            'ui_fact_gateways',
            ...diagnosis.gateways.map((gateway) =>
              gateway.unnamed ? words('ui_gateway_unnamed') : data(gateway.name),
            ),
          ),
        ]),
    ...(occurrence === undefined ? [] : [certificateFact(occurrence.tls, options)]),
    neighbourFact(incident, options),
  ];
}

/** Why the beginning of a response was not seen. */
const unseen = ({ page }: Occurrence): MessageKey =>
  !page.known && page.why === 'not_in_text' ? 'absence_not_in_text' : 'absence_before_watch';

function responseFacts({ agent }: Incident, occurrence: Occurrence): Fact[] {
  const { exchange, tls, afterwards } = occurrence;
  const { response } = exchange;
  const secondTry = firstTryMayBeHttp3(agent, occurrence) ? [words('ui_protocol_second_try')] : [];
  const headers = REPORTED_HEADERS.flatMap((name) =>
    headerValues(response.headers, name).map((value) => data(`${name}: ${value}`)),
  );
  return [
    fact(
      'report_answer',
      afterwards || response.statusLine === '' ? words(unseen(occurrence)) : data(response.statusLine),
    ),
    ...(headers.length === 0 ? [] : [fact('report_headers', ...headers)]),
    known('ui_fact_address', response.address, (address) => [data(address)]),
    fact('ui_fact_protocol', protocolValue(responseProtocol(occurrence)), ...secondTry, ...tlsValues(tls)),
    known('ui_fact_proxy', response.proxy, proxyValues),
    known('ui_fact_from_cache', response.fromCache, (cached) => [words(cached ? 'ui_yes' : 'ui_no')]),
  ];
}

const PROTOCOL_NAMES = { 'http/1.1': 'HTTP/1.1', h2: 'HTTP/2', h3: 'HTTP/3' } as const;

function protocolValue(protocol: Protocol): Value {
  if (protocol === 'unknown') return words('ui_protocol_unknown');
  if (protocol === 'h2-or-h3') return words('ui_protocol_h2_or_h3');
  return data(PROTOCOL_NAMES[protocol]);
}

const tlsValues = (tls: Known<TlsFacts>): Value[] =>
  tls.known
    ? [tls.value.protocol, tls.value.cipherSuite].filter((value) => value !== undefined).map(data)
    : [];

const proxyValues = ({ type, host, port }: ProxyFacts): Value[] =>
  type === 'direct'
    ? [words('ui_proxy_none')]
    : [data([type, host, port].filter((part) => part !== undefined).join(' '))];

function certificateFact(tls: Known<TlsFacts>, { certificate }: ReportOptions): Fact {
  if (certificate === undefined) {
    return known('ui_fact_certificate', tls, () => [words('ui_certificate_not_read')]);
  }
  const names = [...certificate.dnsNames, ...certificate.addresses];
  const { issuer, notAfter } = certificate;
  return fact(
    'ui_fact_certificate',
    ...(names.length === 0 ? [words('ui_certificate_no_names')] : listed(names)),
    ...(certificate.namesCut ? [data('…')] : []),
    ...(issuer === undefined ? [] : [words('ui_certificate_issuer', issuer)]),
    ...(notAfter === undefined ? [] : [words('ui_certificate_until', day(notAfter))]),
  );
}

/** The first names, and how many more there are. */
const listed = (names: readonly string[]): Value[] => [
  ...names.slice(0, MAX_LISTED).map(data),
  ...(names.length > MAX_LISTED ? [data(`+${names.length - MAX_LISTED}`)] : []),
];

/**
 * Neighbours that may share a connection with the host. Other sites that merely have the same address, as at a CDN, are
 * counted and not named: they say nothing about the fault, but something about the person.
 */
export function nameableNeighbours(
  incident: Incident,
  { certificate }: Pick<ReportOptions, 'certificate'>,
): Neighbour[] {
  const parent = parentOf(incident.authority.host);
  return incident.neighbours.filter(({ host }) =>
    certificate === undefined ? parentOf(host) === parent : coversHost(certificate, host),
  );
}

/** The last two labels: not always the registrable domain, but never more of a name than two hosts share. */
const parentOf = (host: string): string => host.replace(/\.$/, '').split('.').slice(-2).join('.');

function neighbourFact(incident: Incident, options: ReportOptions): Fact {
  const named = nameableNeighbours(incident, options);
  const others = incident.neighbours.length - named.length;
  if (incident.neighbours.length === 0) return fact('ui_fact_neighbours', words('ui_neighbours_none'));
  return fact(
    'ui_fact_neighbours',
    ...listed(named.map(({ host }) => host)),
    ...(others === 0 ? [] : [words('report_neighbours_unnamed', String(others))]),
  );
}
