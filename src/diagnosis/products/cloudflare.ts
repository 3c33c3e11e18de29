import { text } from '../../model/text.js';
import type { Product } from '../types.js';
import { byHeader, serverLike, sign } from './signals.js';
import { siteName } from './site.js';

/** Cloudflare. No 421 of its own for browsers is known: it passes the origin's on. */
export const cloudflare: Product = {
  id: 'cloudflare',
  name: 'Cloudflare',
  kind: 'cdn',
  front: (facts) => {
    const ray = facts.header('cf-ray');
    if (ray !== undefined) return sign('certain', byHeader('CF-Ray', ray));
    const server = serverLike(facts, /^cloudflare$/);
    return server === undefined ? undefined : sign('certain', byHeader('Server', server));
  },
  condition: text('product_never_by_itself'),
  emissions: [],
  fixes: [
    {
      id: 'cloudflare-origin-rule',
      causes: ['origin-sni'],
      role: 'front',
      title: text('fix_cloudflare_origin_rule'),
      place: text('fix_place_cloudflare_origin_rule'),
      lines: (host) =>
        JSON.stringify(
          {
            action: 'route',
            action_parameters: { host_header: siteName(host), sni: { value: siteName(host) } },
            expression: `(http.host eq "${siteName(host)}")`,
          },
          null,
          2,
        ),
      standing: 'documented',
      source: 'developers.cloudflare.com/rules/origin-rules',
    },
  ],
  variants: [
    {
      id: 'cloudflared',
      name: 'Cloudflare Tunnel',
      fixes: [
        {
          id: 'cloudflared-origin-name',
          causes: ['origin-sni', 'origin-pool'],
          role: 'front',
          title: text('fix_cloudflared_origin_name'),
          detail: text('fix_cloudflared_origin_name_detail'),
          place: text('fix_place_cloudflared_configuration'),
          lines: (host) =>
            [
              'ingress:',
              `  - hostname: ${siteName(host)}`,
              '    service: https://localhost:443',
              '    originRequest:',
              `      originServerName: ${siteName(host)}`,
            ].join('\n'),
          standing: 'documented',
          source: 'cloudflare/cloudflared#541; developers.cloudflare.com, tunnel origin parameters',
        },
      ],
    },
  ],
};
