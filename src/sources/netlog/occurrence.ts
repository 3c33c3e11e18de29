import { readPem } from '../../http/certificate/pem.js';
import type { Attempt } from '../../model/attempt.js';
import { type Authority, isSameHostPort } from '../../model/authority.js';
import { boundedExchange } from '../../model/bounds.js';
import type { Occurrence, Outcome, Protocol, ProxyFacts } from '../../model/exchange.js';
import { type Known, known, unknown } from '../../model/known.js';
import { MAX_LEAF_DER_BYTES, type TlsFacts } from '../../model/tls.js';
import type { Connection } from './connection.js';
import { connectionOf, type Request, type Try } from './request.js';

/** What the log shows of a request whose response, or one of whose responses, was 421. */
export function occurrenceOf(request: Request, outcome: Outcome): Occurrence {
  const { authority, method, url, initiator, tries } = request;
  const last = tries.findLast(({ status }) => status !== undefined);
  return {
    outcome,
    exchange: boundedExchange({
      requestId: String(request.source),
      time: request.begun,
      tabId: -1,
      frameId: -1,
      context: { kind: 'normal' },
      request: {
        method,
        type: request.type ?? 'other',
        url,
        ...(initiator === undefined ? {} : { initiator }),
      },
      response: {
        status: last?.status ?? 0,
        statusLine: last?.statusLine ?? '',
        headers: last?.headers ?? [],
        ...(last?.headersCut ? { headersCut: true as const } : {}),
        protocol: last === undefined ? 'unknown' : protocolOfTry(last),
        address: knownOr(last && addressOf(last)),
        // A response out of the cache has no try.
        fromCache: known(false),
        proxy: last === undefined ? unknown('not_in_log') : proxyFacts(last),
      },
    }),
    body: unknown('not_in_log'),
    page: unknown('not_in_log'),
    tls: authority.scheme === 'http' ? unknown('no_tls') : tlsFacts(last && connectionOf(last)),
    attempts: tries.map((attempt) => attemptOf(attempt, authority)),
  };
}

const knownOr = <T>(value: T | undefined): Known<T> =>
  value === undefined ? unknown('not_in_log') : known(value);

function attemptOf(attempt: Try, authority: Authority): Attempt {
  const connection = connectionOf(attempt);
  const { begun, ended, status, error, hidden } = attempt;
  const address = addressOf(attempt);
  const shared = isShared(attempt, authority);
  return {
    time: begun,
    ...(ended === undefined ? {} : { duration: Math.max(0, ended - begun) }),
    ...(status === undefined ? {} : { status }),
    headers: status === 421 ? (attempt.headers ?? []) : [],
    protocol: protocolOfTry(attempt),
    ...(connection?.openedFor === undefined ? {} : { openedFor: connection.openedFor }),
    ...(shared === undefined ? {} : { shared }),
    ...(address === undefined ? {} : { address }),
    hidden,
    ...(error === undefined ? {} : { error }),
  };
}

/**
 * Was the connection opened for another host? That the browser tried again proves nothing: it does so on a host's own
 * connection too. Undefined where the log does not say.
 */
export function isShared(attempt: Try, authority: Authority): boolean | undefined {
  // RFC 9110 section 4.3.3: only https, and no HTTP/1.1.
  if (authority.scheme === 'http' || protocolOfTry(attempt) === 'http/1.1') return false;
  const opened = connectionOf(attempt)?.openedFor;
  if (opened !== undefined) return !isSameHostPort(opened, authority);
  return attempt.pooled || attempt.job?.pooled ? true : undefined;
}

export const addressOf = (attempt: Try): string | undefined =>
  connectionOf(attempt)?.address ?? attempt.peer?.address;

export function protocolOfTry(attempt: Try): Protocol {
  const logged = connectionOf(attempt)?.protocol ?? attempt.peer?.protocol;
  if (logged !== undefined) return logged;
  // A reason phrase stands only in the status line of a real HTTP/1.1 answer.
  return /^HTTP\/1\.\d \d{3} \S/.test(attempt.statusLine ?? '') ? 'http/1.1' : 'unknown';
}

function proxyFacts(attempt: Try): Known<ProxyFacts> {
  const proxy = connectionOf(attempt)?.proxy;
  if (proxy === undefined) {
    if (attempt.peer === undefined) return unknown('not_in_log');
    const { proxied, address, port } = attempt.peer;
    return known(proxied ? { type: 'proxy', host: address, port } : { type: 'direct' });
  }
  // `127.0.0.1:3128`, `https://proxy.example:443`, `socks5://…`
  const parts = /^(?:([a-z\d]+):\/\/)?(.*?)(?::(\d{1,5}))?$/i.exec(proxy);
  return known({
    type: parts?.[1]?.toLowerCase() ?? 'http',
    ...(parts?.[2] ? { host: parts[2] } : {}),
    ...(parts?.[3] === undefined ? {} : { port: Number(parts[3]) }),
  });
}

function tlsFacts(connection: Connection | undefined): Known<TlsFacts> {
  const socket = connection?.socket ?? connection;
  const protocol = connection?.tlsProtocol ?? socket?.tlsProtocol;
  const usedEch = connection?.usedEch ?? socket?.usedEch;
  const leafDer = leafOf(connection?.certificatePem);
  if (protocol === undefined && leafDer === undefined) return unknown('not_in_log');
  return known({
    ...(protocol === undefined ? {} : { protocol }),
    ...(usedEch === undefined ? {} : { usedEch }),
    ...(leafDer === undefined ? {} : { leafDer }),
  });
}

/** DER in base64, for what a log calls a certificate; undefined where it is none or too large. */
export function leafOf(pem: string | undefined): string | undefined {
  const [leaf] = pem === undefined ? [] : readPem(pem);
  return leaf !== undefined && leaf.length <= (MAX_LEAF_DER_BYTES * 4) / 3 ? leaf : undefined;
}
