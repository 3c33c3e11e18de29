import { browser } from './browser.js';
import { target } from './target.js';

/** A request that failed in a way that may hide a 421. */
export interface FailedRequest {
  /** `tunnel`: a proxy refused to open one for a main document. */
  readonly kind: 'websocket' | 'tunnel';
  readonly url: string;
  readonly tabId: number;
  /** Of the document that asked. */
  readonly documentId?: string;
}

/** A proxy answered CONNECT with anything but success (Chromium, net/base/net_error_list.h). */
const TUNNEL = 'net::ERR_TUNNEL_CONNECTION_FAILED';

/** Chrome only: Firefox reports the status of a refused handshake, and names a proxy's 421. Call once, synchronously. */
export function watchFailures(failed: (request: FailedRequest) => void): void {
  if (target !== 'chromium') return;
  const listen = (
    types: ('main_frame' | 'websocket')[],
    kind: FailedRequest['kind'],
    error: string | undefined,
  ): void => {
    browser.webRequest.onErrorOccurred.addListener(
      (details) => {
        if (details.tabId < 0 || (error !== undefined && details.error !== error)) return;
        const documentId: unknown = Reflect.get(details, 'documentId');
        failed({
          kind,
          url: details.url,
          tabId: details.tabId,
          ...(typeof documentId === 'string' ? { documentId } : {}),
        });
      },
      { urls: ['<all_urls>'], types },
    );
  };
  listen(['main_frame'], 'tunnel', TUNNEL);
  // Whatever the reason, the browser calls it net::ERR_FAILED.
  listen(['websocket'], 'websocket', 'net::ERR_FAILED');
}
