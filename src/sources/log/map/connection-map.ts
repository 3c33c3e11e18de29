import type { HostPort } from '../../../model/authority.js';
import type { Protocol } from '../../../model/exchange.js';
import type { CertificateFacts } from '../../../model/tls.js';

/** The names of a certificate that count for hosts, and whether there were more than are kept. */
export type MapCertificate = Pick<CertificateFacts, 'dnsNames' | 'addresses' | 'namesCut'>;

/** One host on a connection. */
export interface MapHost {
  /** As `URL.hostname` gives it. */
  readonly host: string;
  readonly port: number;
  readonly requests: number;
  /** How many of its responses were 421, and how many of those the browser hid. */
  readonly misdirected: number;
  readonly hidden: number;
  /** ms that the hidden ones took */
  readonly lost: number;
  /** The connection was opened for this host. Absent where nobody knows for which one. */
  readonly opener?: boolean;
  /** The connection's certificate covers the host (RFC 9525). Absent where the certificate is not known. */
  readonly covered?: boolean;
}

/**
 * What a group of hosts has in common: a real connection (several of the same making count as one), or where only that
 * is known, an address.
 */
export interface MapGroup {
  /** Stable within one map. */
  readonly id: string;
  readonly by: 'connection' | 'address';
  /** Connections that were put together: same opener, address, protocol and proxy. 0 where they cannot be distinguished. */
  readonly connections: number;
  readonly openedFor?: HostPort;
  readonly protocol: Protocol;
  /** Its requests are https. */
  readonly secure: boolean;
  readonly address?: string;
  /** Port of the peer. */
  readonly port?: number;
  /** `host:port` of the proxy; the address is then the proxy's. */
  readonly proxy?: string;
  readonly certificate?: MapCertificate;
  /** The opener first, then by name. */
  readonly hosts: readonly MapHost[];
}

/**
 * Hosts that the browser may put on one connection although it has not done so yet, or not with all of them (RFC 9113
 * section 9.1.1): same address and port, over TLS with HTTP/2 or HTTP/3, and a certificate that covers them.
 */
export interface SharingWarning {
  readonly address: string;
  readonly port: number;
  /** `covers`: a certificate that was seen covers all. `unknown`: no certificate was seen, so they share only if one does. */
  readonly certificate: 'covers' | 'unknown';
  /** Two or more, by name. */
  readonly hosts: readonly string[];
  /** Those of them that were seen together on one connection already. */
  readonly together: readonly string[];
}

export interface ConnectionMap {
  /** Groups with a 421 first, then those with most hosts. */
  readonly groups: readonly MapGroup[];
  readonly warnings: readonly SharingWarning[];
  /** There was more than is kept. */
  readonly cut: boolean;
}
