// The webRequest listeners: the only part of Missent that runs for every response, so it does next to nothing.
//
// Chrome, measured with 156:
// - onResponseStarted has `ip` and `fromCache`, which no earlier event has; but it never comes for a response that the
//   page may not see: a 421 from another origin is refused by CORS (fetch, fonts, modules) or ORB (images, scripts)
//   before that. onHeadersReceived comes for those as well, if it asks for `extraHeaders`.
// - The certificate comes in onHeadersReceived where a flag of chrome://flags is on; a listener that asks for both it
//   and `extraHeaders` sees nothing, so it has one of its own, for documents and for requests of no tab.
// - So a 421 is seen in onHeadersReceived and reported when onResponseStarted or onErrorOccurred says the rest
//   (answer-parts.ts).
// - A refused WebSocket handshake shows its status in no event, with no option: it cannot be watched.
//
// Firefox: one blocking onHeadersReceived. It has everything, and getSecurityInfo and filterResponseData work only
// while it blocks. Nothing is ever changed or cancelled.

import { dropOldest } from '../model/drop-oldest.js';
import { type Protocol, REQUEST_TYPES, type RequestType, TUNNEL_REFUSED } from '../model/exchange.js';
import { browser } from './browser.js';
import { ResponseParts } from './response-parts.js';
import { target } from './target.js';
import type { WebResponse } from './web-response.js';

const EVERYTHING = { urls: ['<all_urls>'] };

interface Heard {
  /** Chrome: a 421 without its address yet; `seen` follows, unless the background ends before. */
  readonly begun: (response: WebResponse) => void;
  readonly heard: (response: WebResponse) => Promise<void> | undefined;
  /** Chrome: a response whose header fields are wanted, though it is no 421. */
  readonly isCandidate: (response: WebResponse) => boolean;
}

/** Documents whose header fields wait for the rest at a time. */
const MOST_FIELDS = 100;
/** ms for which a certificate is kept for its response: longer than the parts of one wait for each other. */
const CERTIFICATE_KEPT_MS = 5000;

/**
 * Calls back for every response, good or bad. In Firefox a promise that is returned holds the response back until it is
 * settled, which it must be soon. Call it once, synchronously, when the background starts: that is what wakes a
 * stopped one.
 */
export function watchResponses(
  { begun, heard, isCandidate }: Heard,
  /** Chrome: origin of the extension, whose own requests are reported with header fields whatever their status. */
  home: string,
): void {
  if (target === 'firefox') {
    browser.webRequest.onHeadersReceived.addListener(
      (details) => heard(details)?.then(() => ({})),
      EVERYTHING,
      ['blocking', 'responseHeaders'],
    );
    browser.webRequest.onErrorOccurred.addListener((details) => {
      if (details.error !== TUNNEL_REFUSED) return;
      void heard({ ...details, statusCode: 421, statusLine: TUNNEL_REFUSED });
    }, EVERYTHING);
    return;
  }
  const wanted = ({ statusCode, initiator }: { statusCode?: number; initiator?: string }): boolean =>
    statusCode === 421 || initiator === home;
  // All that a good response costs here.
  const isGood = ({ statusCode, initiator }: { statusCode: number; initiator?: string }): boolean =>
    statusCode < 400 && initiator !== home;
  const certificates = watchCertificates(wanted);
  const parts = new ResponseParts({
    begun,
    whole: (response) => {
      const securityInfo = certificates.get(response.requestId);
      void heard({ ...response, ...(securityInfo === undefined ? {} : { securityInfo }) });
    },
  });
  // By request: of documents with an error status, until the event that has their address.
  const fields = new Map<string, WebResponse['responseHeaders'] & object>();
  chrome.webRequest.onHeadersReceived.addListener(
    (details): undefined => {
      if (isGood(details)) return;
      if (wanted(details)) parts.head(responseOf(details));
      else if (details.type === 'main_frame') {
        const response = responseOf(details);
        if (!isCandidate(response)) return;
        fields.set(details.requestId, response.responseHeaders ?? []);
        dropOldest(fields, MOST_FIELDS);
      }
    },
    EVERYTHING,
    ['responseHeaders', 'extraHeaders'],
  );
  const withFields = (details: WebResponse): WebResponse => {
    const responseHeaders = fields.get(details.requestId);
    if (!responseHeaders) return details;
    fields.delete(details.requestId);
    return { ...details, responseHeaders };
  };
  browser.webRequest.onResponseStarted.addListener((details) => {
    if (isGood(details)) void heard(details);
    else if (wanted(details)) parts.started(details);
    else void heard(withFields(details));
  }, EVERYTHING);
  browser.webRequest.onErrorOccurred.addListener(
    (details) => parts.failed(details.requestId, details),
    EVERYTHING,
  );
}

const responseOf = (details: chrome.webRequest.OnHeadersReceivedDetails): WebResponse => ({
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
  ...(details.documentId === undefined ? {} : { documentId: details.documentId }),
  ...(details.parentDocumentId === undefined ? {} : { parentDocumentId: details.parentDocumentId }),
  ...(details.documentLifecycle === undefined ? {} : { documentLifecycle: details.documentLifecycle }),
  ...(details.frameType === undefined ? {} : { frameType: details.frameType }),
});

/** Keeps the certificates of responses that are wanted until the response itself is put together. */
function watchCertificates(
  wanted: (details: chrome.webRequest.OnHeadersReceivedDetails) => boolean,
): Map<string, unknown> {
  const kept = new Map<string, unknown>();
  const listener = (details: chrome.webRequest.OnHeadersReceivedDetails): undefined => {
    if (!('securityInfo' in details) || !wanted(details)) return;
    kept.set(details.requestId, details.securityInfo);
    setTimeout(() => kept.delete(details.requestId), CERTIFICATE_KEPT_MS);
  };
  const { onHeadersReceived } = chrome.webRequest;
  const options: ('securityInfo' | 'securityInfoRawDer')[] = ['securityInfo', 'securityInfoRawDer'];
  try {
    onHeadersReceived.addListener(listener, { ...EVERYTHING, types: ['main_frame', 'sub_frame'] }, options);
    onHeadersReceived.addListener(
      (details) => listener(details),
      { ...EVERYTHING, tabId: -1, types: ['xmlhttprequest'] },
      options,
    );
  } catch {
    // A Chrome that does not know of certificates refuses the options synchronously.
  }
  return kept;
}

/**
 * The protocol as far as the status line shows. Chrome writes `HTTP/1.1 421` without a reason phrase for h2 and h3,
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
