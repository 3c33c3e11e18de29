import { unknownFront } from '../products/unknown-front.js';
import type { Facts, ProductMatch } from '../types.js';
import { recovered } from './page.js';

/** Proxies that stand at a company's door as often as before a site: they show no front of the site. */
const ALSO_CLIENT_SIDE: ReadonlySet<string> = new Set(['squid']);

const other = (facts: Facts, front: ProductMatch): boolean => front.product.id !== facts.emitter?.product.id;

/** A front of the site that shows in the answer and is not the one who wrote the 421. Nearest to the browser. */
export const siteFront = (facts: Facts): ProductMatch | undefined =>
  recovered(facts)
    ? undefined
    : facts.fronts.find(
        (front) =>
          front.sure !== 'possible' && other(facts, front) && !ALSO_CLIENT_SIDE.has(front.product.id),
      );

/** No gateway at all is seen, not even one that is only possible. */
export const nothingInFront = (facts: Facts): boolean => !facts.fronts.some((front) => other(facts, front));

/**
 * A CDN refused, and it was a gateway that asked: another program that shows, or a node of the same CDN before it. The
 * gateway is then the CDN's client, as a browser would be.
 */
export function cdnAsked(
  facts: Facts,
): { readonly cdn: ProductMatch; readonly by: ProductMatch } | undefined {
  const { emitter } = facts;
  if (emitter?.product.kind !== 'cdn' || emitter.sure === 'possible') return undefined;
  const by =
    siteFront(facts) ??
    facts.fronts.find(({ product, sure }) => product.id === emitter.product.id && sure === 'certain');
  return by && { cdn: emitter, by };
}

/** A proxy in the answer's headers that may stand on either side. */
export const eitherSideProxy = (facts: Facts): ProductMatch | undefined =>
  facts.fronts.find((front) => other(facts, front) && ALSO_CLIENT_SIDE.has(front.product.id));

/**
 * After a hidden 421 the good answer shows a front, and another server's label stood on the 421: so the refusal came
 * from behind the front, which ends the browser's TLS connection.
 */
export const refusedBehindFront = (facts: Facts): ProductMatch | undefined =>
  recovered(facts) && facts.emitter
    ? facts.fronts.find((front) => front.sure !== 'possible' && other(facts, front))
    : undefined;

/** The front is a product that is known, so its own lines can mend it. */
export const knownFront = (facts: Facts): ProductMatch | undefined => {
  const front = siteFront(facts);
  return front?.product.id === unknownFront.id ? undefined : front;
};

/** The front's name, where it has one: that of a known product, or what an unknown one calls itself. */
export const frontName = (facts: Facts): string | undefined => {
  const front = siteFront(facts);
  return front && front.product.name !== unknownFront.name ? nameOf(front) : undefined;
};

/** The emitter's name, where it was recognised well enough to name it in a verdict. */
export const emitterName = ({ emitter }: Facts): string | undefined =>
  emitter && emitter.sure !== 'possible' ? nameOf(emitter) : undefined;

/** Proper name, with the variant where it is known: `Plesk (nginx)`. */
export const nameOf = ({ product, variant }: ProductMatch): string =>
  variant ? `${variant.name} (${product.name})` : product.name;
