import { inBoth } from '../../site.js';
import { linesOf } from '../fixes.js';
import type { Need } from '../programs.js';
import type { Scene } from '../scene.js';
import { startApache, withTls } from '../servers/apache.js';
import { startCaddy } from '../servers/caddy.js';
import { startEdge } from '../servers/edge.js';
import { startHaproxy } from '../servers/haproxy.js';
import { hostsOf, isWell, type RealSite, usualCertificates } from '../site.js';
import { FIRST, PICKY_APACHE, SHOP, startOrigin } from './origin.js';

/** Starts the front, with the port of Apache behind it. */
type Front = (scene: Scene, origin: number) => Promise<void>;

const site = (id: string, title: string, needs: readonly Need[], front: Front) => ({
  id,
  title,
  needs: [...needs, PICKY_APACHE],
  certificates: usualCertificates(id),
  start: async (scene: Scene) => front(scene, await startOrigin(scene, id)),
  visits: [`https://${hostsOf(id).shop}/`],
});

const refused = (
  id: string,
  title: string,
  needs: readonly Need[],
  front: Front,
  verdict: readonly string[],
): RealSite => ({
  ...site(id, title, needs, front),
  expect: inBoth({
    host: hostsOf(id).shop,
    status: 'misdirected',
    causes: ['origin-sni'],
    atMost: 'likely',
  }),
  verdict,
  refusedBy: 'apache',
});

/** 3.3 sends the Host field as SNI by itself (haproxy/haproxy#3081). */
const HAPROXY: readonly Need[] = [{ server: 'haproxy', before: '3.3' }];
const CADDY: readonly Need[] = [{ server: 'caddy' }];

const haproxy =
  (line: (scene: Scene, origin: number) => string, frontend = ''): Front =>
  (scene, origin) =>
    startHaproxy(
      scene,
      [scene.httpsPort],
      `frontend fe
    bind 127.0.0.1:${scene.httpsPort} ssl crt ${scene.certificate('front').both} alpn h2,http/1.1
    ${frontend}
    default_backend be
backend be
    ${line(scene, origin)}`,
    );

const plainly =
  (more = '') =>
  (_scene: Scene, origin: number): string =>
    `server origin 127.0.0.1:${origin} ssl verify none ${more}`;

const caddy =
  (id: string, proxy: (origin: number, scene: Scene) => string): Front =>
  (scene, origin) => {
    const { shop, www } = hostsOf(id);
    const { chain, key } = scene.certificate('front');
    const port = scene.httpsPort;
    return startCaddy(
      scene,
      [port],
      `https://${shop}:${port}, https://${www}:${port} {
  tls ${chain} ${key}
  reverse_proxy https://127.0.0.1:${origin} {
${proxy(origin, scene)}
  }
}`,
    );
  };

/** Apache as a front, with the lines that its virtual host for the proxy has beside ProxyPass. */
const apacheFront =
  (lines: string): Front =>
  (scene, origin) =>
    startApache(scene, {
      ports: [scene.httpsPort],
      h2: true,
      lines: `<VirtualHost *:${scene.httpsPort}>
${withTls(scene.certificate('front'))}
${lines}
ProxyPass / https://127.0.0.1:${origin}/
SSLProxyCheckPeerName off
</VirtualHost>`,
    });

const caddyMended = 'caddy-sni-mended';
const haproxyMended = 'haproxy-sni-mended';

export const frontsBeforeApache: readonly RealSite[] = [
  refused(
    'haproxy-no-sni',
    'HAProxy opens TLS to Apache without SNI and does not show',
    HAPROXY,
    haproxy(plainly()),
    ['Apache httpd'],
  ),
  refused(
    'haproxy-fixed-sni',
    'HAProxy sends one fixed name',
    HAPROXY,
    haproxy(plainly(`sni str(${hostsOf('haproxy-fixed-sni').www})`)),
    ['Apache httpd'],
  ),
  refused(
    'haproxy-no-server-field',
    'HAProxy takes Apache’s Server field away',
    HAPROXY,
    haproxy(plainly(), 'http-response del-header server'),
    ['Apache httpd'],
  ),
  {
    ...site(
      haproxyMended,
      'HAProxy sends the host as SNI',
      [{ server: 'haproxy' }],
      haproxy((scene, origin) =>
        linesOf('haproxy-server-sni', hostsOf(haproxyMended).shop, {
          '192.0.2.10:443': `127.0.0.1:${origin}`,
          'ca.pem': scene.caFile,
        }),
      ),
    ),
    ...isWell(SHOP),
    proves: { fix: 'haproxy-server-sni', of: 'haproxy-no-sni' },
  },
  refused(
    'caddy-no-sni',
    'Caddy opens TLS to an address, so without SNI; both Server fields arrive',
    CADDY,
    caddy('caddy-no-sni', () => 'transport http {\ntls_insecure_skip_verify\n}'),
    ['Caddy', 'Apache httpd'],
  ),
  {
    ...site(
      caddyMended,
      'Caddy sends the host as SNI',
      CADDY,
      caddy(caddyMended, (_origin, scene) =>
        linesOf('caddy-upstream-sni', hostsOf(caddyMended).shop, {
          '    tls\n': `    tls\n    tls_trusted_ca_certs ${scene.caFile}\n`,
        }),
      ),
    ),
    ...isWell(SHOP),
    proves: { fix: 'caddy-upstream-sni', of: 'caddy-no-sni' },
  },
  {
    ...site(
      'caddy-sni-alone',
      'Caddy with the SNI line alone, when each request still had its own connection',
      // caddyserver/caddy#6955
      [{ server: 'caddy', before: '2.10.1' }],
      caddy(
        'caddy-sni-alone',
        () => 'transport http {\ntls_insecure_skip_verify\ntls_server_name {http.request.host}\n}',
      ),
    ),
    visits: [
      `https://${hostsOf('caddy-sni-alone').shop}/`,
      { ask: `https://${hostsOf('caddy-sni-alone').www}/`, times: 6 },
      `https://${hostsOf('caddy-sni-alone').shop}/`,
    ],
    ...isWell(SHOP),
  },
  refused(
    'unknown-front',
    'a front that no product file knows writes its own Server field',
    [],
    (scene, origin) =>
      startEdge(scene, { origin, certificate: scene.certificate('front'), server: 'acme-edge/3.1' }),
    ['acme-edge', 'Apache httpd'],
  ),
  refused(
    'nameless-front',
    'a front that takes the Server field away',
    [],
    (scene, origin) => startEdge(scene, { origin, certificate: scene.certificate('front') }),
    ['Apache httpd'],
  ),
  {
    // No 421 here: without ProxyPreserveHost Apache asks for the address it proxies to, and gets the wrong site.
    ...site('apache-front-default', 'Apache as front, its default', [], apacheFront('SSLProxyEngine on')),
    ...isWell(FIRST),
  },
  {
    ...site(
      'apache-front-host',
      'Apache as front sends the host as SNI',
      [],
      apacheFront(linesOf('apache-front-sni', hostsOf('apache-front-host').shop)),
    ),
    ...isWell(SHOP),
  },
];
