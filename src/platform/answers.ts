// The webRequest listeners: the only part of Missent that runs for every answer, so it does next to nothing.
//
// Chrome: one listener for all types, onResponseStarted, because `ip` and `fromCache` exist from there on; and
// onHeadersReceived for documents only, the one event that carries certificates (with a flag of chrome://flags on).
// Chrome shows no status for a refused WebSocket handshake, in no event, with no option: it cannot be watched there.
// Firefox: one blocking onHeadersReceived. It has everything, and getSecurityInfo and filterResponseData work only
// while it blocks. Nothing is ever changed or cancelled.
import type { WebRequest } from 'webextension-polyfill';
import { type Protocol, REQUEST_TYPES, type RequestType } from '../model/exchange.js';
import { browser } from './browser.js';
import { target } from './target.js';

/** An answer as the browser reports it, before anything is read out of it. Times in ms since the epoch. */
export interface Answer {
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
  readonly type: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly timeStamp: number;
  readonly statusCode: number;
  readonly statusLine: string;
  readonly responseHeaders?: WebRequest.HttpHeaders;
  readonly ip?: string;
  readonly fromCache?: boolean;
  /** Chrome: an origin. */
  readonly initiator?: string;
  /** Firefox: URLs. */
  readonly originUrl?: string;
  readonly documentUrl?: string;
  /** Firefox only. */
  readonly incognito?: boolean;
  readonly cookieStoreId?: string;
  readonly proxyInfo?: {
    readonly type?: string;
    readonly host?: string;
    readonly port?: string | number;
  } | null;
  /** Chrome, with its flag on. */
  readonly securityInfo?: unknown;
}

const EVERYTHING = { urls: ['<all_urls>'] };

/**
 * Calls back for every answer, good or bad. In Firefox a promise that is returned holds the answer back until it is
 * settled, which it must be soon. Call it once, synchronously, when the background starts: that is what wakes a
 * stopped one.
 */
export function watchAnswers(heard: (answer: Answer) => Promise<void> | undefined): void {
  if (target === 'firefox') {
    browser.webRequest.onHeadersReceived.addListener(
      (details) => heard(details)?.then(() => ({})),
      EVERYTHING,
      ['blocking', 'responseHeaders'],
    );
    return;
  }
  browser.webRequest.onResponseStarted.addListener((details) => void heard(details), EVERYTHING, [
    'responseHeaders',
  ]);
}

/** Chrome: calls back for documents that carry certificates, just before their answer is heard. */
export function watchCertificates(
  heard: (requestId: string, statusCode: number, securityInfo: unknown) => void,
): void {
  if (target === 'firefox') return;
  try {
    chrome.webRequest.onHeadersReceived.addListener(
      (details): undefined => {
        if ('securityInfo' in details) heard(details.requestId, details.statusCode, details.securityInfo);
      },
      { ...EVERYTHING, types: ['main_frame', 'sub_frame'] },
      ['securityInfo', 'securityInfoRawDer'],
    );
  } catch {
    // A Chrome that does not know the options refuses them synchronously; it has no certificates to give.
  }
}

/**
 * The protocol as far as the status line tells. Chrome writes `HTTP/1.1 421` without a reason phrase for h2 and h3,
 * and the server's own line for HTTP/1.1; Firefox names the version.
 */
export function protocolOf(statusLine: string): Protocol {
  if (/^HTTP\/3/i.test(statusLine)) return 'h3';
  if (/^HTTP\/2/i.test(statusLine)) return 'h2';
  if (target === 'chromium' && /^HTTP\/1\.1 \d{3}$/.test(statusLine)) return 'h2-or-h3';
  return /^HTTP\/1/i.test(statusLine) ? 'http/1.1' : 'unknown';
}

const TYPES: ReadonlySet<string> = new Set(REQUEST_TYPES);
const SAME: Readonly<Record<string, RequestType>> = { beacon: 'ping', imageset: 'image' };

/** Both browsers' names for one thing become one name. */
export function requestTypeOf(type: string): RequestType {
  return isRequestType(type) ? type : (SAME[type] ?? 'other');
}

const isRequestType = (type: string): type is RequestType => TYPES.has(type);
