import { type ExpectedIncident, inBoth } from '../../site.js';
import { linesOf } from '../fixes.js';
import { freePort } from '../ports.js';
import type { Need } from '../programs.js';
import type { Scene } from '../scene.js';
import { htmlPage } from '../servers/apache.js';
import { startCaddy } from '../servers/caddy.js';
import { startHaproxy } from '../servers/haproxy.js';
import { startNginx } from '../servers/nginx.js';
import { hostsOf, isWell, type RealSite, usualCertificates } from '../site.js';
import { SHOP } from './origin.js';

/** HAProxy that compares SNI and Host by the given lines of its frontend, and serves a page itself. */
export const comparingHaproxy =
  (lines: string) =>
  (scene: Scene): Promise<void> =>
    startHaproxy(
      scene,
      [scene.httpsPort],
      `frontend fe
    bind *:${scene.httpsPort} ssl crt ${scene.certificate('shop').both} alpn h2,http/1.1
    ${lines.replaceAll('\n', '\n    ')}
    http-request return status 200 content-type text/html lf-file ${scene.write('shop.html', htmlPage(SHOP))}`,
    );

/** As HAProxy's manual has it for ssl_fc_sni: the Host field with its port. */
export const WITH_PORT = `http-request set-var(txn.host) req.hdr(host)
http-request deny deny_status 421 unless { ssl_fc_sni,strcmp(txn.host) eq 0 }`;

const comparingNginx =
  (id: string, rule: string) =>
  (scene: Scene): Promise<void> =>
    startNginx(
      scene,
      [scene.httpsPort],
      `server {
  listen ${scene.httpsPort} ssl http2;
  server_name ${hostsOf(id).shop};
  ssl_certificate ${scene.certificate('shop').chain};
  ssl_certificate_key ${scene.certificate('shop').key};
  ${rule}
  return 200 '${htmlPage(SHOP)}';
}`,
    );

/** nginx before a Caddy that insists on SNI = Host. */
const nginxBeforeCaddy =
  (id: string, lines: string) =>
  async (scene: Scene): Promise<void> => {
    const { shop, www } = hostsOf(id);
    const port = await freePort();
    const { chain, key } = scene.certificate('gateway');
    await startCaddy(
      scene,
      [port],
      `https://${shop}:${port}, https://${www}:${port} {
  tls ${chain} ${key}
  header Content-Type text/html
  respond \`${htmlPage(SHOP)}\`
}`,
      'servers {\nstrict_sni_host on\n}',
    );
    await startNginx(
      scene,
      [scene.httpsPort],
      `server {
  listen ${scene.httpsPort} ssl http2;
  server_name ${shop};
  ssl_certificate ${chain};
  ssl_certificate_key ${key};
  location / {
    proxy_pass https://127.0.0.1:${port};
    ${lines}
  }
}`,
    );
  };

const site = (
  id: string,
  title: string,
  needs: readonly Need[],
  start: RealSite['start'],
  port = '',
): Omit<RealSite, 'expect'> => ({
  id,
  title,
  needs,
  certificates: usualCertificates(id),
  start,
  visits: [`https://${hostsOf(id).shop}${port}/`],
});

const refused = (id: string, ...causes: ExpectedIncident['causes']): Pick<RealSite, 'expect'> => ({
  expect: inBoth({ host: hostsOf(id).shop, status: 'misdirected', causes, atMost: 'likely' }),
});

const HAPROXY: readonly Need[] = [{ server: 'haproxy' }];
const NGINX: readonly Need[] = [{ server: 'nginx' }];
const BOTH: readonly Need[] = [{ server: 'nginx' }, { server: 'caddy' }];
const AT_PORT = ':{port}';

export const hostChecks: readonly RealSite[] = [
  {
    ...site(
      'haproxy-port',
      'HAProxy compares SNI with a Host that has a port',
      HAPROXY,
      comparingHaproxy(WITH_PORT),
      AT_PORT,
    ),
    ...refused('haproxy-port', 'port-in-host-check'),
    verdict: ['HAProxy'],
    refusedBy: 'haproxy',
  },
  {
    ...site(
      'haproxy-port-443',
      'the same rule on port 443, where Host has none',
      HAPROXY,
      comparingHaproxy(WITH_PORT),
    ),
    ...isWell(SHOP),
  },
  {
    ...site(
      'haproxy-port-fixed',
      'HAProxy leaves the port out',
      HAPROXY,
      comparingHaproxy(linesOf('haproxy-host-without-port', hostsOf('haproxy-port-fixed').shop)),
      AT_PORT,
    ),
    ...isWell(SHOP),
    proves: { fix: 'haproxy-host-without-port', of: 'haproxy-port' },
  },
  {
    ...site(
      'nginx-port',
      'nginx compares SNI with a Host that has a port',
      NGINX,
      comparingNginx('nginx-port', 'if ($ssl_server_name != $http_host) { return 421; }'),
      AT_PORT,
    ),
    // A catch-all on that port looks just so.
    expect: inBoth({
      host: hostsOf('nginx-port').shop,
      status: 'misdirected',
      causes: ['port-in-host-check', 'host-not-served'],
      atMost: 'possible',
    }),
    verdict: ['nginx'],
  },
  {
    ...site(
      'nginx-port-fixed',
      'nginx leaves the port out',
      NGINX,
      comparingNginx(
        'nginx-port-fixed',
        linesOf('nginx-host-without-port', hostsOf('nginx-port-fixed').shop),
      ),
      AT_PORT,
    ),
    ...isWell(SHOP),
    proves: { fix: 'nginx-host-without-port', of: 'nginx-port' },
  },
  {
    ...site(
      'caddy-behind-nginx',
      'nginx sends another name to a Caddy that insists on SNI = Host',
      BOTH,
      nginxBeforeCaddy(
        'caddy-behind-nginx',
        `proxy_set_header Host $host; proxy_ssl_server_name on; proxy_ssl_name ${hostsOf('caddy-behind-nginx').www};`,
      ),
    ),
    ...refused('caddy-behind-nginx', 'origin-sni', 'sni-host-check'),
  },
  {
    ...site(
      'caddy-behind-nginx-fixed',
      'nginx sends the host to that Caddy',
      BOTH,
      nginxBeforeCaddy(
        'caddy-behind-nginx-fixed',
        linesOf('nginx-upstream-sni', hostsOf('caddy-behind-nginx-fixed').shop),
      ),
    ),
    ...isWell(SHOP),
    proves: { fix: 'nginx-upstream-sni', of: 'caddy-behind-nginx' },
  },
];
