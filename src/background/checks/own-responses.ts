import type { Known } from '../../model/known.js';
import type { TlsFacts } from '../../model/tls.js';
import { tlsOf } from '../../platform/tls.js';
import type { WebResponse } from '../../platform/web-response.js';

/** A response to one of Missent's own requests, with what Firefox shows of its connection. */
export interface OwnResponse {
  readonly response: WebResponse;
  readonly tls: Known<TlsFacts>;
}

/** Hands the browser's own account of a check's answer (status line, address, TLS) to the check that waits for it. */
export class OwnResponses {
  #waiting: { readonly url: string; readonly give: (own: OwnResponse) => void } | undefined;

  /** The next answer for this URL; checks run one after the other, so there is one at a time. */
  next(url: string): Promise<OwnResponse> {
    return new Promise((give) => {
      this.#waiting = { url, give };
    });
  }

  /** Firefox holds the response back until this is settled, so that its connection can be asked for. */
  heard(response: WebResponse): Promise<void> | undefined {
    const waiting = this.#waiting;
    if (waiting?.url !== response.url) return undefined;
    this.#waiting = undefined;
    return tlsOf(response).then((tls) => waiting.give({ response, tls }));
  }
}
