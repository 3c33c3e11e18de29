import type { RawFacts, Sign } from '../../types.js';
import { applicationProduct } from '../application-product.js';
import { byHeader, byPage, shows421, sign } from '../signals.js';

/** The page of finalhandler, which Express and Connect share, under the policy that it sends with it. */
const ERROR_PAGE = /<title>Error<\/title>\n<\/head>\n<body>\n<pre>/;

/** ETag as npm's `etag` makes it of a body: its length, and 27 characters of its SHA-1. */
const BODY_TAG = /^W\/"([0-9a-f]{1,8})-[A-Za-z0-9+/]{27}"$/;

/** Express tags every text that it sends. Others that use the package name themselves in X-Powered-By, as tinyhttp does. */
function byBodyTag(facts: RawFacts): Sign | undefined {
  const tag = facts.header('etag') ?? '';
  const length = BODY_TAG.exec(tag)?.[1];
  if (length === undefined || !shows421(facts) || facts.header('x-powered-by') !== undefined)
    return undefined;
  const sent = facts.header('content-length');
  return sent === undefined || Number(sent) === Number.parseInt(length, 16)
    ? sign('likely', byHeader('ETag', tag))
    : undefined;
}

/** Express, also under Helmet, which takes X-Powered-By away; the ETag stays. Go, Traefik, Koa and Starlette send none. */
export const product = applicationProduct({
  id: 'express',
  order: 380,
  name: 'Express',
  responder: (facts) => {
    if (!shows421(facts)) return undefined;
    const powered = facts.header('x-powered-by');
    if (powered === 'Express') return sign('likely', byHeader('X-Powered-By', powered));
    return facts.header('content-security-policy') === "default-src 'none'"
      ? byPage(facts, ERROR_PAGE, 'Error')
      : byBodyTag(facts);
  },
  files: ['js', 'mjs', 'cjs', 'ts'],
  source: 'measured: Express 5.3.0, with Helmet 8.3.0, Connect 3.7.0',
});
