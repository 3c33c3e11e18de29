import type { Attempt } from './attempt.js';
import type { BrowsingContext } from './context.js';
import type { Header } from './header.js';
import type { Known } from './known.js';
import type { Protocol } from './protocol.js';
import type { TlsFacts } from './tls.js';

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
export interface RequestFacts {
  /** Empty where it was not seen. */
  readonly method: string;
  readonly type: RequestType;
  readonly url: string;
  /** Origin or URL that caused the request, where the browser names one. */
  readonly initiator?: string;
}

/**
 * What stands for the status line where a proxy said 421 to CONNECT: Firefox's name for it is all that it reports (measured:
 * Firefox 153). No request reached the host.
 */
export const TUNNEL_REFUSED = 'NS_ERROR_PROXY_MISDIRECTED_REQUEST';

/** The proxy that carried the request. */
export interface ProxyFacts {
  /** `direct`, `http`, `https`, `socks`, `socks4` ... as the browser names it. */
  readonly type: string;
  readonly host?: string;
  readonly port?: number;
}

/** The response of an exchange. Browsers show the final response only: a 421 that a retry recovered is not here. */
export interface ResponseFacts {
  readonly status: number;
  readonly statusLine: string;
  readonly headers: readonly Header[];
  /** Header text beyond MAX_HEADER_BYTES was left out. */
  readonly headersCut?: true;
  readonly protocol: Protocol;
  /** IP address of the peer: the proxy's, where one is used. */
  readonly address: Known<string>;
  readonly fromCache: Known<boolean>;
  readonly proxy: Known<ProxyFacts>;
}

/** One request and its response as the browser reported them. */
export interface Exchange {
  readonly requestId: string;
  /** ms since the epoch, the browser's own time stamp of the event */
  readonly time: number;
  /** -1: not tied to a tab. */
  readonly tabId: number;
  readonly frameId: number;
  readonly context: BrowsingContext;
  readonly request: RequestFacts;
  readonly response: ResponseFacts;
}

/** First bytes of a body, decoded as text. */
export interface BodyFacts {
  readonly text: string;
  /** There was more than was kept. */
  readonly cut: boolean;
  /** `error_page`: the browser showed a page of its own, which it does for an empty body only. */
  readonly via: 'stream' | 'page' | 'error_page' | 'check' | 'har' | 'pasted';
}

/** Bytes of a body that are kept. */
export const MAX_BODY_BYTES = 4096;

/** What the document's own navigation timing reported (Resource Timing, section 4.3). Times in ms since navigation start. */
export interface PageFacts {
  readonly protocol: Protocol;
  readonly connectStart: number;
  readonly connectEnd: number;
  readonly responseStart: number;
}

/** One misdirected answer, with everything that could be learned about it without a further request. */
export interface Occurrence {
  readonly exchange: Exchange;
  readonly outcome: Outcome;
  readonly body: Known<BodyFacts>;
  readonly page: Known<PageFacts>;
  readonly tls: Known<TlsFacts>;
  /**
   * Nobody watched the response: the page reported it when it was already open. Method, status line and header fields
   * were not seen.
   */
  readonly afterwards?: true;
  /** All tries of the request, oldest first, where a log of the browser's network stack has them. */
  readonly attempts?: readonly Attempt[];
}

/**
 * `misdirected`: a 421 surfaced. `recovered`: the browser's retry recovered a hidden 421.
 * `suspected`: misdirection without a 421.
 */
export const OUTCOMES = ['misdirected', 'recovered', 'suspected'] as const;
export type Outcome = (typeof OUTCOMES)[number];
