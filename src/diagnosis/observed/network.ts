import { isIpLiteral, isPrivateAddress } from '../../model/authority.js';
import { TUNNEL_REFUSED } from '../../model/exchange.js';
import type { RawFacts } from '../types.js';

/** The browser sent the request through a proxy that it is set to use. Its `address` is then the proxy's. */
export const proxied = ({ proxy }: RawFacts): boolean => proxy !== undefined && proxy.type !== 'direct';

/** Loopback or private address of the server. undefined where no address is known, or only the proxy's. */
export const privateServer = (facts: RawFacts): boolean | undefined =>
  facts.address === undefined || proxied(facts) ? undefined : isPrivateAddress(facts.address);

/** The server, or the proxy before it, has a loopback address. */
export const onThisMachine = ({ address }: RawFacts): boolean =>
  address !== undefined && /^\[?(?:127\.|::1\]?$)/.test(address);

/** The certificate's root came with the browser, so no program of the user's network made it. */
export const publicCertificate = ({ tls }: RawFacts): boolean => tls?.builtInRoot === true;

export const privateRoot = ({ tls }: RawFacts): boolean => tls?.builtInRoot === false;

/** https with a DNS name as RFC 6066 section 3 wants it in SNI: neither an address nor a trailing dot. */
export const plainlyNamed = ({ authority }: RawFacts): boolean =>
  authority.scheme === 'https' && !isIpLiteral(authority.host) && !authority.host.endsWith('.');

/** The proxy said 421 itself, to CONNECT: no request reached the host. */
export const tunnelRefused = ({ occurrence }: RawFacts): boolean =>
  occurrence.exchange.response.statusLine === TUNNEL_REFUSED;

/** Hosts that name themselves in Via (RFC 9110 section 7.6.3: `received-by`), without their ports. */
const viaHosts = (facts: RawFacts): string[] =>
  facts
    .headers('via')
    .flatMap((value) => value.split(','))
    .flatMap((entry) => entry.trim().split(/\s+/)[1] ?? [])
    .map((receivedBy) => receivedBy.replace(/:\d+$/, '').toLowerCase());

/** A http URL goes to a proxy as it is, so that the proxy may respond itself. Through a SOCKS proxy it does not. */
export const forwarded = ({ authority, proxy }: RawFacts): boolean =>
  authority.scheme === 'http' && (proxy?.type === 'http' || proxy?.type === 'https');

/**
 * The name that the proxy in use has in Via: the one that Firefox was told, or the address that the response came from, which
 * is the proxy's where one is used. undefined: Via names no such host, or is not there.
 */
export function proxyInVia(facts: RawFacts): string | undefined {
  if (facts.authority.scheme !== 'http') return undefined;
  const own = [facts.proxy?.host, facts.address].map((host) => host?.toLowerCase());
  return viaHosts(facts).find((host) => own.includes(host));
}

/** Via names nobody but the proxy in use, or is not there. */
export const nobodyElseInVia = (facts: RawFacts): boolean => {
  const own = proxyInVia(facts);
  return viaHosts(facts).every((host) => host === own);
};
