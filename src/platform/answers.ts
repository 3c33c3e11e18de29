// The webRequest listeners: the only part of Missent that runs for every answer, so it does next to nothing.
//
// Chrome, measured with 156:
// - onResponseStarted has `ip` and `fromCache`, which no earlier event has; but it never comes for an answer that the
//   page may not see: a 421 from another origin is refused by CORS (fetch, fonts, modules) or ORB (images, scripts)
//   before that. onHeadersReceived comes for those as well, if it asks for `extraHeaders`. It also carries the
//   certificate where a flag of chrome://flags is on.
// - So a 421 is heard in onHeadersReceived and told when onResponseStarted or onErrorOccurred says the rest.
// - A refused WebSocket handshake shows its status in no event, with no option: it cannot be watched.
//
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

/** ms that a 421 waits for the event that completes it, which comes with the same turn of the browser's loop. */
const REST_COMES_MS = 1000;

/**
 * Calls back for every answer, good or bad. In Firefox a promise that is returned holds the answer back until it is
 * settled, which it must be soon. Call it once, synchronously, when the background starts: that is what wakes a
 * stopped one.
 */
export function watchAnswers(
  heard: (answer: Answer) => Promise<void> | undefined,
  /** Chrome: origin of the extension, whose own requests are told with header fields whatever their status. */
  home: string,
): void {
  if (target === 'firefox') {
    browser.webRequest.onHeadersReceived.addListener(
      (details) => heard(details)?.then(() => ({})),
      EVERYTHING,
      ['blocking', 'responseHeaders'],
    );
    return;
  }
  const waiting = new Map<string, Answer>();
  const complete = (requestId: string, rest: Pick<Answer, 'ip' | 'fromCache'>): void => {
    const answer = waiting.get(requestId);
    if (!answer) return;
    waiting.delete(requestId);
    void heard({ ...answer, ...rest });
  };
  listenForHeaders((details) => {
    if (details.statusCode !== 421 && details.initiator !== home) return;
    waiting.set(details.requestId, answerOf(details));
    setTimeout(complete, REST_COMES_MS, details.requestId, {});
  });
  browser.webRequest.onResponseStarted.addListener((details) => {
    if (waiting.size > 0 && waiting.has(details.requestId)) complete(details.requestId, details);
    else void heard(details);
  }, EVERYTHING);
  browser.webRequest.onErrorOccurred.addListener(({ requestId, ip, fromCache }) => {
    complete(requestId, {
      ...(ip === undefined ? {} : { ip }),
      ...(fromCache === undefined ? {} : { fromCache }),
    });
  }, EVERYTHING);
}

const answerOf = (details: chrome.webRequest.OnHeadersReceivedDetails): Answer => ({
  requestId: details.requestId,
  url: details.url,
  method: details.method,
  type: details.type,
  tabId: details.tabId,
  frameId: details.frameId,
  timeStamp: details.timeStamp,
  statusCode: details.statusCode,
  statusLine: details.statusLine,
  responseHeaders: (details.responseHeaders ?? []).map(({ name, value }) => ({ name, value: value ?? '' })),
  ...(details.initiator === undefined ? {} : { initiator: details.initiator }),
  ...('securityInfo' in details ? { securityInfo: details.securityInfo } : {}),
});

function listenForHeaders(heard: (details: chrome.webRequest.OnHeadersReceivedDetails) => undefined): void {
  const { onHeadersReceived } = chrome.webRequest;
  try {
    onHeadersReceived.addListener(heard, EVERYTHING, [
      'responseHeaders',
      'extraHeaders',
      'securityInfo',
      'securityInfoRawDer',
    ]);
  } catch {
    // A Chrome that does not know of certificates refuses the options synchronously.
    onHeadersReceived.addListener(heard, EVERYTHING, ['responseHeaders', 'extraHeaders']);
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
