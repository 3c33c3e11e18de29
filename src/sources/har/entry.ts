import { type Authority, authorityOf } from '../../model/authority.js';
import { withoutUserinfo } from '../../model/credentials.js';
import {
  type BodyFacts,
  type Exchange,
  MAX_BODY_BYTES,
  type Protocol,
  type RequestType,
} from '../../model/exchange.js';
import { type Header, headerValue } from '../../model/header.js';
import { keptHeaders } from '../../model/kept-headers.js';
import { type Known, known, unknown } from '../../model/known.js';
import type { TlsFacts } from '../../model/tls.js';
import { isObject, type JsonObject, listIn, numberIn, objectIn, textIn } from '../log/json.js';
import { typeByHeaders } from '../netlog/request-type.js';

/** What one entry tells (HAR 1.2, "entries", and the fields that browsers add under a leading `_`). */
export interface Entry {
  readonly authority: Authority;
  readonly exchange: Exchange;
  readonly body: Known<BodyFacts>;
  readonly tls: Known<TlsFacts>;
  readonly address: string | undefined;
  /** Id of the real connection: Chromium's DevTools have it. `connection` is a port in all browsers. */
  readonly connection: string | undefined;
  readonly userAgent: string | undefined;
}

const MAX_URL = 16_384;
const MAX_WORD = 300;

/** `_resourceType` of Chromium's DevTools and of Playwright. */
const TYPES: Readonly<Record<string, RequestType>> = {
  document: 'main_frame',
  stylesheet: 'stylesheet',
  image: 'image',
  media: 'media',
  texttrack: 'media',
  font: 'font',
  script: 'script',
  xhr: 'xmlhttprequest',
  fetch: 'xmlhttprequest',
  preflight: 'xmlhttprequest',
  eventsource: 'xmlhttprequest',
  websocket: 'websocket',
  ping: 'ping',
  'csp-violation-report': 'csp_report',
};

/**
 * Undefined for what is no entry of a web request. Never throws. `fallbackTime`: ms since the epoch, for an entry that
 * does not tell its date.
 */
export function readEntry(entry: JsonObject, index: number, fallbackTime: number): Entry | undefined {
  const request = objectIn(entry, 'request');
  const response = objectIn(entry, 'response');
  const asked = textIn(request, 'url');
  const url = asked === undefined ? undefined : withoutUserinfo(asked).slice(0, MAX_URL);
  const authority = url === undefined ? undefined : authorityOf(url);
  const status = numberIn(response, 'status');
  if (url === undefined || authority === undefined || status === undefined) return undefined;
  const sent = headersOf(request);
  const address = addressOf(textIn(entry, 'serverIPAddress'));
  const initiator = initiatorOf(entry, sent);
  const type = typeOf(entry, url, sent);
  const received = headersOf(response);
  const time = Date.parse(textIn(entry, 'startedDateTime') ?? '');
  return {
    authority,
    exchange: {
      requestId: String(index),
      time: Number.isFinite(time) ? time : fallbackTime,
      tabId: -1,
      frameId: -1,
      context: { kind: 'normal' },
      request: {
        method: (textIn(request, 'method') ?? 'GET').slice(0, MAX_WORD),
        type,
        url,
        ...(initiator === undefined ? {} : { initiator }),
      },
      response: {
        status,
        statusLine: statusLineOf(request, response, status),
        ...keptHeaders(received),
        protocol: protocolOf(versionOf(request, response)),
        address: address === undefined ? unknown('not_in_log') : known(address),
        fromCache: fromCache(entry),
        proxy: unknown('not_in_log'),
      },
    },
    body: isHidden(entry, type, received) ? unknown('blocked') : bodyOf(entry),
    tls: authority.scheme === 'http' ? unknown('no_tls') : tlsOf(entry),
    address,
    connection: connectionOf(entry),
    userAgent: sent.find(({ name }) => name.toLowerCase() === 'user-agent')?.value,
  };
}

function headersOf(message: JsonObject | undefined): Header[] {
  return listIn(message, 'headers').flatMap((header) => {
    const name = isObject(header) ? textIn(header, 'name') : undefined;
    const value = isObject(header) ? textIn(header, 'value') : undefined;
    // Pseudo-fields of HTTP/2 (RFC 9113 section 8.3) are none of the message's own.
    return name === undefined || value === undefined || name.startsWith(':') ? [] : [{ name, value }];
  });
}

function typeOf(entry: JsonObject, url: string, sent: readonly Header[]): RequestType {
  const type = textIn(entry, '_resourceType')?.toLowerCase();
  const byHeaders = typeByHeaders(sent.map(({ name, value }) => `${name}: ${value}`));
  // To Chromium's DevTools a frame's document is a document like the page's.
  if (type === 'document' && byHeaders === 'sub_frame') return byHeaders;
  if (type !== undefined && Object.hasOwn(TYPES, type)) return TYPES[type] ?? 'other';
  if (/^wss?:/i.test(url)) return 'websocket';
  return byHeaders ?? 'other';
}

function initiatorOf(entry: JsonObject, sent: readonly Header[]): string | undefined {
  const url =
    textIn(objectIn(entry, '_initiator'), 'url') ??
    sent.find(({ name }) => name.toLowerCase() === 'origin')?.value;
  const authority = url === undefined ? undefined : authorityOf(url);
  return url === undefined || authority === undefined ? undefined : withoutUserinfo(url).slice(0, MAX_URL);
}

const versionOf = (request: JsonObject | undefined, response: JsonObject | undefined): string =>
  (textIn(response, 'httpVersion') || textIn(request, 'httpVersion') || '').slice(0, 20);

const statusLineOf = (
  request: JsonObject | undefined,
  response: JsonObject | undefined,
  status: number,
): string =>
  `${versionOf(request, response)} ${status} ${(textIn(response, 'statusText') ?? '').slice(0, MAX_WORD)}`.trim();

/** `h2`, `http/2.0`, `HTTP/2` … : every program has a way of its own. */
function protocolOf(version: string): Protocol {
  if (/^(?:h3|http\/3|quic|http\/2\+quic)/i.test(version)) return 'h3';
  if (/^(?:h2|http\/2)/i.test(version)) return 'h2';
  return /^http\/1/i.test(version) ? 'http/1.1' : 'unknown';
}

/** Chromium writes IPv6 addresses in brackets; Safari writes an empty text where it knows none. */
function addressOf(text: string | undefined): string | undefined {
  const bare = text?.replace(/^\[|\]$/g, '');
  return bare !== undefined && /^[\da-f:.]{2,45}$/i.test(bare) ? bare : undefined;
}

/** Chromium: `_fromCache`, absent where not. Safari: `_fetchType`. */
function fromCache(entry: JsonObject): Known<boolean> {
  if (textIn(entry, '_fromCache') !== undefined) return known(true);
  const fetched = textIn(entry, '_fetchType');
  if (fetched !== undefined) return known(/cache/i.test(fetched));
  return connectionOf(entry) === undefined ? unknown('not_in_log') : known(false);
}

function connectionOf(entry: JsonObject): string | undefined {
  const id = entry._connectionId;
  const text = typeof id === 'number' ? String(id) : textIn(entry, '_connectionId');
  // Zero stands for none: the response came from a cache or never came.
  return text === undefined || text === '' || text === '0' ? undefined : text.slice(0, MAX_WORD);
}

/**
 * Developer tools have no byte of a response that CORS or Opaque Response Blocking keeps from its page, or that nobody
 * reads, and call its size 0, whatever was sent (measured: Chromium 156, Firefox 153). So no byte means an empty body
 * only of documents, or where the server said so. `_priority` is what both browsers put into each entry, and no proxy.
 */
const isHidden = (entry: JsonObject, type: RequestType, received: readonly Header[]): boolean => {
  const content = objectIn(objectIn(entry, 'response'), 'content');
  return (
    textIn(entry, '_priority') !== undefined &&
    (textIn(content, 'text') ?? '') === '' &&
    numberIn(content, 'size') === 0 &&
    type !== 'main_frame' &&
    type !== 'sub_frame' &&
    headerValue(received, 'content-length') !== '0'
  );
};

/** Chromium puts a page of its own in the place of a document without a body, and calls its size 0 all the same. */
const isErrorPage = (entry: JsonObject, content: JsonObject | undefined): boolean =>
  textIn(entry, '_resourceType') === 'document' && numberIn(content, 'size') === 0;

function bodyOf(entry: JsonObject): Known<BodyFacts> {
  const content = objectIn(objectIn(entry, 'response'), 'content');
  if (isErrorPage(entry, content)) return known({ text: '', cut: false, via: 'har' });
  const text = textIn(content, 'text');
  if (text === undefined) {
    return numberIn(content, 'size') === 0
      ? known({ text: '', cut: false, via: 'har' })
      : unknown('not_in_log');
  }
  if (textIn(content, 'encoding') !== 'base64') {
    return known({ text: text.slice(0, MAX_BODY_BYTES), cut: text.length > MAX_BODY_BYTES, via: 'har' });
  }
  const most = Math.ceil(MAX_BODY_BYTES / 3) * 4;
  const bytes = bytesOf(text.slice(0, most));
  return bytes === undefined
    ? unknown('failed')
    : known({ text: new TextDecoder().decode(bytes), cut: text.length > most, via: 'har' });
}

function bytesOf(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Playwright has `_securityDetails`, with times in seconds since the epoch; Firefox has `_securityState`. */
function tlsOf(entry: JsonObject): Known<TlsFacts> {
  const details = objectIn(entry, '_securityDetails');
  const protocol = textIn(details, 'protocol')?.slice(0, 20).replace(/^TLS /, 'TLSv');
  // Measured with a private CA: Firefox 153.
  const customRoot = textIn(entry, '_securityState') === 'secure-custom-root';
  if (protocol === undefined && !customRoot) return unknown('not_in_log');
  const subject = textIn(details, 'subjectName')?.slice(0, MAX_WORD);
  const issuer = textIn(details, 'issuer')?.slice(0, MAX_WORD);
  const from = numberIn(details, 'validFrom');
  const to = numberIn(details, 'validTo');
  return known({
    ...(protocol === undefined ? {} : { protocol }),
    ...(customRoot ? { builtInRoot: false } : {}),
    ...(subject === undefined ? {} : { subject }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(from === undefined ? {} : { notBefore: from * 1000 }),
    ...(to === undefined ? {} : { notAfter: to * 1000 }),
  });
}
