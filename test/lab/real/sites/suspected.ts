import { inBoth } from '../../site.js';
import { freePort } from '../ports.js';
import type { Scene } from '../scene.js';
import { startApache, virtualHost, withTls } from '../servers/apache.js';
import { startJetty } from '../servers/jetty.js';
import { startNginx } from '../servers/nginx.js';
import { startTomcat } from '../servers/tomcat.js';
import { startTrafficServer } from '../servers/trafficserver.js';
import { hostsOf, isWell, type RealSite, usualCertificates } from '../site.js';
import { FIRST, SHOP, startOrigin } from './origin.js';
import { certificatesOf } from './url-shapes.js';

const ADDRESS = '127.0.0.17';

/** nginx in front of a server that speaks TLS, with these lines for the connection between. */
async function gateway(scene: Scene, id: string, origin: number, lines: string): Promise<void> {
  const { shop, www } = hostsOf(id);
  const { chain, key } = scene.certificate('gateway');
  await startNginx(
    scene,
    [scene.httpsPort],
    `server {
  listen ${scene.httpsPort} ssl http2;
  server_name ${shop} ${www};
  ssl_certificate ${chain};
  ssl_certificate_key ${key};
  location / {
    proxy_pass https://127.0.0.1:${origin};
    proxy_set_header Host $host;
    ${lines}
  }
}`,
  );
}

const suspected = (id: string) =>
  inBoth({ host: hostsOf(id).shop, status: 'suspected', causes: ['origin-sni'], atMost: 'likely' });

/**
 * Servers that refuse by another status: Apache a connection without SNI, the others one with another site's. Tomcat and Traffic
 * Server do so with a page that they have for other requests as well.
 */
export const suspectedSites: readonly RealSite[] = [
  {
    id: 'suspected-apache',
    title: 'nginx sends no SNI to Apache with SSLStrictSNIVHostCheck: 403',
    needs: [{ server: 'nginx' }, { server: 'apache' }],
    certificates: usualCertificates('suspected-apache'),
    start: async (scene) => {
      const port = await startOrigin(scene, 'suspected-apache', { lines: 'SSLStrictSNIVHostCheck on' });
      await gateway(scene, 'suspected-apache', port, '');
    },
    visits: [`https://${hostsOf('suspected-apache').shop}/`],
    expect: suspected('suspected-apache'),
    verdict: ['Apache httpd', 'server name (SNI)'],
  },
  {
    id: 'suspected-jetty',
    title: 'nginx sends another site’s SNI to Jetty: 400',
    needs: [{ server: 'nginx' }, { server: 'jetty' }],
    certificates: usualCertificates('suspected-jetty'),
    start: async (scene) => {
      const { www } = hostsOf('suspected-jetty');
      const port = await freePort();
      const certificates = { shop: scene.certificate('shop'), www: scene.certificate('www') };
      await startJetty(scene, { port, certificates });
      await gateway(scene, 'suspected-jetty', port, `proxy_ssl_server_name on;\n    proxy_ssl_name ${www};`);
    },
    visits: [`https://${hostsOf('suspected-jetty').shop}/`],
    expect: suspected('suspected-jetty'),
    verdict: ['Jetty'],
  },
  {
    id: 'silent-tomcat',
    title: 'nginx sends another site’s SNI to Tomcat: a 400 that gives no reason, so nothing is said',
    needs: [{ server: 'nginx' }, { server: 'tomcat' }],
    certificates: usualCertificates('silent-tomcat'),
    start: async (scene) => {
      const { shop, www } = hostsOf('silent-tomcat');
      const port = await freePort();
      const certificates = { [shop]: scene.certificate('shop'), [www]: scene.certificate('www') };
      await startTomcat(scene, { port, certificates });
      await gateway(scene, 'silent-tomcat', port, `proxy_ssl_server_name on;\n    proxy_ssl_name ${www};`);
    },
    visits: [`https://${hostsOf('silent-tomcat').shop}/`],
    ...isWell('HTTP Status 400 – Bad Request'),
  },
  {
    id: 'silent-trafficserver',
    title:
      'nginx sends another site’s SNI to Traffic Server: the page of any denied request, so nothing is said',
    needs: [{ server: 'nginx' }, { server: 'trafficserver' }],
    certificates: usualCertificates('silent-trafficserver'),
    start: async (scene) => {
      const { shop, www } = hostsOf('silent-trafficserver');
      const port = await freePort();
      await startTrafficServer(scene, { port, certificate: scene.certificate('gateway'), strict: shop });
      await gateway(
        scene,
        'silent-trafficserver',
        port,
        `proxy_ssl_server_name on;\n    proxy_ssl_name ${www};`,
      );
    },
    visits: [`https://${hostsOf('silent-trafficserver').shop}/`],
    ...isWell('You are not allowed to access the document you requested.'),
  },
  {
    id: 'apache-strict-403',
    title: 'Apache with SSLStrictSNIVHostCheck answers 403 at its address, for which browsers send no SNI',
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
    expect: inBoth({ host: ADDRESS, status: 'suspected', causes: ['ip-literal'], atMost: 'likely' }),
    shows: 'Forbidden',
  },
];
