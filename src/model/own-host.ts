import { isIpLiteral, isPrivateAddress, withoutTrailingDot } from './authority.js';

/**
 * Names that no public DNS has: loopback and test names (RFC 6761 sections 6.2 and 6.3), mDNS (RFC 6762 section 3), and
 * ICANN's domain for private use (board resolution 2024.07.29.06).
 */
const OWN_DOMAINS = ['localhost', 'test', 'local', 'internal'];

/** Whether the host is of the reader's own machine or network, where who visits a site usually runs it. */
export function isOwnHost(host: string): boolean {
  if (isIpLiteral(host)) return isPrivateAddress(host);
  return OWN_DOMAINS.includes(withoutTrailingDot(host).split('.').at(-1) ?? '');
}
