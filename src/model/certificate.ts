import { isIpLiteral, withoutTrailingDot } from './authority.js';
import type { CertificateFacts } from './tls.js';

/** The names of a certificate that count for a host. */
export type CertificateNames = Pick<CertificateFacts, 'dnsNames' | 'addresses'>;

/** Labels that must follow a wildcard: browsers take no `*.com` (measured: Firefox 153 with `*.test`). */
const LABELS_BELOW_WILDCARD = 2;

/**
 * Does the certificate cover the host? RFC 9525 section 6: only subjectAltName counts, names compare without
 * case, a wildcard is the whole left-most label and stands for exactly one label (6.3), an IP address needs an
 * iPAddress entry (6.4 and 6.5). `host` as `URL.hostname` gives it; a trailing dot does not take part.
 */
export function coversHost(certificate: CertificateNames, host: string): boolean {
  if (isIpLiteral(host)) {
    const wanted = plainAddress(host);
    return certificate.addresses.some((address) => plainAddress(address) === wanted);
  }
  const wanted = plainName(host);
  return wanted !== '' && certificate.dnsNames.some((name) => matches(plainName(name), wanted));
}

function matches(presented: string, wanted: string): boolean {
  if (presented === wanted) return !presented.includes('*');
  if (!presented.startsWith('*.')) return false;
  const parent = presented.slice(2);
  const dot = wanted.indexOf('.');
  return (
    dot > 0 &&
    wanted.slice(dot + 1) === parent &&
    !parent.includes('*') &&
    parent.split('.').length >= LABELS_BELOW_WILDCARD
  );
}

/** Lower case, A-label form, no trailing dot. Text that is no host name stays as it is and matches nothing else. */
function plainName(name: string): string {
  const plain = withoutTrailingDot(name.trim().toLowerCase());
  // Certificates and URLs hold A-labels; text that a person pasted may hold U-labels (RFC 5890 section 2.3.2.1).
  return hasNonAscii(plain) ? (hostnameOf(plain) ?? plain) : plain;
}

/** One spelling for each address: IPv6 has many (RFC 5952). */
function plainAddress(address: string): string {
  const bare = address.trim().replace(/^\[|\]$/g, '');
  return (bare.includes(':') ? hostnameOf(`[${bare}]`) : hostnameOf(bare)) ?? bare.toLowerCase();
}

const hasNonAscii = (name: string): boolean => [...name].some((char) => char > '\u007f');

function hostnameOf(host: string): string | undefined {
  try {
    return new URL(`https://${host}/`).hostname;
  } catch {
    return undefined;
  }
}
