import { type Header, headerValues } from './header.js';

/**
 * Whether a response says for how long it may be used from a store (RFC 9111 section 4.2.1). A 421 that does not may be
 * used for no new request: its status is not heuristically cacheable (RFC 9110 section 15.1).
 */
export const saysFreshness = (headers: readonly Header[]): boolean =>
  headerValues(headers, 'expires').length > 0 ||
  headerValues(headers, 'cache-control').some((value) => /(?:^|[\s,])(?:s-max|max-)age\s*=/i.test(value));

/** When the response was made, ms since the epoch (RFC 9110 section 6.6.1). undefined: it does not say. */
export function dateOf(headers: readonly Header[]): number | undefined {
  const time = Date.parse(headerValues(headers, 'date')[0] ?? '');
  return Number.isNaN(time) ? undefined : time;
}
