import { isIpLiteral, isPrivateAddress } from '../../model/authority.js';
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
