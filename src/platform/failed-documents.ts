import { dropOldest } from '../model/drop-oldest.js';
import { browser } from './browser.js';
import { target } from './target.js';
import type { WebResponse } from './web-response.js';

/**
 * Firefox's codes, by the names that its own error page shows: NSS numbers in nsresults of the security module (NSS, sslerr.h;
 * mozilla-central, nsNSSErrors.cpp). Measured: Firefox 153.
 */
const NSS_NAMES: ReadonlyMap<string, string> = new Map([
  ['Error code 2153394164', 'SSL_ERROR_BAD_CERT_DOMAIN'],
  ['Error code 2153394070', 'SSL_ERROR_UNRECOGNIZED_NAME_ALERT'],
]);

/** Given up by the user or the page, or for another navigation: NS_BINDING_ABORTED, NS_ERROR_ABORT. */
const GIVEN_UP: ReadonlySet<string> = new Set([
  'net::ERR_ABORTED',
  'Error code 2152398850',
  'Error code 2147500036',
]);

/** Tabs whose failure waits for its other half. */
const MAX_WAITING = 100;

type Request = Omit<WebResponse, 'statusCode' | 'statusLine'>;

/**
 * Calls back for each navigation of a tab that failed before there was a response: with status 0, and with the browser's name
 * for the failure for a status line. Never called for a good page. Call once, synchronously.
 *
 * Chromium has the name and never the address. Firefox has the address in webRequest, with a sentence in the language of the
 * user, and a code in webNavigation; either may come first.
 */
export function watchFailedDocuments(failed: (response: WebResponse) => void): void {
  const report = (request: Request, error: string): void => {
    if (!GIVEN_UP.has(error)) failed({ ...request, statusCode: 0, statusLine: error });
  };
  const documents = { urls: ['https://*/*'], types: ['main_frame' as const] };
  if (target === 'chromium') {
    browser.webRequest.onErrorOccurred.addListener((details) => report(details, details.error), documents);
    return;
  }
  const requests = new Map<number, Request>();
  const codes = new Map<number, { readonly url: string; readonly error: string }>();
  const pair = (tabId: number): void => {
    const [request, code] = [requests.get(tabId), codes.get(tabId)];
    if (!request || request.url !== code?.url) return;
    requests.delete(tabId);
    codes.delete(tabId);
    report(request, NSS_NAMES.get(code.error) ?? code.error);
  };
  browser.webRequest.onErrorOccurred.addListener((details) => {
    requests.delete(details.tabId);
    requests.set(details.tabId, details);
    dropOldest(requests, MAX_WAITING);
    pair(details.tabId);
  }, documents);
  browser.webNavigation.onErrorOccurred.addListener((details) => {
    const { tabId, url, frameId } = details;
    const error: unknown = Reflect.get(details, 'error');
    if (frameId !== 0 || typeof error !== 'string' || GIVEN_UP.has(error)) return;
    codes.delete(tabId);
    codes.set(tabId, { url, error });
    dropOldest(codes, MAX_WAITING);
    pair(tabId);
  });
}
