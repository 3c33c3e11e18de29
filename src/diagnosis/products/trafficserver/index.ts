import { text } from '../../../model/text.js';
import type { Product } from '../../types.js';
import { byHeader, listedLike, serverLike, sign } from '../signals.js';

/** Apache Traffic Server. Its own name check answers 403; as a gateway it overwrites Server. */
export const product: Product = {
  id: 'trafficserver',
  order: 160,
  name: 'Apache Traffic Server',
  kind: 'proxy',
  gateway: (facts) => {
    const server = serverLike(facts, /^ATS(?:\/|$)/);
    if (server !== undefined) return sign('certain', byHeader('Server', server));
    const via = listedLike(facts, 'via', /\(ApacheTrafficServer\b/);
    return via === undefined ? undefined : sign('certain', byHeader('Via', via));
  },
  marks: { server: /^ATS(?:\/|$)/, via: /\(ApacheTrafficServer\b/ },
  agesEveryResponse: true,
  condition: text('product_trafficserver_condition'),
  implications: [],
  fixes: [
    {
      id: 'trafficserver-sni-policy',
      causes: ['origin-sni'],
      role: 'gateway',
      title: text('fix_trafficserver_sni_policy'),
      target: {
        file: '/etc/trafficserver/records.config',
        block: '',
        change: 'replace',
        replaces: [
          'CONFIG proxy.config.url_remap.pristine_host_hdr',
          'CONFIG proxy.config.ssl.client.sni_policy',
        ],
      },
      lines: () =>
        [
          'CONFIG proxy.config.url_remap.pristine_host_hdr INT 1',
          'CONFIG proxy.config.ssl.client.sni_policy STRING host',
        ].join('\n'),
      standing: 'tested',
      source: 'docs.trafficserver.apache.org, records.config, proxy.config.ssl.client.sni_policy',
    },
  ],
  variants: [],
};
