import { text } from '../../model/text.js';
import type { Product } from '../types.js';
import { byHeader, listedLike, sign } from './signals.js';
import { siteName } from './site.js';

/** Squid. Passes the origin's Server field on and adds Via; stands before sites and at companies' doors alike. */
export const squid: Product = {
  id: 'squid',
  name: 'Squid',
  kind: 'proxy',
  front: (facts) => {
    const via = listedLike(facts, 'via', /\(squid\b/);
    return via === undefined ? undefined : sign('certain', byHeader('Via', via));
  },
  marks: { server: /^squid\//i, via: /\(squid\b/ },
  condition: text('product_never_by_itself'),
  emissions: [],
  fixes: [
    {
      id: 'squid-peer-name',
      causes: ['origin-sni', 'origin-pool'],
      role: 'front',
      title: text('fix_squid_peer_name'),
      detail: text('fix_squid_peer_name_detail'),
      place: text('fix_place_squid_configuration'),
      lines: (host) =>
        `cache_peer 192.0.2.10 parent 443 0 no-query originserver tls ssldomain=${siteName(host)}`,
      standing: 'tested',
      source: 'squid-cache.org/Doc/config/cache_peer',
    },
  ],
  variants: [],
};
