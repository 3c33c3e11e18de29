import { text } from '../../../model/text.js';
import type { Product } from '../../types.js';
import { configHost } from '../config-host.js';
import { byHeader, listedLike, serverLike, sign } from '../signals.js';

/** Kong Gateway. Passes the origin's 421 on; older versions keep connections to an origin by its address alone. */
export const product: Product = {
  id: 'kong',
  order: 120,
  name: 'Kong Gateway',
  kind: 'proxy',
  gateway: (facts) => {
    const via = listedLike(facts, 'via', /(?:^|\s)kong\//i);
    if (via !== undefined) return sign('certain', byHeader('Via', via));
    const server = serverLike(facts, /^kong\//i);
    return server === undefined ? undefined : sign('certain', byHeader('Server', server));
  },
  marks: { server: /^kong\//i, via: /(?:^|\s)kong\//i },
  condition: text('product_never_by_itself'),
  implications: [],
  fixes: [
    {
      id: 'kong-preserve-host',
      causes: ['origin-sni'],
      role: 'gateway',
      title: text('fix_send_sni', 'Kong'),
      detail: text('fix_kong_preserve_host_detail'),
      target: {
        file: 'kong.yml',
        block: 'services > routes',
        change: 'replace',
        replaces: ['hosts', 'preserve_host'],
      },
      lines: (host) => ['hosts:', `- ${configHost(host)}`, 'preserve_host: true'].join('\n'),
      standing: 'documented',
      source: 'Kong/kong#4001; docs.konghq.com, route object',
    },
  ],
  variants: [],
};
