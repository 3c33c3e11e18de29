import * as v from 'valibot';
import { count, type Stored, text } from './stored.js';
/** The authority component of a URL (RFC 3986 section 3.2, RFC 9110 section 4.2), and what its form says. */
export const authoritySchema = v.object({
  scheme: v.picklist(['https', 'http']),
  /** As `URL.hostname` gives it: lower case, IDNs in A-label form, IPv6 in brackets, a trailing dot kept. */
  host: text,
  /** Always explicit, also where the URL leaves the default out. */
  port: count,
});
export type Authority = Stored<typeof authoritySchema>;

/** A host at a port, as a connection is opened for it. */
export type HostPort = Pick<Authority, 'host' | 'port'>;

/** `host:port`, always with the port. */
export const hostPortOf = ({ host, port }: HostPort): string => `${host}:${port}`;

/** Reads `host:port`, with IPv6 addresses in brackets; undefined for every other text. */
export function hostPortFrom(text: string): HostPort | undefined {
  const [, host, port] = /^(\[[\da-f:.]+\]|[^\s:[\]]+):(\d{1,5})$/i.exec(text) ?? [];
  return host === undefined ? undefined : { host: host.toLowerCase(), port: Number(port) };
}

export const isSameHostPort = (one: HostPort, other: HostPort): boolean =>
  one.host === other.host && one.port === other.port;

/** Letters of a DNS name with its final dot (RFC 1035 section 2.3.4: 255 octets with the lengths of its labels). */
const MAX_HOST = 254;

const DEFAULT_PORT = { https: 443, http: 80 } as const;

/** Reads the authority of an http, https, ws or wss URL; undefined for every other text. */
export function authorityOf(url: string): Authority | undefined {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  const scheme =
    parsed.protocol === 'https:' || parsed.protocol === 'wss:'
      ? 'https'
      : parsed.protocol === 'http:' || parsed.protocol === 'ws:'
        ? 'http'
        : undefined;
  if (scheme === undefined || parsed.hostname === '' || parsed.hostname.length > MAX_HOST) return undefined;
  return {
    scheme,
    host: parsed.hostname,
    port: parsed.port === '' ? DEFAULT_PORT[scheme] : Number(parsed.port),
  };
}

export const isDefaultPort = ({ scheme, port }: Authority): boolean => port === DEFAULT_PORT[scheme];

/** `https://host` or `https://host:8443`: the ASCII serialisation of the origin (RFC 6454 section 6.2). */
export const originOf = (authority: Authority): string =>
  `${authority.scheme}://${authority.host}${isDefaultPort(authority) ? '' : `:${authority.port}`}`;

/** What a browser puts into the Host or :authority field (RFC 9110 section 7.2): the port only if not the default. */
export const hostFieldOf = (authority: Authority): string =>
  isDefaultPort(authority) ? authority.host : `${authority.host}:${authority.port}`;

/** Browsers send no SNI for these (RFC 6066 section 3: literal addresses are not permitted in HostName). */
export const isIpLiteral = (host: string): boolean =>
  host.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(host);

/** The final dot of an absolute DNS name; RFC 6066 section 3 has SNI without it, browsers send it all the same. */
export const hasTrailingDot = (host: string): boolean => host.length > 1 && host.endsWith('.');

export const withoutTrailingDot = (host: string): string => (hasTrailingDot(host) ? host.slice(0, -1) : host);

/** Names that lead to this machine or stay within its network, whatever DNS says (RFC 6761, 6762, 8375; ICANN, `internal`). */
const NEAR_NAME = /(?:^|\.)(?:localhost|local|home\.arpa|internal)\.?$/;

/** A name or an address of this machine or its network, where no public server can be. */
export const isNearHost = (host: string): boolean =>
  isIpLiteral(host) ? isPrivateAddress(host) : NEAR_NAME.test(host);

/** Loopback, private (RFC 1918, RFC 4193), shared (RFC 6598) and link-local addresses. Takes brackets or not. */
export function isPrivateAddress(address: string): boolean {
  const ip = address.replace(/^\[|\]$/g, '').toLowerCase();
  if (ip.includes(':')) {
    if (ip.startsWith('::ffff:') && ip.includes('.')) return isPrivateAddress(ip.slice(7));
    return ip === '::1' || /^f[cd]/.test(ip) || /^fe[89ab]/.test(ip);
  }
  const [a = -1, b = -1] = ip.split('.').map(Number);
  return (
    a === 127 ||
    a === 10 ||
    (a === 192 && b === 168) ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b <= 127)
  );
}
