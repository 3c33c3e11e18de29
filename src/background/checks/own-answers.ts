import type { Known } from '../../model/known.js';
import type { TlsFacts } from '../../model/tls.js';
import type { Answer } from '../../platform/answer.js';
import { tlsOf } from '../../platform/tls.js';

/** An answer to one of Missent's own requests, with what Firefox tells of its connection. */
export interface OwnAnswer {
  readonly answer: Answer;
  readonly tls: Known<TlsFacts>;
}

/** Hands the browser's own account of a check's answer (status line, address, TLS) to the check that waits for it. */
export class OwnAnswers {
  #waiting: { readonly url: string; readonly give: (own: OwnAnswer) => void } | undefined;

  /** The next answer for this URL; checks run one after the other, so there is one at a time. */
  next(url: string): Promise<OwnAnswer> {
    return new Promise((give) => {
      this.#waiting = { url, give };
    });
  }

  /** Firefox holds the answer back until this is settled, so that its connection can be asked for. */
  heard(answer: Answer): Promise<void> | undefined {
    const waiting = this.#waiting;
    if (waiting?.url !== answer.url) return undefined;
    this.#waiting = undefined;
    return tlsOf(answer).then((tls) => waiting.give({ answer, tls }));
  }
}
