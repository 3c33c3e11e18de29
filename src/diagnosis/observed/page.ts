import type { Facts, RawFacts } from '../types.js';

/** A 421 surfaced, so its headers and body are those of the one who said it. */
export const surfaced = ({ occurrence }: RawFacts): boolean =>
  occurrence.outcome === 'misdirected' && occurrence.exchange.response.status === 421;

/** The browser's retry recovered a hidden 421. */
export const recovered = ({ occurrence }: RawFacts): boolean => occurrence.outcome === 'recovered';

/** The responder's id, where it was recognised well enough to build on, and only for a 421 that surfaced. */
export const responderId = (facts: Facts): string | undefined =>
  surfaced(facts) && facts.responder && facts.responder.sure !== 'possible'
    ? facts.responder.product.id
    : undefined;

/** Servers and gateways whose own 421 comes from comparing SNI with Host, each by its source (see products/). */
const COMPARE_SNI_WITH_HOST: ReadonlySet<string> = new Set(['apache', 'caddy', 'envoy', 'sozu', 'haproxy']);

/** The 421 comes from one that compares SNI with Host. */
export function comparesSniWithHost(facts: Facts): boolean {
  const id = responderId(facts);
  return id !== undefined && COMPARE_SNI_WITH_HOST.has(id);
}
