import type { WebRequest } from 'webextension-polyfill';

/** A response as the browser reports it, before anything is read out of it. Times in ms since the epoch. */
export interface WebResponse {
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
  readonly type: string;
  readonly tabId: number;
  readonly frameId: number;
  /** Of the document that asked; a navigation has none. */
  readonly documentId?: string;
  /** Of the document around the frame that asked. */
  readonly parentDocumentId?: string;
  /** Chrome only: of the document that asked, or is asked for. */
  readonly documentLifecycle?: string;
  readonly frameType?: string;
  readonly timeStamp: number;
  readonly statusCode: number;
  readonly statusLine: string;
  readonly responseHeaders?: WebRequest.HttpHeaders;
  /** Missent left some of them, or of one, out. */
  readonly headersCut?: true;
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
