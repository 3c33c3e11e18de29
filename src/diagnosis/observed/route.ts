import { type Text, text } from '../../model/text.js';
import { product as unknownGateway } from '../products/unknown-gateway/index.js';
import type { Facts, ProductMatch } from '../types.js';
import { recovered } from './page.js';

const other = (facts: Facts, gateway: ProductMatch): boolean =>
  gateway.product.id !== facts.responder?.product.id;

/** A front of the site that shows in the response and is not the one who wrote the 421. Nearest to the browser. */
export const siteGateway = (facts: Facts): ProductMatch | undefined =>
  recovered(facts)
    ? undefined
    : facts.gateways.find(
        (gateway) => gateway.sure !== 'possible' && other(facts, gateway) && !gateway.product.alsoClientSide,
      );

/** No gateway at all is seen, not even one that is only possible, in header fields that would show it. */
export const noGatewayShows = (facts: Facts): boolean =>
  !facts.occurrence.afterwards && !facts.gateways.some((gateway) => other(facts, gateway));

/**
 * A CDN refused, and it was a gateway that asked: another program that shows, or a node of the same CDN before it. The
 * gateway is then the CDN's client, as a browser would be.
 */
export function cdnAsked(
  facts: Facts,
): { readonly cdn: ProductMatch; readonly by: ProductMatch } | undefined {
  const { responder } = facts;
  if (responder?.product.kind !== 'cdn' || responder.sure === 'possible') return undefined;
  const by =
    siteGateway(facts) ??
    facts.gateways.find(({ product, sure }) => product.id === responder.product.id && sure === 'certain');
  return by && { cdn: responder, by };
}

/** The sentence for it. What has no name is called what it is. */
export const cdnAskedBy = ({ cdn, by }: NonNullable<ReturnType<typeof cdnAsked>>): Text =>
  by.product === unknownGateway
    ? text('evidence_cdn_asked_by_something', nameOf(cdn))
    : text('evidence_cdn_asked_by_gateway', nameOf(cdn), nameOf(by));

/** A proxy in the response's headers that may stand on either side. */
export const eitherSideProxy = (facts: Facts): ProductMatch | undefined =>
  facts.gateways.find((gateway) => other(facts, gateway) && gateway.product.alsoClientSide);

/**
 * After a hidden 421 the good response shows a gateway, and another server's label stood on the 421: so the refusal came
 * from behind the gateway, which ends the browser's TLS connection.
 */
export const refusedBehindGateway = (facts: Facts): ProductMatch | undefined =>
  recovered(facts) && facts.responder
    ? facts.gateways.find((gateway) => gateway.sure !== 'possible' && other(facts, gateway))
    : undefined;

/** The gateway is a product that is known, so its own lines can fix it. */
export const knownGateway = (facts: Facts): ProductMatch | undefined => {
  const gateway = siteGateway(facts);
  return gateway?.product.id === unknownGateway.id ? undefined : gateway;
};

/** The gateway's name, where it has one: that of a known product, or what an unknown one calls itself. */
export const gatewayName = (facts: Facts): string | undefined => {
  const gateway = siteGateway(facts);
  return gateway && gateway.product.name !== unknownGateway.name ? nameOf(gateway) : undefined;
};

/** The responder's name, where it was recognised well enough to name it in a verdict. */
export const responderName = ({ responder }: Facts): string | undefined =>
  responder && responder.sure !== 'possible' ? nameOf(responder) : undefined;

/** Proper name, with the variant where it is known: `Plesk (nginx)`. */
export const nameOf = ({ product, variant }: ProductMatch): string =>
  variant ? `${variant.name} (${product.name})` : product.name;
