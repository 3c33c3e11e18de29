import { inBoth } from '../../site.js';
import { linesOf } from '../fixes.js';
import type { Need } from '../programs.js';
import type { Scene } from '../scene.js';
import { startHaproxy } from '../servers/haproxy.js';
import { startNginx } from '../servers/nginx.js';
import { hostsOf, isWell, type RealSite, usualCertificates } from '../site.js';
import { PICKY_APACHE, SHOP, startOrigin } from './origin.js';

/**
 * A gateway of `www` before a service of somebody else, which knows itself as `shop` only. Apache stands for the service:
 * `shop` is its second virtual host, so it wants SNI.
 */
const site = (id: string, title: string, needs: readonly Need[], start: RealSite['start']) => ({
  id,
  title,
  needs: [...needs, PICKY_APACHE],
  certificates: usualCertificates(id),
  start,
  visits: [`https://${hostsOf(id).www}/`],
});

const refused = (id: string): Pick<RealSite, 'expect' | 'refusedBy'> => ({
  expect: inBoth({ host: hostsOf(id).www, status: 'misdirected', causes: ['origin-sni'], atMost: 'likely' }),
  refusedBy: 'apache',
});

const nginx =
  (id: string, line: string) =>
  async (scene: Scene): Promise<void> => {
    const { shop, www } = hostsOf(id);
    const { chain, key } = scene.certificate('gateway');
    const port = await startOrigin(scene, id);
    await startNginx(
      scene,
      [scene.httpsPort],
      `upstream ${shop} { server 127.0.0.1:${port}; }
server {
  listen ${scene.httpsPort} ssl http2;
  server_name ${www};
  ssl_certificate ${chain};
  ssl_certificate_key ${key};
  location / {
    proxy_pass https://${shop};
    ${line}
  }
}`,
    );
  };

const haproxy =
  (id: string, lines: (scene: Scene, port: number) => string) =>
  async (scene: Scene): Promise<void> => {
    const port = await startOrigin(scene, id);
    await startHaproxy(
      scene,
      [scene.httpsPort],
      `frontend fe
    bind 127.0.0.1:${scene.httpsPort} ssl crt ${scene.certificate('gateway').both} alpn h2,http/1.1
    default_backend be
backend be
${lines(scene, port)}`,
    );
  };

const HAPROXY: readonly Need[] = [{ server: 'haproxy', before: '3.3' }];
const [nginxRefused, nginxFixed] = ['nginx-foreign-no-sni', 'nginx-foreign-fixed'] as const;
const [haproxyRefused, haproxyFixed] = ['haproxy-foreign-no-sni', 'haproxy-foreign-fixed'] as const;

export const foreignUpstreams: readonly RealSite[] = [
  {
    ...site(
      nginxRefused,
      'nginx before somebody else’s service, without SNI',
      [{ server: 'nginx' }],
      nginx(nginxRefused, ''),
    ),
    ...refused(nginxRefused),
  },
  {
    ...site(
      nginxFixed,
      'the same with the service’s own name as SNI',
      [{ server: 'nginx' }],
      nginx(nginxFixed, linesOf('nginx-foreign-upstream', hostsOf(nginxFixed).www)),
    ),
    ...isWell(SHOP),
    proves: { fix: 'nginx-foreign-upstream', of: nginxRefused },
  },
  {
    ...site(
      haproxyRefused,
      'HAProxy before somebody else’s service, without SNI',
      HAPROXY,
      haproxy(
        haproxyRefused,
        (_scene, port) => `http-request set-header Host ${hostsOf(haproxyRefused).shop}
server upstream 127.0.0.1:${port} ssl verify none`,
      ),
    ),
    ...refused(haproxyRefused),
  },
  {
    ...site(
      haproxyFixed,
      'the same with the service’s own name as SNI',
      [{ server: 'haproxy' }],
      haproxy(haproxyFixed, (scene, port) =>
        linesOf('haproxy-foreign-upstream', hostsOf(haproxyFixed).www, {
          'ORIGIN_ADDRESS:ORIGIN_PORT': `127.0.0.1:${port}`,
          UPSTREAM_NAME: hostsOf(haproxyFixed).shop,
          CA_FILE: scene.caFile,
        }),
      ),
    ),
    ...isWell(SHOP),
    proves: { fix: 'haproxy-foreign-upstream', of: haproxyRefused },
  },
];
