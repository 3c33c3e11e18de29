import { authorityOf } from '../../model/authority.js';
import { siteOf } from '../../model/site.js';
import { type Text, text } from '../../model/text.js';
import type { RawFacts } from '../types.js';
import { type RefusedOn, refusedOn } from './attempts.js';
import { sharingOutcome } from './checks.js';
import { answeredMinutesBefore } from './history.js';
import { sharingNeighbours } from './neighbours.js';
import { proxied } from './network.js';
import { recovered, surfaced } from './page.js';
import { byProgram, retriedByOkHttp, sharesNothing } from './program.js';

/**
 * Chromium retries no request whose body is a stream, so its 421 on a shared connection surfaces (Chromium,
 * net/http/http_network_transaction.cc; Fetch standard, HTTP-network-or-cache fetch). Events do not distinguish streams
 * from other bodies: this is a fetch that may have had one. HTTP/1.1 carries none.
 */
export const mayBeStreamedUpload = ({ agent, occurrence, protocol }: RawFacts): boolean => {
  const { method, type } = occurrence.exchange.request;
  return (
    agent.name === 'chromium' &&
    type === 'xmlhttprequest' &&
    method !== 'GET' &&
    method !== 'HEAD' &&
    protocol !== 'http/1.1'
  );
};

/** Neither browser repeats a WebSocket's handshake (measured: Chromium 156, Firefox 153, over HTTP/1.1 and HTTP/2). */
export const isWebSocket = ({ occurrence }: RawFacts): boolean =>
  occurrence.exchange.request.type === 'websocket';

/** The browser repeated the request by itself before anyone saw its 421. */
const isRetried = (facts: RawFacts): boolean =>
  !isWebSocket(facts) &&
  (facts.agent.name === 'firefox' || (facts.agent.name === 'chromium' && !mayBeStreamedUpload(facts)));

/**
 * A WebSocket over HTTP/2 takes a connection that is open already (RFC 8441): the host's own, or a neighbour's, as Firefox
 * does where its certificate covers both (measured: Firefox 153).
 */
export const webSocketOverHttp2 = (facts: RawFacts): boolean =>
  surfaced(facts) && isWebSocket(facts) && facts.protocol === 'h2';

/** Why a connection that the browser shares with another host cannot explain this 421; undefined if it can. */
export function sharingImpossible(facts: RawFacts): Text | undefined {
  if (facts.authority.scheme === 'http') return text('evidence_sharing_needs_tls');
  if (proxied(facts)) return text('evidence_sharing_not_through_proxy');
  if (surfaced(facts) && facts.protocol === 'http/1.1') return text('evidence_sharing_not_on_http1');
  const program = sharesNothing(facts);
  if (program !== undefined) return text('evidence_sharing_not_by_program', program);
  if (surfaced(facts) && retriedByOkHttp(facts)) return text('evidence_sharing_retried_by_program', 'OkHttp');
  const connection = refusedOn(facts);
  if (connection !== undefined) {
    return connection.kind === 'own' ? text('evidence_log_own_connection') : undefined;
  }
  if (recovered(facts) || !surfaced(facts)) return undefined;
  if (!isRetried(facts)) return undefined;
  if (facts.agent.name === 'chromium') {
    return text('evidence_sharing_retried_by_chromium');
  }
  if (facts.agent.name === 'firefox' && sharingNeighbours(facts).length === 0) {
    return text('evidence_sharing_retried_by_firefox');
  }
  return undefined;
}

/** The connection of the refused try, where a log shows that it was opened for another host. */
export function sharedByLog(facts: RawFacts): Extract<RefusedOn, { kind: 'shared' }> | undefined {
  const connection = sharingImpossible(facts) === undefined ? refusedOn(facts) : undefined;
  return connection?.kind === 'shared' ? connection : undefined;
}

/** The host that the refused request's connection was opened for, where a check or a log shows it. */
export const provenOpener = (facts: RawFacts): string | undefined =>
  sharingOutcome(facts) === 'proved' && facts.checks.sharing?.neighbour !== undefined
    ? facts.checks.sharing.neighbour
    : sharedByLog(facts)?.opener;

/**
 * Plain requests were answered minutes before, and every 421 that was kept is one of an upload that may have been
 * a stream: the pattern of a shared connection that Chromium could not leave.
 */
export const onlyUploadsRefused = (facts: RawFacts): boolean =>
  surfaced(facts) &&
  mayBeStreamedUpload(facts) &&
  facts.dataFormat === undefined &&
  facts.incident.occurrences.every(
    ({ exchange, afterwards }) =>
      !afterwards && exchange.request.method !== 'GET' && exchange.request.method !== 'HEAD',
  ) &&
  answeredMinutesBefore(facts);

/**
 * Host of a page of the same site whose connection may have been shared across addresses: Firefox does so once an ORIGIN frame
 * on it lists the other host (RFC 8336; measured: Firefox 153), and shows no extension the frame. So after a hidden 421 a
 * common address is no condition.
 */
export function originFrameFrom(facts: RawFacts): string | undefined {
  const { initiator } = facts.occurrence.exchange.request;
  const page = initiator === undefined ? undefined : authorityOf(initiator);
  const { host } = facts.authority;
  const may =
    facts.agent.name === 'firefox' &&
    recovered(facts) &&
    refusedOn(facts) === undefined &&
    sharingNeighbours(facts).length === 0 &&
    sharingImpossible(facts) === undefined;
  return may && page?.scheme === 'https' && page.host !== host && siteOf(page.host) === siteOf(host)
    ? page.host
    : undefined;
}

/** A 421 surfaced that the browser's own sharing may have brought about. */
export const sharingOpen = (facts: RawFacts): boolean =>
  surfaced(facts) &&
  sharingImpossible(facts) === undefined &&
  (sharingNeighbours(facts).length > 0 ||
    facts.agent.name === 'safari' ||
    facts.agent.name === 'other' ||
    byProgram(facts));

/** Firefox tried again on a new connection, but another shared one may have taken the retry (measured, 3 of 6). */
export const retriedByFirefox = (facts: RawFacts): boolean =>
  facts.agent.name === 'firefox' &&
  isRetried(facts) &&
  surfaced(facts) &&
  sharingImpossible(facts) === undefined;

/** The retry used no alternative service: Chromium switches them off, Firefox goes back to the direct route. */
export const retriedWithoutAlternative = (facts: RawFacts): boolean =>
  surfaced(facts) && facts.protocol !== 'h3' && isRetried(facts);
