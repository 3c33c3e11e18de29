import { text } from '../../../model/text.js';
import type { Product } from '../../types.js';
import { configHost } from '../config-host.js';
import { byHeader, listedLike, sign } from '../signals.js';

/** Squid. Passes the origin's Server field on and adds Via; stands before sites and at companies' doors alike. */
export const product: Product = {
  id: 'squid',
  order: 180,
  name: 'Squid',
  kind: 'proxy',
  alsoClientSide: true,
  gateway: (facts) => {
    const via = listedLike(facts, 'via', /\(squid\b/);
    return via === undefined ? undefined : sign('certain', byHeader('Via', via));
  },
  marks: { server: /^squid\//i, via: /\(squid\b/ },
  condition: text('product_never_by_itself'),
  implications: [],
  fixes: [
    {
      id: 'squid-peer-name',
      causes: ['origin-sni', 'origin-pool'],
      role: 'gateway',
      title: text('fix_send_sni', 'Squid'),
      detail: text('fix_squid_peer_name_detail'),
      place: text('fix_place_squid_configuration'),
      target: { file: '/etc/squid/squid.conf', block: '', change: 'replace', replaces: ['cache_peer'] },
      lines: (host) =>
        `cache_peer ORIGIN_ADDRESS parent ORIGIN_PORT 0 no-query originserver tls ssldomain=${configHost(host)}`,
      standing: 'tested',
      source: 'squid-cache.org/Doc/config/cache_peer',
    },
  ],
  variants: [],
};
