import type { RealSite } from '../site.js';
import { balancers } from './balancers.js';
import { foreignUpstreams } from './foreign-upstreams.js';
import { gatewaysBeforeApache } from './gateways-before-apache.js';
import { hostChecks } from './host-checks.js';
import { keptConnections } from './kept-connections.js';
import { lookAlikes } from './look-alikes.js';
import { nginxBeforeApache } from './nginx-before-apache.js';
import { ownPages } from './own-pages.js';
import { ownRules } from './own-rules.js';
import { sharedConnections } from './shared-connections.js';
import { suspectedSites } from './suspected.js';
import { urlShapes } from './url-shapes.js';

/**
 * Every site on real servers. Fixes that are proven by a refusal and its end, with the lines of the product's file:
 *
 *   apache-one-tls-setup       no SNI from nginx; a connection that the browser shared
 *   apache-sni-policy          no SNI from nginx; a connection that nginx lent
 *   apache-alias-with-dot      a final dot in the URL
 *   nginx-upstream-sni         before Apache, before Caddy with strict_sni_host, before nginx with client certificates
 *   nginx-connection-per-request a connection that nginx lent
 *   nginx-upstream-per-host    a connection that nginx lent
 *   nginx-serve-host           a catch-all; nodes behind HAProxy
 *   nginx-host-without-port    SNI compared with a Host that has a port
 *   haproxy-server-sni         no SNI from HAProxy
 *   haproxy-host-without-port  SNI compared with a Host that has a port
 *   caddy-upstream-sni         no SNI from Caddy
 *   caddy-no-strict-sni        an address in the URL
 *   nginx-foreign-upstream     before somebody else's service
 *   haproxy-foreign-upstream   before somebody else's service
 */
export const REAL_SITES: readonly RealSite[] = [
  ...nginxBeforeApache,
  ...gatewaysBeforeApache,
  ...foreignUpstreams,
  ...keptConnections,
  ...balancers,
  ...hostChecks,
  ...urlShapes,
  ...ownRules,
  ...ownPages,
  ...sharedConnections,
  ...lookAlikes,
  ...suspectedSites,
];
