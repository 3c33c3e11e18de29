import { inBoth, type Site } from '../site.js';
import { apache421 } from './recorded.js';

const always = (host: string, fields?: Parameters<typeof apache421>[1]) => ({
  [host]: () => apache421(host, fields),
});

/** Apache refuses, because the thing in front of it opens TLS under the wrong name. */
export const gateways: readonly Site[] = [
  {
    id: 'nginx-before-apache',
    title: 'nginx in front of Apache',
    story:
      'nginx passes requests on to Apache over TLS without the site’s name (its default). The page is Apache’s, the Server field nginx’s.',
    hosts: always('shop.nginx-gateway.test', [['Server', 'nginx/1.22.1']]),
    visits: ['https://shop.nginx-gateway.test/'],
    expect: inBoth({
      host: 'shop.nginx-gateway.test',
      status: 'misdirected',
      causes: ['origin-sni'],
      atMost: 'certain',
    }),
  },
  {
    id: 'caddy-before-apache',
    title: 'Caddy in front of Apache',
    story: 'As above with Caddy: two Server fields arrive, Caddy’s and Apache’s.',
    hosts: always('shop.caddy-gateway.test', [
      ['Alt-Svc', 'h3=":443"; ma=2592000'],
      ['Server', 'Caddy'],
      ['Server', 'Apache/2.4.71 (Debian)'],
    ]),
    visits: ['https://shop.caddy-gateway.test/'],
    expect: inBoth({
      host: 'shop.caddy-gateway.test',
      status: 'misdirected',
      causes: ['origin-sni'],
      atMost: 'certain',
    }),
  },
  {
    id: 'haproxy-before-apache',
    title: 'An unseen gateway before Apache',
    story:
      'HAProxy opens TLS to Apache without a server name and leaves Apache’s Server field alone, so nothing shows the gateway: likely, and no more.',
    hosts: always('shop.unseen-gateway.test'),
    visits: ['https://shop.unseen-gateway.test/'],
    expect: inBoth({
      host: 'shop.unseen-gateway.test',
      status: 'misdirected',
      causes: ['origin-sni'],
      atMost: 'likely',
    }),
  },
  {
    id: 'cloudflare-before-apache',
    title: 'Cloudflare in front of Apache',
    story:
      'A tunnel or origin rule sends Apache another server name than the Host field. CF-Ray marks the edge.',
    hosts: always('shop.cf-gateway.test', [
      ['Server', 'cloudflare'],
      ['CF-RAY', '8f0123456789abcd-AMS'],
      ['CF-Cache-Status', 'DYNAMIC'],
    ]),
    visits: ['https://shop.cf-gateway.test/'],
    expect: inBoth({
      host: 'shop.cf-gateway.test',
      status: 'misdirected',
      causes: ['origin-sni'],
      atMost: 'certain',
    }),
  },
];
