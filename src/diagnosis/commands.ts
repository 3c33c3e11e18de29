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
export function requestOnNeighbour(authority: Authority, neighbour: string, address: string): Command {
  const sharing: Authority = { ...authority, host: neighbour };
  return {
    words: [
      'curl',
      '-sv',
      '-o',
      '/dev/null',
      '--resolve',
      curlResolve(neighbour, authority.port, address),
      '-H',
      `Host: ${hostFieldOf(authority)}`,
      `${originOf(sharing)}/`,
    ],
  };
}

/** What DNS gives for the host. */
export const lookUp = (authority: Authority): Command => ({
  words: ['nslookup'],
  operand: withoutTrailingDot(authority.host),
});

/** Stand in a command where only the operator knows the name. */
const CONTAINER = 'CONTAINER';
const DEPLOYMENT = 'deployment/NAME';

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
