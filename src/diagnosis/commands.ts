import {
  type Authority,
  hostFieldOf,
  isIpLiteral,
  originOf,
  withoutTrailingDot,
} from '../model/authority.js';
import { curlResolve } from '../model/curl-resolve.js';
import type { Command } from '../model/step.js';
import type { LogPlace } from './types.js';

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
export const repeatRequest = (authority: Authority): Command => ({
  words: ['curl', '-sv', '-o', '/dev/null', `${originOf(authority)}/`],
});

/** Prints the status code alone. curl's own escapes: the word holds a backslash and an `n`. */
const STATUS_ONLY = ['curl', '-sS', '-o', '/dev/null', '-w', '%{http_code}\\n'] as const;

/** Prints the status code that the host answers with. */
export const showStatus = (authority: Authority): Command => ({
  words: [...STATUS_ONLY, `${originOf(authority)}/`],
});

/**
 * The same ten times over, each on a connection of its own. curl counts `[1-10]` up; what follows `#` is never sent
 * (RFC 9110 section 4.2.5).
 */
export const showStatusTenTimes = (authority: Authority): Command => ({
  words: [...STATUS_ONLY, '--http1.1', '-H', 'Connection: close', `${originOf(authority)}/#[1-10]`],
});

/** The same request past the gateway, straight to the origin, with SNI and Host right. */
export const requestFromOrigin = (authority: Authority): Command => requestAt(authority, ORIGIN_ADDRESS);

/** The same request at one given address. */
export const requestAt = (authority: Authority, address: string): Command => ({
  words: [
    'curl',
    '-sv',
    '-o',
    '/dev/null',
    '--resolve',
    curlResolve(authority.host, authority.port, address),
    `${originOf(authority)}/`,
  ],
});

/** A request for the host on a connection made for its neighbour: what a browser that shares connections sends. */
export const requestOnNeighbour = (authority: Authority, neighbour: string, address: string): Command => ({
  words: ['curl', '-sv', '-o', '/dev/null', ...onNeighbour(authority, neighbour, address)],
});

/** Prints the status code of such a request. */
export const showStatusOnNeighbour = (authority: Authority, neighbour: string, address: string): Command => ({
  words: [...STATUS_ONLY, ...onNeighbour(authority, neighbour, address)],
});

const onNeighbour = (authority: Authority, neighbour: string, address: string): readonly string[] => [
  '--resolve',
  curlResolve(neighbour, authority.port, address),
  '-H',
  `Host: ${hostFieldOf(authority)}`,
  `${originOf({ ...authority, host: neighbour })}/`,
];

/** What DNS gives for the host. */
export const lookUp = (authority: Authority): Command => ({
  words: ['nslookup'],
  operand: withoutTrailingDot(authority.host),
});

/** Stand in a command where only the operator knows the name. */
const CONTAINER = 'CONTAINER_NAME';
const DEPLOYMENT = 'deployment/DEPLOYMENT_NAME';

const filter = (look: string): readonly string[] => ['grep', '-F', '--', look];

/** Searches one place for what a program writes beside its 421. */
export function searchLog(look: string, place: LogPlace): Command {
  switch (place.kind) {
    case 'files':
      return { words: ['grep', '-rF', '--', look, ...place.paths] };
    case 'journal':
      return { words: ['journalctl', '--no-pager', '-u', place.unit], pipedTo: filter(look) };
    case 'container':
      return { words: ['docker', 'logs', CONTAINER], bothOutputs: true, pipedTo: filter(look) };
    case 'kubernetes':
      return { words: ['kubectl', 'logs', DEPLOYMENT], pipedTo: filter(look) };
  }
}
