import type { Authority } from '../../model/authority.js';
import type { RequestType } from '../../model/exchange.js';
import type { Header } from '../../model/header.js';
import type { Connection, Peer } from './connection.js';
import type { Job } from './connections.js';

/** One try of a request, while the log is read. */
export interface Try {
  /** ms since the epoch */
  readonly begun: number;
  ended?: number;
  job?: Job;
  /** The session that was named for this request itself. */
  session?: Connection;
  peer?: Peer;
  status?: number;
  statusLine?: string;
  headers?: readonly Header[];
  headersCut?: true;
  hidden: boolean;
  error?: string;
}

/** A request from its start, or from a redirect, to its response. */
export interface Request {
  /** Source id in the log. */
  readonly source: number;
  readonly url: string;
  readonly authority: Authority;
  readonly method: string;
  type: RequestType | undefined;
  readonly initiator: string | undefined;
  /** ms since the epoch */
  readonly begun: number;
  /** Its body is a stream, which cannot be sent twice. */
  streamed: boolean;
  readonly tries: Try[];
  /** The log ends before the request does. */
  cut: boolean;
}

export const connectionOf = (attempt: Try): Connection | undefined =>
  attempt.session ?? attempt.job?.session ?? attempt.job?.socket;
