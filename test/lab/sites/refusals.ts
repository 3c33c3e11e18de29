import { type Handler, inBoth, type Reply, type Site } from '../site.js';
import { caddy421, contour421, haproxy421, nginx421, traefik421 } from './recorded.js';

const refuses = (
  parts: Pick<Site, 'id' | 'title' | 'story'>,
  host: string,
  response: Reply | Handler,
  expected: Pick<Site['expect']['chrome'][number], 'causes' | 'atMost'>,
  more: Pick<Site, 'http1Only'> = {},
): Site => ({
  ...parts,
  ...more,
  hosts: { [host]: typeof response === 'function' ? response : () => response },
  visits: [`https://${host}/`],
  expect: inBoth({ host, status: 'misdirected', ...expected }),
});

/** The server that was reached refuses by a rule of its own. */
export const refusals: readonly Site[] = [
  refuses(
    {
      id: 'nginx-catch-all',
      title: 'nginx catch-all',
      story: 'The name leads to an nginx that does not serve it; its catch-all says 421 to every such name.',
    },
    'lost.nginx-catchall.test',
    nginx421,
    { causes: ['host-not-served'], atMost: 'likely' },
  ),
  refuses(
    {
      id: 'nginx-http1',
      title: 'nginx catch-all without HTTP/2',
      story: 'As above on HTTP/1.1, where browsers never share a connection between hosts.',
    },
    'lost.http1.test',
    nginx421,
    { causes: ['host-not-served'], atMost: 'likely' },
    { http1Only: ['lost.http1.test'] },
  ),
  refuses(
    {
      id: 'haproxy-rule',
      title: 'HAProxy rule: SNI must equal Host',
      story:
        'An `http-request deny deny_status 421` rule. Which comparison it makes cannot be seen from outside.',
    },
    'shop.haproxy-rule.test',
    haproxy421,
    { causes: ['host-not-served', 'sni-host-check'], atMost: 'likely' },
  ),
  refuses(
    {
      id: 'traefik-options',
      title: 'Traefik: TLS options differ',
      story: 'Traefik’s SNI check finds other TLS options for the SNI than for the Host field.',
    },
    'app.traefik.test',
    traefik421,
    { causes: ['tls-policy', 'sni-host-check'], atMost: 'likely' },
  ),
  refuses(
    {
      id: 'caddy-strict',
      title: 'Caddy: strict_sni_host, no body',
      story:
        'Caddy insists that SNI and Host agree and answers without a body; Chromium shows its own error page for it. A front that sends Caddy another name looks the same.',
    },
    'shop.caddy-strict.test',
    caddy421,
    { causes: ['sni-host-check', 'tls-policy', 'origin-sni'], atMost: 'likely' },
  ),
  refuses(
    {
      id: 'contour-check',
      title: 'Contour (Envoy): authority check',
      story: 'Contour compares the connection’s server name with :authority, by design.',
    },
    'app.contour.test',
    contour421('app.contour.test'),
    { causes: ['sni-host-check'], atMost: 'certain' },
  ),
];
