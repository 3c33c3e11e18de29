import { type Authority, authorityOf, hasTrailingDot, isNearHost } from '../../../model/authority.js';
import type { Confidence } from '../../../model/cause.js';
import { type Text, text } from '../../../model/text.js';
import type { Product, ProductMatch, RawFacts } from '../../types.js';
import { byHeader, listed, misdirectedBody, shows421 } from '../signals.js';

/** A gateway that shows itself, but not by a name that is known here. */
export const product: Product = {
  id: 'unknown-gateway',
  order: 230,
  name: 'proxy',
  kind: 'proxy',
  condition: text('product_unknown_gateway_condition'),
  implications: [],
  fixes: [],
  variants: [],
};

/** Apache's ServerSignature: the Host that Apache received, and that host's port or the default one. */
const ADDRESS = /<address>[^<]{0,200}? Server at ([^\s<]{1,255}) Port (\d{1,5})<\/address>/;

/** A product token (RFC 9110 section 10.1.5) that can stand as a name. */
const TOKEN = /^([A-Za-z][\w.-]{0,40})(?:\/|\s|$)/;

const called = (name: string, sure: Confidence, by: Text): ProductMatch => ({
  product: name === product.name ? product : { ...product, name },
  by,
  sure,
});

const unnamed = (sure: Confidence, by: Text): ProductMatch => called(product.name, sure, by);

/** Apache's page names another host or port than the URL: something in between rewrote the Host field. */
function rewrittenHost(authority: Authority, page: string): Text | undefined {
  const [, host, port] = ADDRESS.exec(page) ?? [];
  if (host === undefined || port === undefined || hasTrailingDot(authority.host)) return undefined;
  const received = authorityOf(`https://${host}/`);
  if (received === undefined || (received.host === authority.host && Number(port) === authority.port)) {
    return undefined;
  }
  return text('product_by_address', `${host}:${port}`);
}

/** A program of this machine or its network passed a CDN's page on, as development servers do with what they are set to proxy. */
const nearGateway = ({ host }: Authority, { product: cdn, sure }: ProductMatch): ProductMatch | undefined =>
  sure !== 'possible' && isNearHost(host)
    ? unnamed('likely', text('product_by_near_host', cdn.name, host))
    : undefined;

/**
 * Looks for a gateway that none of the products accounts for. Only beside a page whose responder is known can a
 * strange `Server` value be distinguished from the responder's own.
 */
export function recogniseUnknownGateway(
  facts: RawFacts,
  responder: ProductMatch | undefined,
): ProductMatch | undefined {
  if (!shows421(facts)) return undefined;
  const marks = responder?.product.marks;
  const servers = listed(facts, 'server');
  // A label alone is not enough, unless its program's own value stands there as well.
  const own =
    responder?.sure === 'certain' || servers.some((value) => marks?.server?.test(value))
      ? marks?.server
      : undefined;
  const strange = own && servers.find((value) => !own.test(value));
  const named =
    strange === undefined
      ? undefined
      : called(TOKEN.exec(strange)?.[1] ?? product.name, 'likely', byHeader('Server', strange));
  // A CDN that wrote the page wrote all the other fields too. It is at no host of the reader's own network: a program there asked it.
  if (responder?.product.kind === 'cdn') return named ?? nearGateway(facts.authority, responder);
  const apachePage = responder?.product.id === 'apache' && responder.sure === 'certain';
  // To plain http a company's proxy adds such fields as well, without a trace of its own.
  const sure = facts.authority.scheme === 'http' ? 'possible' : 'likely';
  const via = listed(facts, 'via').find((value) => !marks?.via?.test(value));
  if (via !== undefined) return unnamed(sure, byHeader('Via', via));
  if (named !== undefined) return named;
  const rewritten = apachePage ? rewrittenHost(facts.authority, misdirectedBody(facts) ?? '') : undefined;
  if (rewritten) return unnamed('likely', rewritten);
  // What keeps a cache itself writes these fields over its own page as well.
  const cache = marks?.via
    ? undefined
    : ['x-cache', 'x-cache-hits', 'age'].find((name) => facts.header(name) !== undefined);
  if (cache !== undefined) return unnamed(sure, byHeader(cache, facts.header(cache) ?? ''));
  const served = facts.header('x-served-by');
  if (served !== undefined) return unnamed('possible', byHeader('X-Served-By', served));
  // Apache sends a Server field whatever its configuration (ServerTokens): someone took it away.
  return apachePage && servers.length === 0 && !facts.occurrence.afterwards
    ? unnamed('possible', text('product_by_missing_server'))
    : undefined;
}
