import { type CertificateFacts, MAX_CERTIFICATE_NAMES } from '../../model/tls.js';

/**
 * Names out of the line that OpenSSL prints under `X509v3 Subject Alternative Name` (X509V3_EXT_print):
 * `DNS:shop.example, DNS:*.shop.example, IP Address:2001:DB8:0:0:0:0:0:1`. Other kinds are passed over.
 */
export function subjectAltNames(line: string): Pick<CertificateFacts, 'dnsNames' | 'addresses'> {
  const dnsNames = new Set<string>();
  const addresses = new Set<string>();
  for (const entry of line.split(', ').slice(0, MAX_CERTIFICATE_NAMES)) {
    const [, kind, value = ''] = /^(DNS|IP Address):([!-~]{1,256})$/.exec(entry.trim()) ?? [];
    if (kind === 'DNS') dnsNames.add(value.toLowerCase());
    const address = kind === 'IP Address' ? canonical(value) : undefined;
    if (address !== undefined) addresses.add(address);
  }
  return { dnsNames: [...dnsNames], addresses: [...addresses] };
}

/** As `URL.hostname` writes it, without brackets. */
function canonical(address: string): string | undefined {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address)) return address;
  if (!/^[0-9A-Fa-f:]+$/.test(address)) return undefined;
  try {
    return new URL(`https://[${address}]/`).hostname.slice(1, -1);
  } catch {
    return undefined;
  }
}
