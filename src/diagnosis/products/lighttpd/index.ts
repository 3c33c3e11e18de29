import { text } from '../../../model/text.js';
import type { Product, RawFacts } from '../../types.js';
import { byHeader, misdirectedBody, serverLike, shows421, sign } from '../signals.js';

const SERVER = /^lighttpd(?:\/|$)/;
/** src/http-header.c and src/response.c: the page is XHTML with the status as its heading. */
const PAGE = /<h1>421 Misdirected Request<\/h1>/;

const wroteThePage = (facts: RawFacts): boolean =>
  serverLike(facts, SERVER) !== undefined && PAGE.test(misdirectedBody(facts) ?? '');

/** lighttpd. Says 421 for hosts that may be asked for under Encrypted Client Hello only. */
export const product: Product = {
  id: 'lighttpd',
  order: 210,
  name: 'lighttpd',
  kind: 'server',
  responder: (facts) =>
    wroteThePage(facts) ? sign('likely', byHeader('Server', serverLike(facts, SERVER) ?? '')) : undefined,
  gateway: (facts) => {
    const server = serverLike(facts, SERVER);
    return server === undefined || !shows421(facts) || wroteThePage(facts)
      ? undefined
      : sign('possible', byHeader('Server', server));
  },
  marks: { server: SERVER },
  condition: text('product_lighttpd_condition'),
  implications: [
    {
      cause: 'tls-policy',
      weight: 2,
      text: text('product_lighttpd_implies_tls_policy'),
      source: 'lighttpd, src/mod_openssl.c',
    },
    {
      cause: 'host-not-served',
      weight: 1,
      text: text('product_lighttpd_implies_host_not_served'),
      source: 'lighttpd, src/mod_openssl.c',
    },
  ],
  fixes: [],
  variants: [],
};
