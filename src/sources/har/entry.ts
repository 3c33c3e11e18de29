import { type Authority, authorityOf } from '../../model/authority.js';
import { boundedExchange, boundedTime, boundedUrl } from '../../model/bounds.js';
import {
  type BodyFacts,
  type Exchange,
  MAX_BODY_BYTES,
  type Protocol,
  type RequestType,
} from '../../model/exchange.js';
import { type Header, headerValue } from '../../model/header.js';
import { type Known, known, unknown } from '../../model/known.js';
import type { TlsFacts } from '../../model/tls.js';
import { isObject, type JsonObject, listIn, numberIn, objectIn, textIn } from '../log/json.js';
import type { WantedMembers } from '../log/split/wanted.js';
import { typeByHeaders } from '../netlog/request-type.js';

/** What counts of every entry (HAR 1.2, "entries", and the fields that browsers add under a leading `_`). */
export interface ResponseOutline {
  readonly authority: Authority;
  readonly url: string;
  readonly status: number;
  readonly protocol: Protocol;
  /** ms since the epoch */
  readonly time: number;
  readonly address: string | undefined;
  /** Id of the real connection, where the program writes one. */
  readonly connection: string | undefined;
  readonly fromCache: Known<boolean>;
  readonly giver: Giver;
}

/** All that one entry shows. */
export interface Entry extends Pick<ResponseOutline, 'authority' | 'address' | 'connection' | 'giver'> {
  readonly exchange: Exchange;
  readonly body: Known<BodyFacts>;
  readonly tls: Known<TlsFacts>;
}

/**
 * Who gave the response: the host of the URL; a service worker of the page, which has it from anywhere; the tool that
 * drove the browser (Playwright's route.fulfill); or the proxy that was asked for a tunnel with CONNECT.
 */
export type Giver = 'host' | 'service-worker' | 'tool' | 'tunnel';

/** What `connection` is (HAR 1.2: "Unique ID of the parent TCP/IP connection, can be the client or server port number"). */
export type ConnectionField = 'id' | 'port';

/** Why an entry cannot be read as a request with its response. */
export type Unread =
  /** It is no request, or not one of the web. */
  | 'foreign'
  /** Its response is not in the file. */
  | 'no-response'
  /** No response came. */
  | 'failed'
  | 'damaged';

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

/** The members that `readOutline` reads. `fields`: of the request, which are read besides, in lower case. */
export const outlineWith = (fields: readonly string[]): WantedMembers => ({
  ...{ startedDateTime: 'value', serverIPAddress: 'value', _ip_addr: 'value', _protocol: 'value' },
  ...{ connection: 'value', _connectionId: 'value', _socket: 'value', _serverPort: 'value' },
  ...{ _fetchType: 'value', _fromCache: 'value', _fromDiskCache: 'value', _wasFulfilled: 'value' },
  request: {
    members: {
      ...{ method: 'value', url: 'value', httpVersion: 'value' },
      headers: { named: ['host', ':authority', ':protocol', ...fields] },
    },
  },
  response: {
    members: {
      ...{ status: 'value', httpVersion: 'value', fromServiceWorker: 'value' },
      ...{ _fetchedViaServiceWorker: 'value', fromDiskCache: 'value', fromPrefetchCache: 'value' },
    },
  },
});

/**
 * Never throws. `fallbackTime`: ms since the epoch, for an entry that does not say its date. `field`: what `connection`
 * is in this file where it is not the port of the URL.
 */
export function readOutline(
  entry: JsonObject,
  fallbackTime: number,
  field: ConnectionField,
): ResponseOutline | Unread {
  const request = objectIn(entry, 'request');
  const response = objectIn(entry, 'response');
  const asked = textIn(request, 'url');
  if (asked === undefined) return 'damaged';
  const target = targetOf(boundedUrl(asked), request);
  if (target === undefined) return 'foreign';
  const status = statusOf(response);
  if (status === undefined) return (response?.status ?? '') === '' ? 'no-response' : 'damaged';
  // What programs write for a request that was blocked or failed: 0, -1 and the like.
  if (status < 100) return 'failed';
  const connection = connectionOf(entry, target.port, field);
  const time = Date.parse(textIn(entry, 'startedDateTime') ?? '');
  return {
    ...{ authority: target.authority, url: target.url, status, connection },
    protocol: protocolOf(versionOf(entry)),
    time: boundedTime(Number.isFinite(time) ? time : fallbackTime, Date.now()),
    address: addressOf(textIn(entry, 'serverIPAddress') || textIn(entry, '_ip_addr')),
    fromCache: fromCache(entry, connection),
    giver: giverOf(entry),
  };
}

/** As `readOutline`, with all that the entry shows. `index`: stands for the request's id. */
export function readEntry(
  entry: JsonObject,
  index: number,
  fallbackTime: number,
  field: ConnectionField,
): Entry | Unread {
  const outline = readOutline(entry, fallbackTime, field);
  return typeof outline === 'string' ? outline : entryOf(entry, index, outline);
}

/** The rest of an entry. It takes several times as long as what `readOutline` reads, so it is read where it is wanted. */
export function entryOf(entry: JsonObject, index: number, outline: ResponseOutline): Entry {
  const { authority, url, status, protocol, time, address, connection, giver } = outline;
  const request = objectIn(entry, 'request');
  const response = objectIn(entry, 'response');
  const sent = headersOf(request);
  const received = headersOf(response);
  const initiator = initiatorOf(entry, sent);
  const type = typeOf(entry, url, sent);
  return {
    ...{ authority, address, connection, giver },
    exchange: boundedExchange({
      requestId: String(index),
      time,
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
        statusLine: statusLineOf(versionOf(entry), response, status),
        headers: received,
        protocol,
        address: address === undefined ? unknown('not_in_log') : known(address),
        fromCache: outline.fromCache,
        proxy: unknown('not_in_log'),
      },
    }),
    body: isHidden(entry, type, received) ? unknown('blocked') : bodyOf(entry),
    tls: authority.scheme === 'http' ? unknown('no_tls') : tlsOf(entry),
  };
}

/** The User-Agent field of an entry's request. */
export const userAgentOf = (entry: JsonObject): string | undefined =>
  fieldOf(objectIn(entry, 'request'), 'user-agent');

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
  return url === undefined || authority === undefined ? undefined : boundedUrl(url);
}

/** WebPageTest has it beside request and response; what it writes there may be no protocol at all. */
function versionOf(entry: JsonObject): string {
  // Mostly the first says it.
  const first = textIn(objectIn(entry, 'response'), 'httpVersion') ?? '';
  if (first.length <= 20 && protocolOf(first) !== 'unknown') return first;
  const written = [first, textIn(objectIn(entry, 'request'), 'httpVersion'), textIn(entry, '_protocol')].map(
    (version) => (version ?? '').slice(0, 20),
  );
  return written.find((version) => protocolOf(version) !== 'unknown') ?? written.find(Boolean) ?? '';
}

const statusLineOf = (version: string, response: JsonObject | undefined, status: number): string =>
  `${version} ${status} ${(textIn(response, 'statusText') ?? '').slice(0, MAX_WORD)}`.trim();

/** Some programs write it as a text: `"421"`, `"421 Misdirected Request"`. */
function statusOf(response: JsonObject | undefined): number | undefined {
  const written = textIn(response, 'status');
  if (written === undefined) return numberIn(response, 'status');
  const digits = /^\s{0,8}(-?\d{1,3})(?!\d)/.exec(written)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * The URL that was asked for: where Host or :authority names another host than the URL, that host (RFC 9110 section
 * 7.1). A proxy in reverse mode writes the URL of its upstream (measured: mitmproxy 8.1).
 */
function targetOf(written: string, request: JsonObject | undefined): Target | undefined {
  const authority = authorityIn(written);
  if (authority === undefined) return undefined;
  const field = fieldOf(request, ':authority') ?? fieldOf(request, 'host');
  const named =
    field === undefined || isHostOf(field, written) || !HOST_FIELD.test(field)
      ? undefined
      : authorityIn(`${authority.scheme}://${field}/`);
  const { port } = authority;
  if (named === undefined || named.host === authority.host) return { url: written, authority, port };
  const start = written.indexOf('//') + 2;
  const end = written.slice(start).search(/[/?#]/);
  const rest = end < 0 ? '' : written.slice(start + end);
  return { url: `${written.slice(0, start)}${field}${rest}`, authority: named, port };
}

/** Authorities that are remembered. */
const MAX_REMEMBERED = 500;
const remembered = new Map<string, Authority | undefined>();

/** As `authorityOf`, of whose time the URL's parser takes most: what stands before the path decides alone. */
function authorityIn(url: string): Authority | undefined {
  const before = /^(?:http|ws)s?:\/\/[\w.:-]{1,300}(?=[/?#])/.exec(url)?.[0];
  if (before === undefined) return authorityOf(url);
  if (!remembered.has(before)) {
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(before, authorityOf(`${before}/`));
  }
  return remembered.get(before);
}

interface Target {
  readonly url: string;
  readonly authority: Authority;
  /** Of the URL as it is written. */
  readonly port: number;
}

/** What stands in the URL is the field, letter by letter, as it mostly is. */
function isHostOf(field: string, url: string): boolean {
  const start = url.indexOf('//') + 2;
  const next = url[start + field.length];
  return url.startsWith(field, start) && (next === '/' || next === undefined);
}

/** `uri-host [ ":" port ]` (RFC 9110 section 7.2), and nothing that would end it in a URL. */
const HOST_FIELD = /^[^\s/?#@\\]{1,300}$/;

function fieldOf(message: JsonObject | undefined, name: string): string | undefined {
  for (const header of listIn(message, 'headers')) {
    if (isObject(header) && textIn(header, 'name')?.toLowerCase() === name) return textIn(header, 'value');
  }
  return undefined;
}

/**
 * Chromium's DevTools: `_fetchedViaServiceWorker` of the response; chrome-har: `fromServiceWorker` of it; Safari:
 * `_fetchType`. Playwright: `_wasFulfilled`.
 */
function giverOf(entry: JsonObject): Giver {
  const response = objectIn(entry, 'response');
  if (textIn(objectIn(entry, 'request'), 'method')?.toUpperCase() === 'CONNECT' && !isExtended(entry))
    return 'tunnel';
  if (entry._wasFulfilled === true) return 'tool';
  return response?._fetchedViaServiceWorker === true ||
    response?.fromServiceWorker === true ||
    /service worker/i.test(textIn(entry, '_fetchType') ?? '')
    ? 'service-worker'
    : 'host';
}

/** A WebSocket over HTTP/2 is a CONNECT too (RFC 8441), but one for the host itself. */
const isExtended = (entry: JsonObject): boolean =>
  fieldOf(objectIn(entry, 'request'), ':protocol') !== undefined;

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

/**
 * Chromium: `_fromCache`, absent where not. Safari: `_fetchType`. chrome-har: `fromDiskCache` and `fromPrefetchCache` of
 * the response; chrome-har-capturer: `_fromDiskCache`.
 */
function fromCache(entry: JsonObject, connection: string | undefined): Known<boolean> {
  const response = objectIn(entry, 'response');
  const flags = [entry._fromDiskCache, response?.fromDiskCache, response?.fromPrefetchCache];
  if (textIn(entry, '_fromCache') !== undefined || flags.includes(true)) return known(true);
  const fetched = textIn(entry, '_fetchType');
  if (fetched !== undefined) return known(/cache/i.test(fetched));
  return connection === undefined && !flags.includes(false) ? unknown('not_in_log') : known(false);
}

/**
 * Chromium's DevTools: `_connectionId`; WebPageTest: `_socket`; others may have the id in `connection`, where Firefox and
 * today's DevTools have a port.
 */
function connectionOf(entry: JsonObject, port: number, field: ConnectionField): string | undefined {
  const own = idOf(entry._connectionId) ?? idOf(entry._socket);
  if (own !== undefined || '_connectionId' in entry) return own;
  const id = idOf(entry.connection);
  const ports = [port, numberIn(entry, '_serverPort')].map(String);
  return field === 'port' || id === undefined || ports.includes(id) ? undefined : id;
}

function idOf(value: unknown): string | undefined {
  const id = typeof value === 'number' ? String(value) : value;
  // Zero and less stand for none: the response came from a cache or never came.
  return typeof id !== 'string' || id === '' || /^(?:0|-\d+)$/.test(id) ? undefined : id.slice(0, MAX_WORD);
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

/** chrome-har calls the size of a body that it was not to record 0; it always writes `fromDiskCache`. */
const isLeftOut = (entry: JsonObject): boolean => {
  const response = objectIn(entry, 'response');
  return response !== undefined && 'fromDiskCache' in response && fieldOf(response, 'content-length') !== '0';
};

function bodyOf(entry: JsonObject): Known<BodyFacts> {
  const content = objectIn(objectIn(entry, 'response'), 'content');
  if (isErrorPage(entry, content)) return known({ text: '', cut: false, via: 'har' });
  const text = textIn(content, 'text');
  if (text === undefined) {
    return numberIn(content, 'size') === 0 && !isLeftOut(entry)
      ? known({ text: '', cut: false, via: 'har' })
      : unknown('not_in_log');
  }
  if (textIn(content, 'encoding') !== 'base64') {
    return known({ text: beginningOf(text), cut: text.length > MAX_BODY_BYTES, via: 'har' });
  }
  const most = Math.ceil(MAX_BODY_BYTES / 3) * 4;
  const bytes = bytesOf(text.slice(0, most));
  return bytes === undefined
    ? unknown('failed')
    : known({ text: new TextDecoder().decode(bytes), cut: text.length > most, via: 'har' });
}

/** Engines keep the whole of a text as long as a part of it is kept; a body may be many MB, so its beginning is made anew. */
const beginningOf = (text: string): string =>
  String(JSON.parse(JSON.stringify(text.slice(0, MAX_BODY_BYTES))));

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
