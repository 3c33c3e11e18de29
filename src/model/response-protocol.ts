import type { Occurrence, ResponseFacts } from './exchange.js';
import type { Agent } from './incident.js';
import { knownValue } from './known.js';
import type { Protocol } from './protocol.js';

/** Fields that HTTP/2 and HTTP/3 do not have (RFC 9113 section 8.2.2, RFC 9114 section 4.2). */
const HTTP1_FIELDS: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

const hasHttp1Fields = ({ headers }: ResponseFacts): boolean =>
  headers.some(({ name }) => /[A-Z]/.test(name) || HTTP1_FIELDS.has(name.toLowerCase()));

const schemeOf = (url: string): string => url.slice(0, url.indexOf(':')).toLowerCase();

/**
 * The protocol of the response. Chrome's status line distinguishes neither HTTP/2 from HTTP/3, nor either from an HTTP/1.1
 * response without a reason phrase, as Tomcat, php-fpm and Hypercorn send it (measured: Chromium 156). The document's
 * own timing can; so can the scheme, for browsers speak HTTP/2 over TLS only, and the fields, which HTTP/2 has in lower
 * case and without those of a connection. `h2-or-h3` is what is left: probable, not proved.
 */
export function responseProtocol({ exchange: { request, response }, page }: Occurrence): Protocol {
  if (response.protocol !== 'h2-or-h3') return response.protocol;
  const timed = knownValue(page)?.protocol;
  if (timed !== undefined && timed !== 'unknown') return timed;
  const scheme = schemeOf(request.url);
  return scheme === 'http' || scheme === 'ws' || hasHttp1Fields(response) ? 'http/1.1' : response.protocol;
}

/**
 * Firefox repeats what got a 421 over HTTP/3 over TCP, and reports the second response only (measured: Firefox 153). It
 * uses HTTP/3 neither through a proxy nor for WebSockets, and repeats no WebSocket handshake and no other status.
 */
export function firstTryMayBeHttp3(
  agent: Agent,
  { outcome, exchange: { request, response } }: Occurrence,
): boolean {
  const proxy = knownValue(response.proxy);
  return (
    agent.name === 'firefox' &&
    outcome !== 'suspected' &&
    schemeOf(request.url) === 'https' &&
    request.type !== 'websocket' &&
    response.protocol !== 'h3' &&
    response.protocol !== 'unknown' &&
    (proxy === undefined || proxy.type === 'direct')
  );
}
