import type { Scene } from '../scene.js';
import { htmlPage, startApache, virtualHost, withTls } from '../servers/apache.js';
import { startNginx } from '../servers/nginx.js';
import { hostsOf, isWell, type RealSite, usualCertificates } from '../site.js';
import { FIRST, SHOP } from './origin.js';
import { certificatesOf } from './url-shapes.js';

const ADDRESS = '127.0.0.17';

/** Refusals that are no 421: nothing is to be said of them. */
export const lookAlikes: readonly RealSite[] = [
  {
    id: 'nginx-404',
    title: 'nginx answers 404 for a name that it does not serve',
    needs: [{ server: 'nginx' }],
    certificates: usualCertificates('nginx-404'),
    start: (scene: Scene) => {
      const { chain, key } = scene.certificate('gateway');
      return startNginx(
        scene,
        [scene.httpsPort],
        `server {
  listen ${scene.httpsPort} ssl http2;
  ssl_certificate ${chain};
  ssl_certificate_key ${key};
  return 404 '${htmlPage('No such site')}';
}`,
      );
    },
    visits: [`https://${hostsOf('nginx-404').shop}/`],
    ...isWell('No such site'),
  },
  {
    id: 'apache-strict-403',
    title: 'Apache with SSLStrictSNIVHostCheck answers 403 without SNI',
    needs: [{ server: 'apache' }],
    certificates: certificatesOf(ADDRESS),
    start: (scene: Scene) =>
      startApache(scene, {
        ports: [scene.httpsPort],
        h2: true,
        lines: [
          'SSLStrictSNIVHostCheck on',
          virtualHost(scene, scene.httpsPort, {
            name: 'www.first.test',
            tls: withTls(scene.certificate('www')),
            page: FIRST,
          }),
          virtualHost(scene, scene.httpsPort, {
            name: ADDRESS,
            tls: withTls(scene.certificate('shop')),
            page: SHOP,
          }),
        ].join('\n'),
      }),
    visits: [`https://${ADDRESS}/`],
    ...isWell('Forbidden'),
  },
];
