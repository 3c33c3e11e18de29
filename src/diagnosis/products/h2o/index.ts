import { text } from '../../../model/text.js';
import type { Product } from '../../types.js';
import { configHost } from '../config-host.js';
import { byHeader, serverLike, sign } from '../signals.js';

/** h2o. Compares no names; as a gateway it puts its own Server field over the origin's. */
export const product: Product = {
  id: 'h2o',
  order: 130,
  name: 'h2o',
  kind: 'proxy',
  gateway: (facts) => {
    const server = serverLike(facts, /^h2o(?:\/|$)/);
    return server === undefined ? undefined : sign('certain', byHeader('Server', server));
  },
  marks: { server: /^h2o(?:\/|$)/ },
  condition: text('product_never_by_itself'),
  implications: [],
  fixes: [
    {
      id: 'h2o-origin-by-name',
      causes: ['origin-sni', 'origin-pool'],
      role: 'gateway',
      title: text('fix_h2o_origin_by_name'),
      detail: text('fix_h2o_origin_by_name_detail'),
      target: {
        file: 'h2o.conf',
        block: 'hosts > paths',
        change: 'replace',
        replaces: ['proxy.reverse.url', 'proxy.preserve-host'],
      },
      lines: (host) =>
        [`proxy.reverse.url: "https://${configHost(host)}/"`, 'proxy.preserve-host: OFF'].join('\n'),
      standing: 'documented',
      source: 'h2o.examp1e.net/configure/proxy_directives.html',
    },
  ],
  variants: [],
};
