import type { Facts, RawFacts } from '../types.js';

/** Age in seconds (RFC 9111 section 5.1); a cache must send it with a stored response. 0 where absent or unreadable. */
export function ageOf(facts: RawFacts): number {
  const value = facts.header('age')?.trim() ?? '';
  return /^\d{1,10}$/.test(value) ? Number(value) : 0;
}

/** As ageOf, but 0 where a gateway is seen that sends Age with what it never stored as well. */
export const provenAge = (facts: Facts): number =>
  facts.gateways.some(({ product }) => product.agesEveryResponse) ? 0 : ageOf(facts);

const HIT_FIELDS = ['x-cache', 'cf-cache-status', 'x-proxy-cache', 'cache-status'] as const;

/** A header by which a shared cache says that it answered from its store, as `X-Cache: HIT from cache1`. */
export function cacheHit(facts: RawFacts): string | undefined {
  for (const name of HIT_FIELDS) {
    const value = facts.headers(name).find((line) => /(?:^|[\s;,])hit(?:$|[\s;,=])/i.test(line));
    if (value !== undefined) return `${name}: ${value.slice(0, 80)}`;
  }
  return undefined;
}
