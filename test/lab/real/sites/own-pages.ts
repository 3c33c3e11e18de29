import { inBoth } from '../../site.js';
import type { Scene } from '../scene.js';
import { htmlPage } from '../servers/apache.js';
import { startNginx } from '../servers/nginx.js';
import { hostsOf, type RealSite, usualCertificates } from '../site.js';
import { type OriginOptions, PICKY_APACHE, startOrigin } from './origin.js';

/** nginx before Apache without SNI; one of them shows a page of its own for 421. */
const start =
  (
    id: string,
    {
      location = '',
      server = '',
      origin = {},
    }: { location?: string; server?: string; origin?: OriginOptions },
  ) =>
  async (scene: Scene): Promise<void> => {
    const { chain, key } = scene.certificate('gateway');
    const port = await startOrigin(scene, id, origin);
    await startNginx(
      scene,
      [scene.httpsPort],
      `server {
  listen ${scene.httpsPort} ssl http2;
  server_name ${hostsOf(id).shop};
  ssl_certificate ${chain};
  ssl_certificate_key ${key};
  ${server}
  location / {
    proxy_pass https://127.0.0.1:${port};
    proxy_set_header Host $host;
    ${location}
  }
}`,
    );
  };

const SORRY = htmlPage('Sorry, this page is not available');

/** The page names nobody: whoever wrote it, and why, cannot be known. */
const site = (id: string, title: string, options: Parameters<typeof start>[1]): RealSite => ({
  id,
  title,
  needs: [{ server: 'nginx' }, PICKY_APACHE],
  certificates: usualCertificates(id),
  start: start(id, options),
  visits: [`https://${hostsOf(id).shop}/`],
  expect: inBoth({
    host: hostsOf(id).shop,
    status: 'misdirected',
    causes: ['unknown', 'application', 'host-not-served', 'origin-sni'],
    atMost: 'possible',
  }),
  refusedBy: 'apache',
});

export const ownPages: readonly RealSite[] = [
  site('nginx-own-page', 'nginx puts a page of its own over Apache’s', {
    location: 'proxy_intercept_errors on; error_page 421 @sorry;',
    server: `location @sorry { return 421 '${SORRY}'; }`,
  }),
  site('apache-own-page', 'Apache shows a page of its own', {
    origin: { shop: `ErrorDocument 421 "${SORRY.replaceAll('"', "'")}"` },
  }),
];
