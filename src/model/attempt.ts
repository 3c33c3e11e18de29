import type { HostPort } from './authority.js';
import type { Header } from './header.js';
import type { Protocol } from './protocol.js';

/**
 * One try of a request on one connection. Browsers show extensions of the last try only; a log of the network stack
 * (Chromium's NetLog) has them all.
 */
export interface Attempt {
  /** ms since the epoch, when the network stack began to look for a connection */
  readonly time: number;
  /** ms from there to the response's header fields, or to the failure; absent where the log ends before. */
  readonly duration?: number;
  /** Absent where no response came. */
  readonly status?: number;
  /** Header fields of the response; kept of a 421 only, bounded by MAX_HEADER_BYTES. */
  readonly headers: readonly Header[];
  readonly protocol: Protocol;
  /** What the connection was opened for; the host is the name in its SNI. */
  readonly openedFor?: HostPort;
  /** The connection was opened for another host (RFC 9113 section 9.1.1). Absent where the log does not say. */
  readonly shared?: boolean;
  /** IP address of the peer: the proxy's, where one is used. */
  readonly address?: string;
  /** The browser kept this 421 to itself and tried again. */
  readonly hidden: boolean;
  /** Why no response came, e.g. `ERR_CONNECTION_RESET`. */
  readonly error?: string;
}
