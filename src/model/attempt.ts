import * as v from 'valibot';
import { headerSchema } from './header.js';
import { protocolSchema } from './protocol.js';
import { count, type Stored, text, time } from './stored.js';

/**
 * One try of a request on one connection. Browsers show extensions of the last try only; a log of the network stack
 * (Chromium's NetLog) has them all.
 */
export const attemptSchema = v.object({
  /** ms since the epoch, when the network stack began to look for a connection */
  time: time,
  /** ms from there to the response's header fields, or to the failure; absent where the log ends before. */
  duration: v.exactOptional(v.number()),
  /** Absent where no response came. */
  status: v.exactOptional(count),
  /** Header fields of the response; kept of a 421 only, bounded by MAX_HEADER_BYTES. */
  headers: v.array(headerSchema),
  protocol: protocolSchema,
  /** What the connection was opened for; the host is the name in its SNI. */
  openedFor: v.exactOptional(v.object({ host: text, port: count })),
  /** The connection was opened for another host (RFC 9113 section 9.1.1). Absent where the log does not say. */
  shared: v.exactOptional(v.boolean()),
  /** IP address of the peer: the proxy's, where one is used. */
  address: v.exactOptional(text),
  /** The browser kept this 421 to itself and tried again. */
  hidden: v.boolean(),
  /** Why no response came, e.g. `ERR_CONNECTION_RESET`. */
  error: v.exactOptional(text),
});
export type Attempt = Stored<typeof attemptSchema>;
