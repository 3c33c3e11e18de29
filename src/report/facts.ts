import { coversHost } from '../model/certificate.js';
import type { BrowsingContext } from '../model/context.js';
import type { Diagnosis, RecognisedProduct } from '../model/diagnosis.js';
import type { BodyFacts, Occurrence, Protocol, ProxyFacts, RequestFacts } from '../model/exchange.js';
import { headerValues } from '../model/header.js';
import type { Neighbour } from '../model/host-history.js';
import { type Agent, type Incident, leadingOccurrence } from '../model/incident.js';
import { type Known, knownValue } from '../model/known.js';
import { PROTOCOL_NAMES } from '../model/protocol.js';
import { firstTryMayBeHttp3, responseProtocol } from '../model/response-protocol.js';
import { siteOf } from '../model/site.js';
import { type MessageKey, type Text, text } from '../model/text.js';
import type { CertificateFacts, TlsFacts } from '../model/tls.js';
import type { ReportOptions } from './options.js';

/** One thing that a fact says. A page and a report each have a way to write it. */
export type Value =
  /** Data of the protocol, which is the same in every language. */
  | { readonly data: string }
  /** Host names or addresses; `more`: there were more than are kept. */
  | { readonly names: readonly string[]; readonly more?: true }
  /** `absent`: they say why there is nothing. */
  | { readonly words: Text; readonly absent?: true }
  /** How often it was seen, and the last time in ms since the epoch. */
  | { readonly count: number; readonly last?: number }
  /** ms since the epoch */
  | { readonly time: number }
  /** A day, in ms since the epoch, in a sentence. */
  | { readonly day: number; readonly sentence: MessageKey }
  | { readonly request: RequestFacts }
  | { readonly body: BodyFacts }
  | { readonly product: RecognisedProduct };

/** A label and what there is to say, never nothing. */
export interface Fact {
  readonly label: MessageKey;
  readonly values: readonly Value[];
}

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
const absent = (key: MessageKey): Value => ({ words: text(key), absent: true });
const fact = (label: MessageKey, ...values: readonly Value[]): Fact => ({ label, values });

/** What is known, or the reason why it is not. */
const shown = <T>(value: Known<T>, show: (value: T) => readonly Value[]): readonly Value[] =>
  value.known ? show(value.value) : [absent(`absence_${value.why}`)];

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

/** Whose neighbours may be named: on a page all; in a report only those that nameableNeighbours gives. */
export interface FactOptions extends Pick<ReportOptions, 'certificate' | 'alsoAt'> {
  readonly neighbours: 'all' | 'nameable';
}

export type IncidentFacts = ReturnType<typeof incidentFacts>;

/**
 * All that is said of an incident beside its diagnosis, by name: page and reports choose from it and say the same. Of an
 * incident without occurrences those are absent that one would show.
 */
export function incidentFacts(incident: Incident, diagnosis: Diagnosis, options: FactOptions) {
  const { count, firstSeen, lastSeen, agent, context, status } = incident;
  const { responder, gateways } = diagnosis;
  const occurrence = leadingOccurrence(incident);
  return {
    status: fact('report_status', words(`ui_status_${status}`)),
    alsoAt: alsoAtFact(incident, options),
    times: fact('report_times', { count }),
    seen: fact('ui_fact_seen', { count, last: lastSeen }),
    first: fact('report_first_seen', { time: firstSeen }),
    last: fact('report_last_seen', { time: lastSeen }),
    browser: agentFact(agent, context),
    ...(occurrence && occurrenceFacts(agent, occurrence, options)),
    responder: fact(
      'ui_fact_responder',
      responder === undefined ? absent('ui_product_not_recognised') : { product: responder },
    ),
    gateways:
      gateways.length === 0
        ? undefined
        : fact('ui_fact_gateways', ...gateways.map((product) => ({ product }))),
    neighbours: fact('ui_fact_neighbours', ...neighbourValues(incident, options)),
  };
}

function agentFact(agent: Agent, context: BrowsingContext): Fact {
  if (agent.name !== 'program') {
    return fact('report_browser', data(agentName(agent)), words(WINDOWS[context.kind]));
  }
  return fact(
    'report_program',
    agent.program === undefined ? absent('absence_not_in_text') : data(agentName(agent)),
  );
}

/** Why the beginning of a response was not seen. */
const unseen = ({ page }: Occurrence): Value =>
  absent(
    !page.known && (page.why === 'not_in_text' || page.why === 'not_in_log')
      ? `absence_${page.why}`
      : 'absence_before_watch',
  );

function occurrenceFacts(agent: Agent, occurrence: Occurrence, { certificate }: FactOptions) {
  const { exchange, tls, afterwards } = occurrence;
  const { request, response } = exchange;
  const headers = REPORTED_HEADERS.flatMap((name) =>
    headerValues(response.headers, name).map((value) => data(`${name}: ${value}`)),
  );
  return {
    request: fact('ui_fact_request', { request }),
    response: fact(
      'report_answer',
      afterwards || response.statusLine === '' ? unseen(occurrence) : data(response.statusLine),
    ),
    headers: headers.length === 0 ? undefined : fact('report_headers', ...headers),
    address: fact('ui_fact_address', ...shown(response.address, (address) => [data(address)])),
    protocol: fact(
      'ui_fact_protocol',
      protocolValue(responseProtocol(occurrence)),
      ...(firstTryMayBeHttp3(agent, occurrence) ? [words('ui_protocol_second_try')] : []),
      ...[knownValue(tls)?.protocol, knownValue(tls)?.cipherSuite].flatMap((name) =>
        name ? data(name) : [],
      ),
    ),
    proxy: fact('ui_fact_proxy', ...shown(response.proxy, (proxy) => [proxyValue(proxy)])),
    fromCache: fact(
      'ui_fact_from_cache',
      ...shown(response.fromCache, (cached) => [words(cached ? 'ui_yes' : 'ui_no')]),
    ),
    body: fact('ui_fact_body', ...shown(occurrence.body, (body) => [{ body }])),
    certificate: fact('ui_fact_certificate', ...shown(tls, (facts) => certificateValues(facts, certificate))),
  };
}

function protocolValue(protocol: Protocol): Value {
  if (protocol === 'unknown') return absent('ui_protocol_unknown');
  if (protocol === 'h2-or-h3') return words('ui_protocol_h2_or_h3');
  return data(PROTOCOL_NAMES[protocol]);
}

const proxyValue = ({ type, host, port }: ProxyFacts): Value =>
  type === 'direct'
    ? words('ui_proxy_none')
    : data([type, host, port].filter((part) => part !== undefined).join(' '));

/** What was read out of the leaf; of issuer and end what the browser says where it could not be read. */
function certificateValues(tls: TlsFacts, certificate: CertificateFacts | undefined): Value[] {
  const names = [...(certificate?.dnsNames ?? []), ...(certificate?.addresses ?? [])];
  const issuer = certificate?.issuer ?? tls.issuer;
  const notAfter = certificate?.notAfter ?? tls.notAfter;
  const unnamed = certificate ? 'ui_certificate_no_names' : 'ui_certificate_not_read';
  return [
    names.length === 0 ? absent(unnamed) : { names, ...(certificate?.namesCut ? { more: true } : {}) },
    ...(issuer === undefined ? [] : [words('ui_certificate_issuer', issuer)]),
    ...(tls.builtInRoot === false ? [words('ui_certificate_private')] : []),
    ...(notAfter === undefined ? [] : [{ day: notAfter, sentence: 'ui_certificate_until' } as const]),
  ];
}

function neighbourValues(incident: Incident, { certificate, neighbours }: FactOptions): Value[] {
  const all = incident.neighbours;
  if (all.length === 0) return [absent('ui_neighbours_none')];
  const named = neighbours === 'all' ? all : nameableNeighbours(incident, { certificate });
  const others = all.length - named.length;
  return [
    ...(named.length === 0 ? [] : [{ names: named.map(({ host }) => host) }]),
    ...(others === 0 ? [] : [words('report_neighbours_unnamed', String(others))]),
  ];
}

/**
 * Neighbours that may share a connection with the host. Other sites that merely have the same address, as at a CDN, are
 * counted and not named: they say nothing about the fault, but something about the person.
 */
export function nameableNeighbours(
  incident: Incident,
  { certificate }: Pick<ReportOptions, 'certificate'>,
): Neighbour[] {
  return incident.neighbours.filter(({ host }) => isNameable(incident, host, certificate));
}

/** Hosts with the same fault, by the same rule: named as far as they are of the same site, the others counted. */
export function alsoAt(
  incident: Incident,
  { alsoAt: hosts = [], certificate }: Pick<ReportOptions, 'alsoAt' | 'certificate'>,
): { readonly named: readonly string[]; readonly others: number } {
  const named = hosts.filter((host) => isNameable(incident, host, certificate));
  return { named, others: hosts.length - named.length };
}

function alsoAtFact(incident: Incident, options: FactOptions): Fact | undefined {
  const { named, others } = alsoAt(incident, options);
  if (named.length + others === 0) return undefined;
  return fact(
    'report_also_at',
    ...(named.length === 0 ? [] : [{ names: named }]),
    ...(others === 0 ? [] : [words('report_also_at_unnamed', String(others))]),
  );
}

const isNameable = (
  { authority }: Incident,
  host: string,
  certificate: ReportOptions['certificate'],
): boolean =>
  certificate === undefined ? siteOf(host) === siteOf(authority.host) : coversHost(certificate, host);
