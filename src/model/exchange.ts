import * as v from 'valibot';
import { attemptSchema } from './attempt.js';
import { contextSchema } from './context.js';
import { headerSchema } from './header.js';
import { knownOf } from './known.js';
import { type Protocol, protocolSchema } from './protocol.js';
import { count, type Stored, text, time } from './stored.js';
import { tlsSchema } from './tls.js';

export type { Protocol };

/** Request types of webRequest that the product names; everything else is `other`. */
export const REQUEST_TYPES = [
  'main_frame',
  'sub_frame',
  'script',
  'stylesheet',
  'image',
  'font',
  'media',
  'object',
  'xmlhttprequest',
  'websocket',
  'ping',
  'csp_report',
  'webtransport',
  'other',
] as const;
export type RequestType = (typeof REQUEST_TYPES)[number];

/** The request of an exchange, as far as the browser shows it. */
export const requestSchema = v.object({
  /** Empty where it was not seen. */
  method: text,
  type: v.picklist(REQUEST_TYPES),
  url: text,
  /** Origin or URL that caused the request, where the browser names one. */
  initiator: v.exactOptional(text),
});
export type RequestFacts = Stored<typeof requestSchema>;

/**
 * What stands for the status line where a proxy said 421 to CONNECT: Firefox's name for it is all that it reports (measured:
 * Firefox 153). No request reached the host.
 */
export const TUNNEL_REFUSED = 'NS_ERROR_PROXY_MISDIRECTED_REQUEST';

/** The proxy that carried the request. */
export const proxySchema = v.object({
  /** `direct`, `http`, `https`, `socks`, `socks4` ... as the browser names it. */
  type: text,
  host: v.exactOptional(text),
  port: v.exactOptional(count),
});
export type ProxyFacts = Stored<typeof proxySchema>;

/** The response of an exchange. Browsers show the final response only: a 421 that a retry recovered is not here. */
export const responseSchema = v.object({
  status: count,
  statusLine: text,
  headers: v.array(headerSchema),
  /** Header text beyond MAX_HEADER_BYTES was left out. */
  headersCut: v.exactOptional(v.literal(true)),
  protocol: protocolSchema,
  /** IP address of the peer: the proxy's, where one is used. */
  address: knownOf(text),
  fromCache: knownOf(v.boolean()),
  proxy: knownOf(proxySchema),
});
export type ResponseFacts = Stored<typeof responseSchema>;

/** One request and its response as the browser reported them. */
export const exchangeSchema = v.object({
  requestId: text,
  /** ms since the epoch, the browser's own time stamp of the event */
  time: time,
  /** -1: not tied to a tab. */
  tabId: count,
  frameId: count,
  context: contextSchema,
  request: requestSchema,
  response: responseSchema,
});
export type Exchange = Stored<typeof exchangeSchema>;

/** First bytes of a body, decoded as text. */
export const bodySchema = v.object({
  text: text,
  /** There was more than was kept. */
  cut: v.boolean(),
  /** `error_page`: the browser showed a page of its own, which it does for an empty body only. */
  via: v.picklist(['stream', 'page', 'error_page', 'check', 'har', 'pasted']),
});
export type BodyFacts = Stored<typeof bodySchema>;

/** Bytes of a body that are kept. */
export const MAX_BODY_BYTES = 4096;

/** What the document's own navigation timing reported (Resource Timing, section 4.3). Times in ms since navigation start. */
export const pageSchema = v.object({
  protocol: protocolSchema,
  connectStart: v.number(),
  connectEnd: v.number(),
  responseStart: v.number(),
});
export type PageFacts = Stored<typeof pageSchema>;

/**
 * `misdirected`: a 421 surfaced. `recovered`: the browser's retry recovered a hidden 421.
 * `suspected`: misdirection without a 421.
 */
export const OUTCOMES = ['misdirected', 'recovered', 'suspected'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One misdirected answer, with everything that could be learned about it without a further request. */
export const occurrenceSchema = v.object({
  exchange: exchangeSchema,
  outcome: v.picklist(OUTCOMES),
  body: knownOf(bodySchema),
  page: knownOf(pageSchema),
  tls: knownOf(tlsSchema),
  /**
   * Nobody watched the response: the page reported it when it was already open. Method, status line and header fields
   * were not seen.
   */
  afterwards: v.exactOptional(v.literal(true)),
  /** All tries of the request, oldest first, where a log of the browser's network stack has them. */
  attempts: v.exactOptional(v.array(attemptSchema)),
  /** The label of the machine that saw it, see sources.ts; absent: this browser. */
  source: v.exactOptional(text),
});
export type Occurrence = Stored<typeof occurrenceSchema>;
