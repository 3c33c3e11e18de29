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
 * Calls back for each navigation of a tab that failed before there was a response, and whose error page the tab shows: with
 * status 0, and with the browser's name for the failure for a status line. Never called for a good page. Call once, synchronously.
 *
 * webRequest alone would not do. Chromium reports there also the https try of an http URL, after which it shows something
 * else (measured: 156). Firefox has a sentence in the language of the user there, with the address, and a code in
 * webNavigation; either may come first, and the code before the error page (measured: 153).
 */
export function watchFailedDocuments(failed: (response: WebResponse) => void): void {
  const halves = new Halves(failed);
  browser.webRequest.onErrorOccurred.addListener(
    (details) => {
      if (!GIVEN_UP.has(details.error)) halves.request(details);
    },
    { urls: ['https://*/*'], types: ['main_frame'] },
  );
  browser.webNavigation.onErrorOccurred.addListener((details) => {
    const { tabId, url, frameId } = details;
    const error: unknown = Reflect.get(details, 'error');
    if (frameId !== 0 || typeof error !== 'string' || GIVEN_UP.has(error)) return;
    // Chromium reports no commit of its error page: this is it.
    const { timeStamp: time } = details;
    halves.error(tabId, { url, error: NSS_NAMES.get(error) ?? error, time, isShown: target === 'chromium' });
  });
  if (target !== 'firefox') return;
  browser.webNavigation.onCommitted.addListener(({ tabId, url, frameId, timeStamp: time }) => {
    if (frameId === 0) halves.shown(tabId, { url, time });
  });
}

interface Shown {
  readonly url: string;
  /** ms since the epoch */
  readonly time: number;
}

interface FailedNavigation extends Shown {
  readonly error: string;
  readonly isShown: boolean;
}

/** Puts together what the two interfaces report of one failure. */
class Halves {
  readonly #failed: (response: WebResponse) => void;
  readonly #requests = new Map<number, Request>();
  readonly #navigations = new Map<number, FailedNavigation>();
  /** What each tab shows: a background that is woken may be told of it before it is told of the failure. */
  readonly #shown = new Map<number, Shown>();

  constructor(failed: (response: WebResponse) => void) {
    this.#failed = failed;
  }

  request(request: Request): void {
    keep(this.#requests, request.tabId, request);
    this.#join(request.tabId);
  }

  error(tabId: number, navigation: FailedNavigation): void {
    const shown = this.#shown.get(tabId);
    const isShown =
      shown !== undefined && shown.time >= navigation.time && isSamePage(shown.url, navigation.url);
    keep(this.#navigations, tabId, isShown ? { ...navigation, isShown } : navigation);
    this.#join(tabId);
  }

  shown(tabId: number, shown: Shown): void {
    const latest = this.#shown.get(tabId);
    if (!latest || latest.time <= shown.time) keep(this.#shown, tabId, shown);
    const navigation = this.#navigations.get(tabId);
    // A page of before may be reported only after the failure, to a background that is woken.
    if (!navigation || shown.time < navigation.time) return;
    if (isSamePage(navigation.url, shown.url)) this.error(tabId, { ...navigation, isShown: true });
    else this.#navigations.delete(tabId);
  }

  #join(tabId: number): void {
    const [request, navigation] = [this.#requests.get(tabId), this.#navigations.get(tabId)];
    if (!navigation?.isShown || !request || !isSamePage(request.url, navigation.url)) return;
    this.#requests.delete(tabId);
    this.#navigations.delete(tabId);
    this.#failed({ ...request, statusCode: 0, statusLine: navigation.error });
  }
}

const isSamePage = (a: string, b: string): boolean => a.split('#', 1)[0] === b.split('#', 1)[0];

function keep<Value>(map: Map<number, Value>, tabId: number, value: Value): void {
  map.delete(tabId);
  map.set(tabId, value);
  dropOldest(map, MAX_WAITING);
}
