import type { Facts, RawFacts } from '../types.js';

/** Age in seconds (RFC 9111 section 5.1); a cache must send it with a stored response. 0 where absent or unreadable. */
export function ageOf(facts: RawFacts): number {
  const value = facts.header('age')?.trim() ?? '';
  return /^\d{1,10}$/.test(value) ? Number(value) : 0;
}

/** As ageOf, but 0 where a gateway is seen that sends Age with what it never stored as well. */
export const provenAge = (facts: Facts): number =>
  facts.gateways.some(({ product }) => product.agesEveryResponse) ? 0 : ageOf(facts);

/**
 * Names of the fields in which caches say what they did: RFC 9211's, those of CDNs, and what operators call nginx's
 * `$upstream_cache_status`. Not Squid's `X-Cache-Lookup`: what was looked up need not be what was sent.
 */
const REPORT = /^(?:[a-z0-9]+-){0,4}cache(?:-status)?$/i;

/** `HIT`, `Hit from cloudfront`, `TCP_NEGATIVE_HIT`, `HIT-CLUSTER`, RFC 9211's `hit`; not its `hit=?0`. */
const HIT = /(?:^|[\s;,_-]|refresh)hit(?!=\?0)(?:$|[\s;,=:_-])/i;
/** nginx, $upstream_cache_status: the store was read, though what it held was out of date. */
const STALE_HIT = /^(?:stale|updating|revalidated)$/i;

/** How often the store was read for it, at each cache on the way: one of them did. */
const HITS = /^[\d\s,]{0,40}[1-9]/;

/** Varnish names two requests where it answered from its store: this one, and the one that had filled it. */
const VARNISH_HIT = /^\d{1,20} \d{1,20}$/;

/** A header by which a shared cache says that it answered from its store, as `X-Cache: HIT from cache1`. */
export const cacheHit = ({ occurrence }: RawFacts): string | undefined =>
  occurrence.exchange.response.headers.flatMap(({ name, value }) => {
    const said = value.trim();
    const hit =
      (REPORT.test(name) && (HIT.test(said) || STALE_HIT.test(said))) ||
      (name.toLowerCase() === 'x-cache-hits' && HITS.test(said)) ||
      (name.toLowerCase() === 'x-varnish' && VARNISH_HIT.test(said));
    return hit ? [`${name}: ${said.slice(0, 80)}`] : [];
  })[0];
