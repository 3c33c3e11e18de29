import {
  type Authority,
  hostFieldOf,
  isIpLiteral,
  originOf,
  withoutTrailingDot,
} from '../model/authority.js';
import type { Command } from '../model/step.js';

/** Stands in a command where only the operator knows the address; the step's text says so. */
export const ORIGIN_ADDRESS = 'ORIGIN_ADDRESS';

/** The certificate that the server shows for the host; for an address, what it shows without SNI. */
export const showCertificate = (authority: Authority): Command => ({
  words: [
    'openssl',
    's_client',
    '-connect',
    `${authority.host}:${authority.port}`,
    ...(isIpLiteral(authority.host)
      ? ['-noservername']
      : ['-servername', withoutTrailingDot(authority.host)]),
  ],
  noInput: true,
});

/** The certificate of the origin's default virtual host, which answers when no SNI arrives. */
export const showDefaultCertificate = (): Command => ({
  words: ['openssl', 's_client', '-connect', `${ORIGIN_ADDRESS}:443`, '-noservername'],
  noInput: true,
  pipedTo: ['openssl', 'x509', '-noout', '-subject', '-ext', 'subjectAltName'],
});

/** The same request by a program that never shares a connection between hosts. */
export const askAgain = (authority: Authority): Command => ({
  words: ['curl', '-sv', '-o', '/dev/null', `${originOf(authority)}/`],
});

/** The same request past the gateway, straight to the origin, with SNI and Host right. */
export const askOrigin = (authority: Authority): Command => askAt(authority, ORIGIN_ADDRESS);

/** The same request at one given address. */
export const askAt = (authority: Authority, address: string): Command => ({
  words: [
    'curl',
    '-sv',
    '-o',
    '/dev/null',
    '--resolve',
    `${authority.host}:${authority.port}:${address}`,
    `${originOf(authority)}/`,
  ],
});

/** A request for the host on a connection made for its neighbour: what a browser that shares connections sends. */
export function askOnNeighbour(authority: Authority, neighbour: string, address: string): Command {
  const sharing: Authority = { ...authority, host: neighbour };
  return {
    words: [
      'curl',
      '-sv',
      '-o',
      '/dev/null',
      '--resolve',
      `${neighbour}:${authority.port}:${address}`,
      '-H',
      `Host: ${hostFieldOf(authority)}`,
      `${originOf(sharing)}/`,
    ],
  };
}

/** What DNS gives for the host. */
export const lookUp = (authority: Authority): Command => ({
  words: ['nslookup', withoutTrailingDot(authority.host)],
});

/** Searches the server's logs for what it writes beside its 421. */
export const searchLogs = (look: string): Command => ({ words: ['grep', '-rF', '--', look, '/var/log'] });
