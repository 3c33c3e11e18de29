import { text } from '../../../model/text.js';
import type { Product, RawFacts } from '../../types.js';
import { configHost } from '../config-host.js';
import { byHeader, bySentence, misdirectedBody, serverLike, sign } from '../signals.js';

/** The last line of the pages that Cloudflare writes itself; they are padded like nginx's. */
const SIGNATURE = /<hr><center>(cloudflare(?:-nginx)?)<\/center>/;

const JSDELIVR =
  'jsdelivr/jsdelivr#18566: one visitor of a public CDN got this page; the reason was never found';

const signatureOf = (facts: RawFacts): string | undefined =>
  SIGNATURE.exec(misdirectedBody(facts) ?? '')?.[1];

/** Cloudflare. Most often it passes the origin's 421 on; when it writes one itself does not show. */
export const product: Product = {
  id: 'cloudflare',
  order: 10,
  name: 'Cloudflare',
  kind: 'cdn',
  responder: (facts) => {
    const name = signatureOf(facts);
    return name === undefined ? undefined : sign('certain', bySentence(name));
  },
  gateway: (facts) => {
    if (signatureOf(facts) !== undefined) return undefined;
    const ray = facts.header('cf-ray');
    if (ray !== undefined) return sign('certain', byHeader('CF-Ray', ray));
    const server = serverLike(facts, /^cloudflare$/);
    return server === undefined ? undefined : sign('certain', byHeader('Server', server));
  },
  marks: { server: /^cloudflare$/ },
  condition: text('product_cloudflare_condition'),
  log: { text: text('product_cloudflare_log'), look: '421', places: [] },
  implications: [
    {
      cause: 'edge-policy',
      weight: 1,
      text: text('product_cloudflare_implies_edge_policy'),
      source: JSDELIVR,
    },
    {
      cause: 'host-not-served',
      weight: 1,
      text: text('product_cloudflare_implies_host_not_served'),
      source: JSDELIVR,
    },
    {
      cause: 'client-middlebox',
      weight: 1,
      text: text('product_cloudflare_implies_middlebox'),
      source: JSDELIVR,
    },
  ],
  fixes: [
    {
      id: 'cloudflare-origin-rule',
      causes: ['origin-sni'],
      role: 'gateway',
      title: text('fix_send_sni', 'Cloudflare'),
      target: { file: 'Rules > Origin Rules', block: 'http_request_origin', change: 'add' },
      lines: (host) =>
        JSON.stringify(
          {
            action: 'route',
            action_parameters: { host_header: configHost(host), sni: { value: configHost(host) } },
            expression: `(http.host eq "${configHost(host)}")`,
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
          role: 'gateway',
          title: text('fix_send_sni', 'cloudflared'),
          detail: text('fix_cloudflared_origin_name_detail'),
          target: {
            file: 'config.yml',
            block: 'ingress',
            change: 'replace',
            replaces: ['hostname', 'originRequest'],
          },
          lines: (host) =>
            [
              'ingress:',
              `  - hostname: ${configHost(host)}`,
              '    service: https://localhost:443',
              '    originRequest:',
              `      originServerName: ${configHost(host)}`,
            ].join('\n'),
          standing: 'documented',
          source: 'cloudflare/cloudflared#541; developers.cloudflare.com, tunnel origin parameters',
        },
      ],
    },
  ],
};
