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

/** Starts the gateway, with the port of Apache behind it. */
type Gateway = (scene: Scene, origin: number) => Promise<void>;

const site = (id: string, title: string, needs: readonly Need[], gateway: Gateway) => ({
  id,
  title,
  needs: [...needs, PICKY_APACHE],
  certificates: usualCertificates(id),
  start: async (scene: Scene) => gateway(scene, await startOrigin(scene, id)),
  visits: [`https://${hostsOf(id).shop}/`],
});

const refused = (
  id: string,
  title: string,
  needs: readonly Need[],
  gateway: Gateway,
  verdict: readonly string[],
): RealSite => ({
  ...site(id, title, needs, gateway),
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
  (line: (scene: Scene, origin: number) => string, frontend = ''): Gateway =>
  (scene, origin) =>
    startHaproxy(
      scene,
      [scene.httpsPort],
      `frontend fe
    bind 127.0.0.1:${scene.httpsPort} ssl crt ${scene.certificate('gateway').both} alpn h2,http/1.1
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
  (id: string, lines: string): Gateway =>
  (scene, origin) => {
    const { shop, www } = hostsOf(id);
    const { chain, key } = scene.certificate('gateway');
    const port = scene.httpsPort;
    return startCaddy(
      scene,
      [port],
      `https://${shop}:${port}, https://${www}:${port} {
  tls ${chain} ${key}
  reverse_proxy https://127.0.0.1:${origin} {
${lines}
  }
}`,
    );
  };

/** Apache as a gateway, with the lines that its virtual host for the proxy has beside ProxyPass. */
const apacheGateway =
  (lines: string): Gateway =>
  (scene, origin) =>
    startApache(scene, {
      ports: [scene.httpsPort],
      h2: true,
      lines: `<VirtualHost *:${scene.httpsPort}>
${withTls(scene.certificate('gateway'))}
${lines}
ProxyPass / https://127.0.0.1:${origin}/
SSLProxyCheckPeerName off
</VirtualHost>`,
    });

const caddyFixed = 'caddy-sni-fixed';
const haproxyFixed = 'haproxy-sni-fixed';

export const gatewaysBeforeApache: readonly RealSite[] = [
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
      haproxyFixed,
      'HAProxy sends the host as SNI',
      [{ server: 'haproxy' }],
      haproxy((scene, origin) =>
        linesOf('haproxy-server-sni', hostsOf(haproxyFixed).shop, {
          'ORIGIN_ADDRESS:ORIGIN_PORT': `127.0.0.1:${origin}`,
          CA_FILE: scene.caFile,
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
    caddy('caddy-no-sni', 'transport http {\ntls_insecure_skip_verify\n}'),
    ['Caddy', 'Apache httpd'],
  ),
  {
    ...site(
      caddyFixed,
      'Caddy sends the host as SNI',
      CADDY,
      caddy(caddyFixed, linesOf('caddy-upstream-sni', hostsOf(caddyFixed).shop)),
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
        'transport http {\ntls_insecure_skip_verify\ntls_server_name {http.request.host}\n}',
      ),
    ),
    visits: [
      `https://${hostsOf('caddy-sni-alone').shop}/`,
      { send: `https://${hostsOf('caddy-sni-alone').www}/`, times: 6 },
      `https://${hostsOf('caddy-sni-alone').shop}/`,
    ],
    ...isWell(SHOP),
  },
  refused(
    'unknown-gateway',
    'a gateway that no product file knows writes its own Server field',
    [],
    (scene, origin) =>
      startEdge(scene, { origin, certificate: scene.certificate('gateway'), server: 'acme-edge/3.1' }),
    ['acme-edge', 'Apache httpd'],
  ),
  refused(
    'nameless-gateway',
    'a gateway that takes the Server field away',
    [],
    (scene, origin) => startEdge(scene, { origin, certificate: scene.certificate('gateway') }),
    ['Apache httpd'],
  ),
  {
    // No 421 here: without ProxyPreserveHost Apache asks for the address it proxies to, and gets the wrong site.
    ...site(
      'apache-gateway-default',
      'Apache as gateway, its default',
      [],
      apacheGateway('SSLProxyEngine on'),
    ),
    ...isWell(FIRST),
  },
  {
    ...site(
      'apache-gateway-host',
      'Apache as gateway sends the host as SNI',
      [],
      apacheGateway(linesOf('apache-gateway-sni', hostsOf('apache-gateway-host').shop)),
    ),
    ...isWell(SHOP),
  },
];
