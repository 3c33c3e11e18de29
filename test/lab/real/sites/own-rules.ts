import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { type ExpectedIncident, inBoth } from '../../site.js';
import { linesOf } from '../fixes.js';
import { freePort } from '../ports.js';
import type { Scene } from '../scene.js';
import { htmlPage } from '../servers/apache.js';
import { startNginx } from '../servers/nginx.js';
import { hostsOf, isWell, type RealSite, usualCertificates } from '../site.js';
import { SHOP } from './origin.js';

/** A catch-all for names that nobody serves; `own` is the shop's `server_name` line. */
const catchAll =
  ({ own, server = '' }: { own: string; server?: string }) =>
  (scene: Scene): Promise<void> => {
    const { chain, key } = scene.certificate('gateway');
    const block = (lines: string) => `server {
  listen ${scene.httpsPort} ssl http2;
  ssl_certificate ${chain};
  ssl_certificate_key ${key};
  ${server}
  ${lines}
}`;
    return startNginx(
      scene,
      [scene.httpsPort],
      `${block('server_name _; return 421;')}\n${block(`${own} return 200 '${htmlPage(SHOP)}';`)}`,
    );
  };

/** A certificate that signs itself, for the gateway to show: authenticated origin pulls. */
function clientCertificate(scene: Scene): { certificate: string; key: string } {
  const folder = scene.makeFolder('client');
  const [key, certificate] = [path.join(folder, 'client.key'), path.join(folder, 'client.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-subj', '/CN=front', '-days', '2', '-keyout', key, '-out', certificate],
    ],
    { stdio: 'ignore' },
  );
  return { certificate, key };
}

/** nginx before an nginx whose shop wants a client certificate. */
const clientCertificates =
  (id: string, lines: string) =>
  async (scene: Scene): Promise<void> => {
    const { shop, www } = hostsOf(id);
    const client = clientCertificate(scene);
    const port = await freePort();
    const block = (listen: number, name: string, rest: string) => {
      const { chain, key } = scene.certificate(listen === port ? name : 'gateway');
      return `server {
  listen ${listen} ssl${listen === port ? '' : ' http2'};
  server_name ${name === 'shop' ? shop : www};
  ssl_certificate ${chain};
  ssl_certificate_key ${key};
  ${rest}
}`;
    };
    await startNginx(
      scene,
      [port],
      [
        block(port, 'www', "return 200 'first';"),
        block(
          port,
          'shop',
          `ssl_client_certificate ${client.certificate}; ssl_verify_client on; return 200 '${htmlPage(SHOP)}';`,
        ),
      ].join('\n'),
    );
    await startNginx(
      scene,
      [scene.httpsPort],
      block(
        scene.httpsPort,
        'shop',
        `location / {
    proxy_pass https://127.0.0.1:${port};
    proxy_ssl_certificate ${client.certificate};
    proxy_ssl_certificate_key ${client.key};
    ${lines}
  }`,
      ),
    );
  };

const site = (id: string, title: string, start: RealSite['start']): Omit<RealSite, 'expect'> => ({
  id,
  title,
  needs: [{ server: 'nginx' }],
  certificates: usualCertificates(id),
  start,
  visits: [`https://${hostsOf(id).shop}/`],
});

const nginxSays = (id: string) => ({ host: hostsOf(id).shop, status: 'misdirected' }) as const;

const refused = (
  id: string,
  ...causes: ExpectedIncident['causes']
): Partial<RealSite> & Pick<RealSite, 'expect'> => ({
  expect: inBoth({ ...nginxSays(id), causes, atMost: 'likely' }),
  verdict: ['nginx'],
});

const ELSEWHERE = 'server_name elsewhere.test;';
const wrongName = (id: string): string =>
  `proxy_set_header Host $host; proxy_ssl_server_name on; proxy_ssl_name ${hostsOf(id).www};`;

export const ownRules: readonly RealSite[] = [
  {
    ...site(
      'nginx-catch-all',
      'nginx says 421 to every name that it does not serve',
      catchAll({ own: ELSEWHERE }),
    ),
    ...refused('nginx-catch-all', 'host-not-served'),
  },
  {
    ...site('nginx-catch-all-port', 'the same on a port of its own', catchAll({ own: ELSEWHERE })),
    visits: [`https://${hostsOf('nginx-catch-all-port').shop}:{port}/`],
    // A rule that compares SNI with a Host that has a port looks just so.
    expect: inBoth({
      ...nginxSays('nginx-catch-all-port'),
      causes: ['host-not-served', 'port-in-host-check'],
      atMost: 'possible',
    }),
    verdict: ['nginx'],
  },
  {
    ...site(
      'nginx-catch-all-hardened',
      'the same without nginx’s version',
      catchAll({ own: ELSEWHERE, server: 'server_tokens off;' }),
    ),
    ...refused('nginx-catch-all-hardened', 'host-not-served'),
  },
  {
    ...site(
      'nginx-catch-all-fixed',
      'nginx serves the name',
      catchAll({ own: linesOf('nginx-serve-host', hostsOf('nginx-catch-all-fixed').shop) }),
    ),
    ...isWell(SHOP),
    proves: { fix: 'nginx-serve-host', of: 'nginx-catch-all' },
  },
  {
    ...site(
      'client-certificate',
      'a gateway opens TLS under another name to a site that wants client certificates',
      clientCertificates('client-certificate', wrongName('client-certificate')),
    ),
    expect: {
      chrome: [
        { ...nginxSays('client-certificate'), causes: ['origin-sni', 'tls-policy'], atMost: 'likely' },
      ],
      // To Firefox nginx gives its own check's page and that of a `return 421` alike.
      firefox: [
        {
          ...nginxSays('client-certificate'),
          causes: ['origin-sni', 'tls-policy', 'host-not-served'],
          atMost: 'possible',
        },
      ],
    },
    refusedBy: 'nginx',
  },
  {
    ...site(
      'client-certificate-fixed',
      'the gateway sends the host',
      clientCertificates(
        'client-certificate-fixed',
        linesOf('nginx-upstream-sni', hostsOf('client-certificate-fixed').shop),
      ),
    ),
    ...isWell(SHOP),
    proves: { fix: 'nginx-upstream-sni', of: 'client-certificate' },
  },
];
