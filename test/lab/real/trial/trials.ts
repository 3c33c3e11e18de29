import { hostsOf } from '../site.js';
import type { Operator } from './trial.js';

/** A trial that ends well: the step that does it, and how many steps with lines are tried before. */
interface Fixed extends Operator {
  readonly by: string;
  /** 0 where left out. */
  readonly after?: number;
}

/** A site that nothing under “Fix it” makes answer, and why that is right. */
interface NotFixed extends Operator {
  readonly reason: string;
}

const NGINX = { gateway: 'nginx' } as const;
const HAPROXY = { gateway: 'HAProxy' } as const;
const CADDY = { gateway: 'Caddy' } as const;
/** The shop's block, which does not have its name yet. */
const ELSEWHERE = { mine: /elsewhere\.test/ } as const;

/** Every site of the lab that refuses. */
export const TRIALS: Readonly<Record<string, Fixed | NotFixed>> = {
  'nginx-no-sni': { by: 'nginx-upstream-sni', ...NGINX },
  'nginx-no-sni-http1': { by: 'nginx-upstream-sni', ...NGINX },
  'nginx-no-sni-port': { by: 'nginx-upstream-sni', ...NGINX },
  'nginx-no-sni-plain': { by: 'nginx-upstream-sni', ...NGINX },
  'nginx-no-sni-dot': { by: 'nginx-upstream-sni', ...NGINX },
  'nginx-wrong-sni': { by: 'nginx-upstream-sni', ...NGINX },
  'nginx-hidden': { by: 'if-gateway-is', ...NGINX },
  'nginx-hardened': { by: 'nginx-upstream-sni', ...NGINX },
  'haproxy-no-sni': { by: 'if-gateway-is', ...HAPROXY },
  'haproxy-fixed-sni': { by: 'if-gateway-is', ...HAPROXY },
  'haproxy-no-server-field': { by: 'if-gateway-is', ...HAPROXY },
  'caddy-no-sni': { by: 'caddy-upstream-sni', ...CADDY },
  // The gateway is a program of the lab's own without a configuration: the origin bears what it does.
  'unknown-gateway': { by: 'apache-one-tls-setup' },
  'nameless-gateway': { by: 'apache-one-tls-setup' },
  // The first way asks somebody else's server for the wrong site.
  'nginx-foreign-no-sni': { by: 'nginx-foreign-upstream', after: 1, ...NGINX },
  'haproxy-foreign-no-sni': { by: 'if-gateway-is', ...HAPROXY },
  'nginx-pool': { by: 'nginx-connection-per-request', ...NGINX },
  // One visit cannot show that it is the kept connection: the lines of a wrong name, which are there already, come first.
  'nginx-pool-at-first': { by: 'apache-one-tls-setup', after: 2, ...NGINX },
  'nginx-pool-recovered': { by: 'if-gateway-is', ...NGINX },
  'balancer-one-of-three': { by: 'nginx-serve-host', ...ELSEWHERE },
  'balancer-one-of-two': {
    reason: 'The retry meets the other node, so only the trace of the 421 shows, and no product in it.',
    ...ELSEWHERE,
  },
  'haproxy-port': { by: 'haproxy-host-without-port' },
  // A catch-all on that port looks just so.
  'nginx-port': { by: 'nginx-host-without-port', after: 1 },
  'caddy-behind-nginx': { by: 'nginx-upstream-sni', ...NGINX },
  'apache-dot': { by: 'apache-alias-with-dot', mine: /ServerName shop/ },
  'apache-address': { by: 'apache-one-tls-setup' },
  'apache-address-own-page': { reason: 'The page names nobody, so there are no lines.' },
  'caddy-address': {
    reason:
      'Browsers send no SNI for an address; only to take the check away would help, which lowers security.',
  },
  'haproxy-address': {
    reason: 'Browsers send no SNI for an address, which the rule demands: the URL is wrong.',
  },
  'nginx-catch-all': { by: 'nginx-serve-host', ...ELSEWHERE },
  'nginx-catch-all-port': { by: 'nginx-serve-host', ...ELSEWHERE },
  'nginx-catch-all-hardened': { by: 'nginx-serve-host', ...ELSEWHERE },
  'client-certificate': { by: 'if-gateway-is', ...NGINX },
  'nginx-own-page': { reason: 'The page names nobody, so there are no lines.' },
  'apache-own-page': { reason: 'The page names nobody, so there are no lines.' },
  'apache-strict-403': {
    reason: 'Browsers send no SNI for an address, which the server demands: the URL is wrong.',
  },
  'suspected-apache': { by: 'if-gateway-is', ...NGINX },
  'suspected-jetty': {
    reason: 'The lines end the 400, but the lab’s Jetty has no page: its own 404 proves nothing.',
    ...NGINX,
  },
  'apache-shared': { by: 'apache-one-tls-setup', opener: hostsOf('apache-shared').www, shows: 'The shop' },
};
