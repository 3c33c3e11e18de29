import type { Authority } from '../../model/authority.js';
import type { RequestType } from '../../model/exchange.js';
import type { Connection, Peer } from './connection.js';
import type { Job } from './connections.js';
import type { ResponseHead } from './response-headers.js';

/** One try of a request, while the log is read. */
export interface Try extends Partial<ResponseHead> {
  /** ms since the epoch */
  readonly begun: number;
  ended?: number;
  job?: Job;
  /** The session that was named for this request itself. */
  session?: Connection;
  /** That session was found by its address, not by its host: it was opened for another one. */
  pooled?: true;
  peer?: Peer;
  /** A response that only its frame on the session shows: that of a WebSocket over HTTP/2 which was refused. */
  frame?: ResponseHead & { readonly time: number };
  hidden: boolean;
  error?: string;
}

/** Where a request goes, once the log has said it. */
export interface Target {
  readonly url: string;
  readonly authority: Authority;
  readonly method: string;
}

/** A request from its start, or from a redirect, to its response, as far as the log has shown it. */
export interface Draft {
  /** Source id in the log. */
  readonly source: number;
  /** `foreign`: a URL that is none of the web. Undefined: its start is not in the log, or the log leaves URLs out. */
  target: Target | 'foreign' | undefined;
  type: RequestType | undefined;
  initiator: string | undefined;
  /** ms since the epoch */
  readonly begun: number;
  /** Its body is a stream, which cannot be sent twice. */
  streamed: boolean;
  readonly tries: Try[];
  /** The log ends before the request does. */
  cut: boolean;
}

/** A request whose host is known. */
export type Request = Omit<Draft, 'target'> & Target;

export const connectionOf = (attempt: Try): Connection | undefined =>
  attempt.session ?? attempt.job?.session ?? attempt.job?.socket;
