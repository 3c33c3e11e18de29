import { text } from '../../../model/text.js';
import type { Product } from '../../types.js';
import { configHost } from '../config-host.js';
import { byHeader, bySentence, listedLike, misdirectedBody, sign } from '../signals.js';

const GURU = 'Guru Meditation';

/** Varnish. Speaks no TLS itself: hitch, stunnel or HAProxy beside it opens the connection to the origin. */
export const product: Product = {
  id: 'varnish',
  order: 170,
  name: 'Varnish',
  kind: 'proxy',
  responder: (facts) =>
    misdirectedBody(facts)?.includes(GURU) ? sign('certain', bySentence(GURU)) : undefined,
  gateway: (facts) => {
    if (misdirectedBody(facts)?.includes(GURU)) return undefined;
    const id = facts.header('x-varnish');
    if (id !== undefined) return sign('certain', byHeader('X-Varnish', id));
    // `1.1 varnish` alone is Fastly's.
    const via = listedLike(facts, 'via', /\(Varnish\//);
    return via === undefined ? undefined : sign('certain', byHeader('Via', via));
  },
  marks: { server: /^Varnish$/, via: /\(Varnish\// },
  condition: text('product_varnish_condition'),
  implications: [
    {
      cause: 'host-not-served',
      weight: 2,
      text: text('product_varnish_implies_host_not_served'),
      source: 'varnish-cache.org/docs/7.1/users-guide/vcl-actions.html, synth',
    },
    {
      cause: 'sni-host-check',
      weight: 1,
      text: text('product_varnish_implies_sni_host_check'),
      source: 'varnish-cache.org/docs/7.1/users-guide/vcl-actions.html, synth',
    },
  ],
  fixes: [
    {
      id: 'varnish-stunnel-sni',
      causes: ['origin-sni'],
      role: 'gateway',
      title: text('fix_varnish_stunnel_sni'),
      detail: text('fix_varnish_stunnel_sni_detail'),
      place: text('fix_place_stunnel_service'),
      target: {
        file: '/etc/stunnel/stunnel.conf',
        block: 'service',
        change: 'replace',
        replaces: ['connect', 'sni'],
      },
      lines: (host) =>
        ['client = yes', 'connect = ORIGIN_ADDRESS:ORIGIN_PORT', `sni = ${configHost(host)}`].join('\n'),
      standing: 'tested',
      source: 'stunnel.org/static/stunnel.html, option sni',
    },
  ],
  variants: [],
};
