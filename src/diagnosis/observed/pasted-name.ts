import type { PastedFacts } from '../../model/check.js';

/** As the programs call themselves, the same in every language. */
const NAMES: Readonly<Record<PastedFacts['program'], string>> = {
  openssl: 'openssl',
  curl: 'curl',
  apache: 'Apache httpd',
  nginx: 'nginx',
  traefik: 'Traefik',
  haproxy: 'HAProxy',
  envoy: 'Envoy',
  caddy: 'Caddy',
  access_log: 'access.log',
};

export const pastedName = (program: PastedFacts['program']): string => NAMES[program];
