import { type ExpectedIncident, inBoth } from '../../site.js';
import { linesOf } from '../fixes.js';
import type { Scene } from '../scene.js';
import { startNginx } from '../servers/nginx.js';
import { hostsOf, isWell, type Others, type RealSite, usualCertificates } from '../site.js';
import { type OriginOptions, PICKY_APACHE, SHOP, startOrigin } from './origin.js';

interface Options {
  /** How many Apaches stand behind nginx, asked in turn. */
  readonly origins: 1 | 2;
  /** `upstream` blocks, with the `server` lines of the origins. */
  readonly upstreams: (servers: string) => string;
  /** Where `proxy_pass` leads. */
  readonly pass: string;
  /** Left out: nginx asks for connections that are kept. */
  readonly connection?: string;
  readonly origin?: OriginOptions;
}

const KEPT = 'proxy_set_header Connection "";';

/** nginx before Apache: each request with its own SNI, over connections that are kept. */
const start =
  (id: string, { origins, upstreams, pass, connection = KEPT, origin }: Options) =>
  async (scene: Scene): Promise<void> => {
    const { shop, www } = hostsOf(id);
    const { chain, key } = scene.certificate('gateway');
    const servers: string[] = [];
    while (servers.length < origins) servers.push(`127.0.0.1:${await startOrigin(scene, id, origin)};`);
    await startNginx(
      scene,
      [scene.httpsPort],
      `${upstreams(servers.join(' server '))}
server {
  listen ${scene.httpsPort} ssl http2;
  server_name ${shop} ${www};
  ssl_certificate ${chain};
  ssl_certificate_key ${key};
  # Asked for whenever the browser likes, it would use up connections.
  location = /favicon.ico { return 204; }
  location / {
    proxy_pass ${pass};
    proxy_http_version 1.1;
    ${connection}
    ${linesOf('nginx-upstream-sni', shop)}
  }
}`,
    );
  };

const onePool: Options = {
  origins: 2,
  upstreams: (servers) => `upstream origin { server ${servers} keepalive 8; }`,
  pass: 'https://origin',
};

const poolPerHost = (id: string): Options => ({
  origins: 2,
  upstreams: (servers) =>
    Object.values(hostsOf(id))
      .map((host) => linesOf('nginx-upstream-per-host', host, { 'ORIGIN_ADDRESS:ORIGIN_PORT;': servers }))
      .join('\n'),
  // A name in a variable is first looked for among the upstreams.
  pass: 'https://$host',
});

const site = (id: string, title: string, options: Options): Omit<RealSite, 'expect' | 'visits'> => ({
  id,
  title,
  needs: [{ server: 'nginx' }, PICKY_APACHE],
  certificates: usualCertificates(id),
  start: start(id, options),
});

/**
 * A connection ends with the 421 on it (measured: nginx 1.22.1, Apache 2.4.71). So many requests for the other host use
 * up what the shop left open to either Apache, and leave a connection under the other name to each: one for the
 * browser's first try and one for its retry.
 */
const MANY = 6;

const shopOf = (id: string): string => `https://${hostsOf(id).shop}/`;
const othersAt = (id: string, times: number): Others => ({ send: `https://${hostsOf(id).www}/`, times });

const misdirected = (
  id: string,
  ...causes: ExpectedIncident['causes']
): Partial<RealSite> & Pick<RealSite, 'expect'> => ({
  expect: inBoth({ host: hostsOf(id).shop, status: 'misdirected', causes, atMost: 'likely' }),
  verdict: ['nginx'],
  refusedBy: 'apache',
});

export const keptConnections: readonly RealSite[] = [
  {
    ...site('nginx-pool', 'nginx keeps connections to Apache and lends them between hosts', onePool),
    visits: [shopOf('nginx-pool'), othersAt('nginx-pool', MANY), shopOf('nginx-pool')],
    ...misdirected('nginx-pool', 'origin-pool'),
  },
  {
    ...site('nginx-pool-at-first', 'the same where the visitor’s first request is refused already', onePool),
    visits: [othersAt('nginx-pool-at-first', MANY), shopOf('nginx-pool-at-first')],
    // A gateway that always sends the wrong name looks just so.
    ...misdirected('nginx-pool-at-first', 'origin-pool', 'origin-sni'),
  },
  {
    ...site('nginx-pool-recovered', 'the same with one Apache: the browser’s hidden retry is answered', {
      ...onePool,
      origins: 1,
    }),
    visits: [othersAt('nginx-pool-recovered', 1), shopOf('nginx-pool-recovered')],
    expect: {
      // Shows no trace of it.
      chrome: [],
      firefox: [
        {
          host: hostsOf('nginx-pool-recovered').shop,
          status: 'recovered',
          causes: ['origin-pool', 'balancer-inconsistent'],
          atMost: 'possible',
        },
      ],
    },
    shows: SHOP,
    refusedBy: 'apache',
  },
  {
    ...site(
      'nginx-pool-fixed',
      'nginx keeps connections for each host apart',
      poolPerHost('nginx-pool-fixed'),
    ),
    visits: [shopOf('nginx-pool-fixed'), othersAt('nginx-pool-fixed', MANY), shopOf('nginx-pool-fixed')],
    ...isWell(SHOP),
    proves: { fix: 'nginx-upstream-per-host', of: 'nginx-pool' },
  },
  {
    ...site('nginx-pool-closed', 'nginx keeps no connection', {
      ...onePool,
      connection: linesOf('nginx-connection-per-request', hostsOf('nginx-pool-closed').shop),
    }),
    visits: [shopOf('nginx-pool-closed'), othersAt('nginx-pool-closed', MANY), shopOf('nginx-pool-closed')],
    ...isWell(SHOP),
    proves: { fix: 'nginx-connection-per-request', of: 'nginx-pool' },
  },
  {
    ...site('apache-policy-pool', 'nginx lends connections, but Apache insists on client certificates only', {
      ...onePool,
      origin: { lines: linesOf('apache-sni-policy', hostsOf('apache-policy-pool').shop) },
    }),
    needs: [{ server: 'nginx' }, { server: 'apache', from: '2.4.66' }],
    visits: [
      shopOf('apache-policy-pool'),
      othersAt('apache-policy-pool', MANY),
      shopOf('apache-policy-pool'),
    ],
    ...isWell(SHOP),
    proves: { fix: 'apache-sni-policy', of: 'nginx-pool' },
  },
];
