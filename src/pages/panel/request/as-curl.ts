import { hostFieldOf, isIpLiteral } from '../../../model/authority.js';
import { isCredential } from '../../../model/credentials.js';
import { curlResolve } from '../../../model/curl-resolve.js';
import type { Header } from '../../../model/header.js';
import { knownValue } from '../../../model/known.js';
import type { Command } from '../../../model/step.js';
import type { Refusal } from '../../../sources/devtools/network-log.js';

/** What curl writes itself, or what belongs to the browser's connection (RFC 9110 section 7.6.1). */
const OWN: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'proxy-connection',
  'upgrade',
  'te',
  // curl asks for what it can unpack.
  'accept-encoding',
]);

/** Letters of a field name (RFC 9110 section 5.6.2): nothing that curl would take for something else. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

export interface CurlOptions {
  /** Cookies, credentials and the body, which may let somebody in or reveal something about them. */
  readonly withSecrets: boolean;
}

/** Does the request hold something that is left out without `withSecrets`? */
export const hasSecrets = ({ sent }: Refusal): boolean =>
  sent.body !== undefined || sent.headers.some(({ name }) => isCredential(name));

/**
 * The request as a command line for curl, to the address that refused it. curl opens a connection of its own, with the
 * host's name in the SNI, so its response differs from the browser's where sharing a connection is to blame.
 */
export function asCurl({ entry, sent }: Refusal, { withSecrets }: CurlOptions): Command {
  const { authority, exchange } = entry;
  const { response } = exchange;
  const address = knownValue(response.address);
  const body = withSecrets ? sent.body : undefined;
  return {
    words: [
      'curl',
      // The body shows who wrote the 421, so it is shown.
      '-sv',
      ...versionOption(response.protocol),
      '--compressed',
      ...(address === undefined || isIpLiteral(authority.host)
        ? []
        : ['--resolve', curlResolve(authority.host, authority.port, bracketed(address))]),
      ...methodOption(sent.method, body !== undefined),
      ...sent.headers.filter((header) => isSent(header, withSecrets)).flatMap(headerOption),
      ...(body === undefined ? [] : ['--data-raw', body]),
      // Else curl takes brackets and braces for a pattern.
      ...(/[[\]{}]/.test(sent.url) ? ['--globoff'] : []),
      urlOf(sent.url, authority.scheme, hostFieldOf(authority)),
    ],
  };
}

const VERSIONS = { 'http/1.1': '--http1.1', h2: '--http2', h3: '--http3' } as const;

const versionOption = (protocol: Refusal['entry']['exchange']['response']['protocol']): string[] =>
  protocol === 'h2-or-h3' || protocol === 'unknown' ? [] : [VERSIONS[protocol]];

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** curl takes GET, and POST where there is a body. */
function methodOption(method: string, hasBody: boolean): string[] {
  if (method === 'HEAD') return ['--head'];
  return method === (hasBody ? 'POST' : 'GET') ? [] : ['--request', method];
}

const isSent = ({ name }: Header, withSecrets: boolean): boolean =>
  TOKEN.test(name) && !OWN.has(name.toLowerCase()) && (withSecrets || !isCredential(name));

/** A field without a value is written with a semicolon: a colon would take the field out (curl's manual, `--header`). */
const headerOption = ({ name, value }: Header): string[] => [
  '--header',
  value === '' ? `${name};` : `${name}: ${value}`,
];

/** curl's name for wss is the HTTP one; a fragment is never sent. */
function urlOf(url: string, scheme: string, host: string): string {
  if (!URL.canParse(url)) return `${scheme}://${host}/`;
  const { pathname, search } = new URL(url);
  return `${scheme}://${host}${pathname}${search}`;
}
