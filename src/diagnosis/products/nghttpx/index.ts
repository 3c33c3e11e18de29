import { text } from '../../../model/text.js';
import type { Product } from '../../types.js';
import { configHost } from '../config-host.js';
import { byHeader, listedLike, serverLike, sign } from '../signals.js';

/** nghttpx, the proxy of nghttp2. Compares no names; as a gateway it overwrites Server and adds a Via entry. */
export const product: Product = {
  id: 'nghttpx',
  order: 140,
  name: 'nghttpx',
  kind: 'proxy',
  gateway: (facts) => {
    const server = serverLike(facts, /^nghttpx\b/);
    if (server !== undefined) return sign('certain', byHeader('Server', server));
    const via = listedLike(facts, 'via', /^\d(?:\.\d)? nghttpx$/);
    return via === undefined ? undefined : sign('certain', byHeader('Via', via));
  },
  marks: { server: /^nghttpx\b/, via: /^\d(?:\.\d)? nghttpx$/ },
  condition: text('product_never_by_itself'),
  implications: [],
  fixes: [
    {
      id: 'nghttpx-backend-sni',
      causes: ['origin-sni', 'origin-pool'],
      role: 'gateway',
      title: text('fix_send_sni', 'nghttpx'),
      place: text('fix_place_nghttpx_configuration'),
      target: { file: '/etc/nghttpx/nghttpx.conf', block: '', change: 'replace', replaces: ['backend'] },
      lines: (host) => `backend=ORIGIN_ADDRESS,ORIGIN_PORT;${configHost(host)};tls;sni=${configHost(host)}`,
      standing: 'tested',
      source: 'nghttp2.org/documentation/nghttpx.1.html, option backend',
    },
  ],
  variants: [],
};
