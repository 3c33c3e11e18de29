import { isIpLiteral } from '../../model/authority.js';
import type { PastedFacts } from '../../model/check.js';
import type { CommandRequest } from './command-line.js';
import type { ReadFacts } from './result.js';

/** One connection and the last response on it. */
export interface Connection {
  /** What curl says it connected to: the URL's host, but for a proxy or --connect-to. */
  name?: string;
  address?: string;
  port?: number;
  /** --connect-to put another name in the URL's place. */
  renamed: boolean;
  /** Through a proxy, whose address and answers are not the site's. */
  proxied: boolean;
  /** The next answer is the proxy's to CONNECT. */
  inTunnel: boolean;
  tls: boolean;
  tlsProtocol?: string;
  alpn?: string;
  /** The name that the certificate was compared with, which is the one in SNI. */
  compared?: string;
  dnsName?: string;
  matchedAddress?: string;
  subject?: string;
  issuer?: string;
  notAfter?: number;
  verifyError?: string;
  /** Host field of the request. */
  host?: string;
  status?: number;
  server?: string;
}

/** What one connection shows, and what the command line adds where it is known to be of this connection. */
export function factsOf(connection: Connection, asked: CommandRequest | undefined): ReadFacts {
  const { status, server, tlsProtocol, alpn } = connection;
  const sni = sniOf(connection, asked);
  const host = connection.host ?? sni ?? connection.compared ?? nameOf(connection) ?? asked?.host;
  const address = connection.proxied ? undefined : connection.address;
  const port = connection.port ?? asked?.port;
  const certificate = certificateOf(connection);
  return {
    program: 'curl',
    ...(host === undefined ? {} : { host }),
    ...(address === undefined ? {} : { address }),
    ...(port === undefined ? {} : { port }),
    ...(sni === undefined ? {} : { sni }),
    ...(tlsProtocol === undefined ? {} : { tlsProtocol }),
    ...(alpn === undefined ? {} : { alpn }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(status === undefined ? {} : { status }),
    ...(server === undefined ? {} : { server }),
  };
}

/** The host that curl connected to, where that is the URL's. */
const nameOf = ({ name, renamed }: Connection): string | undefined =>
  renamed || name === '(nil)' ? undefined : name;

/** curl puts the URL's host into SNI, and no address (RFC 6066 section 3). */
function sniOf(connection: Connection, asked: CommandRequest | undefined): string | null | undefined {
  if (!connection.tls) return undefined;
  const host = connection.compared ?? nameOf(connection);
  if (host === undefined) return asked?.sni;
  return isIpLiteral(host) || host.includes(':') ? null : host;
}

function certificateOf(connection: Connection): PastedFacts['certificate'] {
  const { dnsName, matchedAddress, subject, issuer, notAfter, verifyError } = connection;
  const any = dnsName ?? matchedAddress ?? subject ?? issuer ?? notAfter ?? verifyError;
  if (any === undefined) return undefined;
  return {
    dnsNames: dnsName === undefined ? [] : [dnsName],
    addresses: matchedAddress === undefined ? [] : [matchedAddress],
    ...(subject === undefined ? {} : { subject }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(notAfter === undefined ? {} : { notAfter }),
    ...(verifyError === undefined ? {} : { verifyError }),
    namesComplete: false,
  };
}
