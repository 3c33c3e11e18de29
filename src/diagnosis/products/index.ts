import type { Product, ProductMatch, RawFacts, Recogniser } from '../types.js';
import { alibabaCdn } from './alibaba-cdn.js';
import { apache } from './apache.js';
import { awsLoadBalancer } from './aws-load-balancer.js';
import { azureFrontDoor } from './azure-front-door.js';
import { caddy } from './caddy.js';
import { cloudflare } from './cloudflare.js';
import { cloudfront } from './cloudfront.js';
import { envoy } from './envoy.js';
import { fastly } from './fastly.js';
import { h2o } from './h2o.js';
import { haproxy } from './haproxy.js';
import { kong } from './kong.js';
import { lighttpd } from './lighttpd.js';
import { litespeed } from './litespeed.js';
import { mcp } from './mcp.js';
import { nghttpx } from './nghttpx.js';
import { nginx } from './nginx.js';
import { listed } from './signals.js';
import { sozu } from './sozu.js';
import { squid } from './squid.js';
import { traefik } from './traefik.js';
import { trafficserver } from './trafficserver.js';
import { recogniseUnknownFront, unknownFront } from './unknown-front.js';
import { varnish } from './varnish.js';

/** Every product that is known. Fronts are reported in this order: CDNs stand nearest to the browser. */
export const PRODUCTS: readonly Product[] = [
  cloudflare,
  cloudfront,
  azureFrontDoor,
  fastly,
  alibabaCdn,
  awsLoadBalancer,
  nginx,
  haproxy,
  caddy,
  traefik,
  envoy,
  kong,
  h2o,
  nghttpx,
  sozu,
  trafficserver,
  varnish,
  squid,
  apache,
  litespeed,
  lighttpd,
  mcp,
  unknownFront,
];

export interface Recognition {
  /** Who wrote the 421, if that shows. */
  readonly emitter: ProductMatch | undefined;
  /** Who passed it on, nearest to the browser first. */
  readonly fronts: readonly ProductMatch[];
}

const SURENESS = { possible: 1, likely: 2, certain: 3 } as const;

function matched(product: Product, recogniser: Recogniser | undefined, raw: RawFacts): ProductMatch[] {
  const found = recogniser?.(raw);
  if (!found || (found.labelOnly && !serverAccounted(product, raw))) return [];
  const variant = product.variants.find((candidate) => candidate.recognise?.(raw) !== undefined);
  return [
    {
      product,
      by: found.by,
      sure: found.sure,
      ...(variant ? { variant } : {}),
      ...(found.replaced ? { replaced: true } : {}),
    },
  ];
}

/** Every `Server` value is one that the product or a known gateway puts there. */
const serverAccounted = ({ marks }: Product, raw: RawFacts): boolean =>
  listed(raw, 'server').every(
    (value) =>
      marks?.server?.test(value) || PRODUCTS.some((other) => other.front && other.marks?.server?.test(value)),
  );

/** Names the products that an answer shows: the one that wrote it, and those that passed it on. */
export function recognise(raw: RawFacts): Recognition {
  const emitter = PRODUCTS.flatMap((product) => matched(product, product.emitter, raw)).toSorted(
    (a, b) => SURENESS[b.sure] - SURENESS[a.sure],
  )[0];
  const known = PRODUCTS.flatMap((product) => matched(product, product.front, raw)).map((front) =>
    // A page might be the front's own custom one; not if another product is seen to have written it.
    front.sure === 'possible' &&
    emitter !== undefined &&
    emitter.sure !== 'possible' &&
    emitter.product !== front.product
      ? { ...front, sure: 'likely' as const }
      : front,
  );
  const unknown = known.length === 0 ? recogniseUnknownFront(raw, emitter) : undefined;
  return { emitter, fronts: unknown ? [unknown] : known };
}
