import { type ExpectedIncident, inBoth } from '../../site.js';
import { linesOf } from '../fixes.js';
import type { Need } from '../programs.js';
import type { Scene } from '../scene.js';
import { htmlPage, startApache, virtualHost, withTls } from '../servers/apache.js';
import { startCaddy } from '../servers/caddy.js';
import { hostsOf, isWell, type RealSite } from '../site.js';
import { comparingHaproxy, WITH_PORT } from './host-checks.js';
import { FIRST, PICKY_APACHE, SHOP } from './origin.js';

/** Apache that browsers meet themselves; the shop is its second site. `lines` are those of the shop's host. */
const apache =
  (
    name: string,
    { lines = '', tls, h2 = true }: { lines?: string; tls?: (scene: Scene) => string; h2?: boolean } = {},
  ) =>
  (scene: Scene): Promise<void> => {
    const port = scene.httpsPort;
    const own = (which: string) => tls?.(scene) ?? withTls(scene.certificate(which));
    return startApache(scene, {
      ports: [port],
      ...(h2 ? { h2: true as const } : {}),
      lines: [
        virtualHost(scene, port, { name: 'www.first.test', tls: own('www'), page: FIRST }),
        virtualHost(scene, port, { name, tls: own('shop'), page: SHOP, lines }),
      ].join('\n'),
    });
  };

/** Caddy that insists on SNI = Host, unless `options` say otherwise. */
const caddy =
  (host: string, options: string) =>
  (scene: Scene): Promise<void> => {
    const { chain, key } = scene.certificate('shop');
    return startCaddy(
      scene,
      [scene.httpsPort],
      `https://${host}:${scene.httpsPort} {
  bind 127.0.0.1 ${host}
  tls ${chain} ${key}
  header Content-Type text/html
  respond \`${htmlPage(SHOP)}\`
}`,
      `${options}\ndefault_sni ${host}`,
    );
  };

/** Without a name in SNI the first site's certificate is shown, so it has to cover the URL's host as well. */
export const certificatesOf = (host: string): RealSite['certificates'] => ({
  www: ['www.first.test', host],
  shop: [host],
});

const site = (
  id: string,
  title: string,
  needs: readonly Need[],
  host: string,
  start: RealSite['start'],
): Omit<RealSite, 'expect'> => ({
  id,
  title,
  needs,
  certificates: certificatesOf(host.replace(/\.$/, '')),
  start,
  visits: [`https://${host}/`],
});

const refused = (
  host: string,
  atMost: ExpectedIncident['atMost'],
  ...causes: ExpectedIncident['causes']
): Pick<RealSite, 'expect'> => ({ expect: inBoth({ host, status: 'misdirected', causes, atMost }) });

const APACHE: readonly Need[] = [PICKY_APACHE];
const CADDY: readonly Need[] = [{ server: 'caddy' }];

const dotted = (id: string) => `${hostsOf(id).shop}.`;
const STRICT = 'servers {\nstrict_sni_host on\n}';

// Each site has an address of its own, for the browser's memory goes by it.
const ADDRESS = {
  apache: '127.0.0.11',
  apacheFixed: '127.0.0.12',
  caddy: '127.0.0.13',
  caddyFixed: '127.0.0.14',
  haproxy: '127.0.0.15',
  ownPage: '127.0.0.16',
} as const;

const oneCertificate = (scene: Scene): string =>
  `SSLEngine on\n${linesOf('apache-one-tls-setup', 'example.test', {
    CERTIFICATE_FILE: scene.certificate('www').chain,
    KEY_FILE: scene.certificate('www').key,
  })}`;

export const urlShapes: readonly RealSite[] = [
  {
    ...site(
      'apache-dot',
      'Apache and a host name with a final dot',
      APACHE,
      dotted('apache-dot'),
      apache(hostsOf('apache-dot').shop),
    ),
    ...refused(dotted('apache-dot'), 'certain', 'trailing-dot'),

    refusedBy: 'apache',
  },
  {
    ...site(
      'apache-dot-fixed',
      'Apache knows the name with the dot too',
      APACHE,
      dotted('apache-dot-fixed'),
      apache(hostsOf('apache-dot-fixed').shop, {
        lines: linesOf('apache-alias-with-dot', dotted('apache-dot-fixed')),
      }),
    ),
    ...isWell(SHOP),
    proves: { fix: 'apache-alias-with-dot', of: 'apache-dot' },
  },
  {
    ...site(
      'apache-address',
      'Apache and an address in the URL',
      APACHE,
      ADDRESS.apache,
      apache(ADDRESS.apache),
    ),
    ...refused(ADDRESS.apache, 'certain', 'ip-literal'),
    refusedBy: 'apache',
  },
  {
    ...site(
      'apache-address-fixed',
      'Apache’s sites have one TLS set-up, so the address is served',
      APACHE,
      ADDRESS.apacheFixed,
      apache(ADDRESS.apacheFixed, { tls: oneCertificate }),
    ),
    ...isWell(SHOP),
  },
  {
    ...site(
      'caddy-address',
      'Caddy with strict_sni_host and an address in the URL',
      CADDY,
      ADDRESS.caddy,
      caddy(ADDRESS.caddy, STRICT),
    ),
    ...refused(ADDRESS.caddy, 'certain', 'ip-literal'),
  },
  {
    ...site(
      'caddy-address-fixed',
      'Caddy without strict_sni_host',
      CADDY,
      ADDRESS.caddyFixed,
      caddy(ADDRESS.caddyFixed, linesOf('caddy-no-strict-sni', ADDRESS.caddyFixed)),
    ),
    ...isWell(SHOP),
    proves: { fix: 'caddy-no-strict-sni', of: 'caddy-address' },
  },
  {
    ...site(
      'haproxy-address',
      'HAProxy compares SNI and Host, and the URL has an address',
      [{ server: 'haproxy' }],
      ADDRESS.haproxy,
      comparingHaproxy(WITH_PORT),
    ),
    ...refused(ADDRESS.haproxy, 'likely', 'ip-literal'),
    refusedBy: 'haproxy',
  },
  {
    ...site(
      'apache-address-own-page',
      'Apache with a page of its own for 421, and an address in the URL',
      APACHE,
      ADDRESS.ownPage,
      apache(ADDRESS.ownPage, { lines: 'ErrorDocument 421 "Not here, sorry."' }),
    ),
    ...refused(ADDRESS.ownPage, 'likely', 'ip-literal', 'unknown'),
  },
];
