import { text } from '../../model/text.js';
import type { Product } from '../types.js';
import { byHeader, listedLike, serverLike, sign } from './signals.js';
import { siteName } from './site.js';

/** Apache Traffic Server. Its own name check answers 403; as a front it overwrites Server. */
export const trafficserver: Product = {
  id: 'trafficserver',
  name: 'Apache Traffic Server',
  kind: 'proxy',
  front: (facts) => {
    const server = serverLike(facts, /^ATS(?:\/|$)/);
    if (server !== undefined) return sign('certain', byHeader('Server', server));
    const via = listedLike(facts, 'via', /\(ApacheTrafficServer\b/);
    return via === undefined ? undefined : sign('certain', byHeader('Via', via));
  },
  marks: { server: /^ATS(?:\/|$)/, via: /\(ApacheTrafficServer\b/ },
  condition: text('product_trafficserver_condition'),
  emissions: [],
  fixes: [
    {
      id: 'trafficserver-sni-policy',
      causes: ['origin-sni'],
      role: 'front',
      title: text('fix_trafficserver_sni_policy'),
      place: text('fix_place_trafficserver_records'),
      lines: (host) =>
        [
          `# ${siteName(host)}`,
          'CONFIG proxy.config.url_remap.pristine_host_hdr INT 1',
          'CONFIG proxy.config.ssl.client.sni_policy STRING host',
        ].join('\n'),
      standing: 'tested',
      source: 'docs.trafficserver.apache.org, records.config, proxy.config.ssl.client.sni_policy',
    },
  ],
  variants: [],
};
