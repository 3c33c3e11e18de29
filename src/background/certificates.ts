import { type Known, unknown } from '../model/known.js';
import type { TlsFacts } from '../model/tls.js';
import type { Answer } from '../platform/answers.js';
import { target } from '../platform/target.js';
import { tlsOfSecurityInfo } from '../platform/tls.js';

/** Chrome tells of a certificate one event before the answer itself; this keeps it for that moment. */
export class Certificates {
  readonly #ofRequest = new Map<string, unknown>();

  heard(requestId: string, statusCode: number, securityInfo: unknown): void {
    if (statusCode === 421) this.#ofRequest.set(requestId, securityInfo);
  }

  /** The TLS facts of an answer: `tls`, which Firefox gave, or what was kept for it in Chrome. */
  take(answer: Answer, tls: Known<TlsFacts>): Known<TlsFacts> {
    if (target === 'firefox') return tls;
    if (answer.type !== 'main_frame' && answer.type !== 'sub_frame') return unknown('not_for_this_type');
    const info = this.#ofRequest.get(answer.requestId);
    this.#ofRequest.delete(answer.requestId);
    return tlsOfSecurityInfo(info);
  }
}
