import type { Scene } from '../scene.js';
import { htmlPage } from '../servers/apache.js';
import { startNginx } from '../servers/nginx.js';
import { hostsOf, isWell, type RealSite, usualCertificates } from '../site.js';

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
];
