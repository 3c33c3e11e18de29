import type { Product, ProductMatch, RawFacts, Recogniser } from '../types.js';
import { aiohttp } from './aiohttp/index.js';
import { alibabaCdn } from './alibaba-cdn/index.js';
import { apache } from './apache/index.js';
import { awsLoadBalancer } from './aws-load-balancer/index.js';
import { azureFrontDoor } from './azure-front-door/index.js';
import { caddy } from './caddy/index.js';
import { cherrypy } from './cherrypy/index.js';
import { cloudflare } from './cloudflare/index.js';
import { cloudfront } from './cloudfront/index.js';
import { confluent } from './confluent/index.js';
import { daphne } from './daphne/index.js';
import { envoy } from './envoy/index.js';
import { express } from './express/index.js';
import { fastcgi } from './fastcgi/index.js';
import { fastify } from './fastify/index.js';
import { fastly } from './fastly/index.js';
import { fastmcp } from './fastmcp/index.js';
import { githubApi } from './github-api/index.js';
import { gunicorn } from './gunicorn/index.js';
import { h2o } from './h2o/index.js';
import { h3 } from './h3/index.js';
import { hapi } from './hapi/index.js';
import { haproxy } from './haproxy/index.js';
import { hypercorn } from './hypercorn/index.js';
import { jetty } from './jetty/index.js';
import { keycloak } from './keycloak/index.js';
import { kong } from './kong/index.js';
import { lighttpd } from './lighttpd/index.js';
import { litespeed } from './litespeed/index.js';
import { mcp } from './mcp/index.js';
import { mojolicious } from './mojolicious/index.js';
import { nestjs } from './nestjs/index.js';
import { nghttpx } from './nghttpx/index.js';
import { nginx } from './nginx/index.js';
import { php } from './php/index.js';
import { pythonHttpServer } from './python-http-server/index.js';
import { restify } from './restify/index.js';
import { listed } from './signals.js';
import { sozu } from './sozu/index.js';
import { squid } from './squid/index.js';
import { thin } from './thin/index.js';
import { tinyhttp } from './tinyhttp/index.js';
import { tomcat } from './tomcat/index.js';
import { tornado } from './tornado/index.js';
import { traefik } from './traefik/index.js';
import { trafficserver } from './trafficserver/index.js';
import { twisted } from './twisted/index.js';
import { recogniseUnknownGateway, unknownGateway } from './unknown-gateway/index.js';
import { uvicorn } from './uvicorn/index.js';
import { varnish } from './varnish/index.js';
import { waitress } from './waitress/index.js';
import { werkzeug } from './werkzeug/index.js';

/** Every product that is known. Gateways are reported in this order: CDNs stand nearest to the browser. */
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
  // What names a program before the server that runs it.
  githubApi,
  fastmcp,
  keycloak,
  confluent,
  nestjs,
  fastify,
  hapi,
  h3,
  express,
  tinyhttp,
  restify,
  werkzeug,
  tornado,
  aiohttp,
  twisted,
  cherrypy,
  pythonHttpServer,
  gunicorn,
  uvicorn,
  hypercorn,
  daphne,
  waitress,
  mojolicious,
  thin,
  tomcat,
  jetty,
  php,
  fastcgi,
  unknownGateway,
];

export interface Recognition {
  /** Who wrote the 421, if that shows. */
  readonly responder: ProductMatch | undefined;
  /** Who passed it on, nearest to the browser first. */
  readonly gateways: readonly ProductMatch[];
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
      marks?.server?.test(value) ||
      PRODUCTS.some((other) => other.gateway && other.marks?.server?.test(value)),
  );

/** Names the products that a response shows: the one that wrote it, and those that passed it on. */
export function recognise(raw: RawFacts): Recognition {
  const responder = PRODUCTS.flatMap((product) => matched(product, product.responder, raw)).toSorted(
    (a, b) => SURENESS[b.sure] - SURENESS[a.sure],
  )[0];
  const known = PRODUCTS.flatMap((product) => matched(product, product.gateway, raw)).map((gateway) =>
    // A page might be the gateway's own custom one; not if another product is seen to have written it.
    gateway.sure === 'possible' &&
    responder !== undefined &&
    responder.sure !== 'possible' &&
    responder.product !== gateway.product
      ? { ...gateway, sure: 'likely' as const }
      : gateway,
  );
  const unknown = known.length === 0 ? recogniseUnknownGateway(raw, responder) : undefined;
  return { responder, gateways: unknown ? [unknown] : known };
}
