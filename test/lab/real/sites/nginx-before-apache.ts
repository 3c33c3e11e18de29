import { inBoth } from '../../site.js';
import { linesOf } from '../fixes.js';
import type { Scene } from '../scene.js';
import { HARDENED } from '../servers/apache.js';
import { startNginx } from '../servers/nginx.js';
import { hostsOf, isWell, type RealSite, usualCertificates } from '../site.js';
import { type OriginOptions, PICKY_APACHE, SHOP, startOrigin } from './origin.js';

interface Gateway {
  /** Lines of the `location`; left out: Host is passed on, and nginx's default is no SNI. */
  readonly location?: string;
  readonly server?: string;
  /** Left out: h2 over TLS on the port for https. */
  readonly listen?: (scene: Scene) => string;
  readonly origin?: (scene: Scene) => OriginOptions;
}

const PASS_HOST = 'proxy_set_header Host $host;';
const overTls = ({ httpsPort }: Scene) => `${httpsPort} ssl http2`;

/** nginx in front, Apache with two sites behind, TLS between. */
const start =
  (id: string, { location = PASS_HOST, server = '', listen = overTls, origin }: Gateway) =>
  async (scene: Scene): Promise<void> => {
    const { shop, www } = hostsOf(id);
    const { chain, key } = scene.certificate('gateway');
    const port = await startOrigin(scene, id, origin?.(scene));
    await startNginx(
      scene,
      [scene.httpsPort, scene.httpPort].filter((own) => listen(scene).startsWith(String(own))),
      `server {
  listen ${listen(scene)};
  server_name ${shop} ${www};
  ssl_certificate ${chain};
  ssl_certificate_key ${key};
  ${server}
  location / {
    proxy_pass https://127.0.0.1:${port};
    ${location}
  }
}`,
    );
  };

const common = (id: string, gateway: Gateway) =>
  ({
    id,
    needs: [{ server: 'nginx' }, PICKY_APACHE],
    certificates: usualCertificates(id),
    start: start(id, gateway),
    visits: [`https://${hostsOf(id).shop}/`],
  }) as const;

const refused = (id: string, title: string, gateway: Gateway, more: Partial<RealSite> = {}): RealSite => ({
  ...common(id, gateway),
  title,
  // One visit cannot show a wrong name from a kept connection of another host: likely, and no more.
  expect: inBoth({
    host: hostsOf(id).shop,
    status: 'misdirected',
    causes: ['origin-sni'],
    atMost: 'likely',
  }),
  verdict: ['nginx', 'Apache httpd'],
  refusedBy: 'apache',
  ...more,
});

const fixed = (id: string, fix: string, title: string, gateway: Gateway): RealSite => ({
  ...common(id, gateway),
  title,
  ...isWell(SHOP),
  proves: { fix, of: 'nginx-no-sni' },
});

const oneCertificate = (scene: Scene): OriginOptions => ({
  tls: `SSLEngine on\n${linesOf('apache-one-tls-setup', 'example.test', {
    CERTIFICATE_FILE: scene.certificate('gateway').chain,
    KEY_FILE: scene.certificate('gateway').key,
  })}`,
});

export const nginxBeforeApache: readonly RealSite[] = [
  refused('nginx-no-sni', 'nginx opens TLS to Apache without SNI, its default', {}),
  refused('nginx-no-sni-http1', 'the same over HTTP/1.1', { listen: ({ httpsPort }) => `${httpsPort} ssl` }),
  refused(
    'nginx-no-sni-port',
    'the same on a port of its own',
    {},
    { visits: [`https://${hostsOf('nginx-no-sni-port').shop}:{port}/`] },
  ),
  refused(
    'nginx-no-sni-plain',
    'the same with plain http before nginx',
    { listen: ({ httpPort }) => String(httpPort) },
    { visits: [`http://${hostsOf('nginx-no-sni-plain').shop}/`] },
  ),
  refused(
    'nginx-no-sni-dot',
    'the same, and the name in the URL ends in a dot, which is not the reason',
    {},
    {
      visits: [`https://${hostsOf('nginx-no-sni-dot').shop}./`],
      expect: inBoth({
        host: `${hostsOf('nginx-no-sni-dot').shop}.`,
        status: 'misdirected',
        causes: ['origin-sni'],
        atMost: 'likely',
      }),
    },
  ),
  refused('nginx-wrong-sni', 'nginx sends one fixed name to Apache', {
    location: `${PASS_HOST} proxy_ssl_server_name on; proxy_ssl_name ${hostsOf('nginx-wrong-sni').www};`,
  }),
  refused(
    'nginx-hidden',
    'nginx passes Apache’s Server field on and does not show',
    {
      location: `${PASS_HOST} proxy_pass_header Server;`,
    },
    { verdict: ['Apache httpd'] },
  ),
  refused('nginx-hardened', 'nginx and Apache tell no versions and Apache signs no page', {
    server: 'server_tokens off;',
    origin: () => ({ tokens: HARDENED }),
  }),
  fixed('nginx-sni-fixed', 'nginx-upstream-sni', 'nginx sends the host as SNI', {
    location: linesOf('nginx-upstream-sni', hostsOf('nginx-sni-fixed').shop),
  }),
  fixed('apache-one-certificate', 'apache-one-tls-setup', 'no SNI, but both sites have one TLS set-up', {
    origin: oneCertificate,
  }),
  {
    ...fixed('apache-policy', 'apache-sni-policy', 'no SNI, but Apache insists on client certificates only', {
      origin: () => ({ lines: linesOf('apache-sni-policy', hostsOf('apache-policy').shop) }),
    }),
    needs: [{ server: 'nginx' }, { server: 'apache', from: '2.4.66' }],
  },
];
