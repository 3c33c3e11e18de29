import { visibleName } from '../../http/certificate/visible.js';
import { certificateTime } from './certificate-time.js';
import type { Connection } from './curl-connection.js';
import { nameIn } from './distinguished-name.js';

/** TLS version, and the protocol that was agreed on (RFC 7301); true if the line is about the handshake. */
export function readHandshake(connection: Connection, info: string): boolean {
  const [, openssl, securetransport] =
    /^(?:SSL connection using (?:TLS|TLSv)(1(?:\.[0-3])?)\b|TLS (1\.[0-3]) connection using)/.exec(info) ??
    [];
  const version = openssl ?? securetransport;
  if (version !== undefined) connection.tlsProtocol = `TLSv${version}`;
  const alpn = /^ALPN[:,] server accepted (?:to use )?([!-~]{1,32})$/.exec(info)?.[1];
  if (alpn !== undefined) connection.alpn = alpn.replace(/\.$/, '');
  const tls = /^(?:ALPN[:,]|SSL |TLSv?1|\(304\)|schannel:|GnuTLS |Server certificate:|CAfile:)/i.test(info);
  if (tls) connection.tls = true;
  return tls;
}

/** Names, issuer and validity; true if the line is about the certificate. */
export function readCertificate(connection: Connection, info: string): boolean {
  const [, key, value = ''] =
    /^(subject|issuer|expire date|common name|subjectAltName|subjectAltName does not match)[: ] ?(.*)$/.exec(
      info,
    ) ?? [];
  if (key === 'subject') put(connection, 'subject', nameIn(value));
  else if (key === 'issuer') put(connection, 'issuer', nameIn(value));
  else if (key === 'expire date') put(connection, 'notAfter', certificateTime(value));
  else if (key === 'common name') readCommonName(connection, value);
  else if (key === 'subjectAltName') readMatch(connection, value);
  return key !== undefined;
}

function put<Key extends 'subject' | 'issuer' | 'notAfter'>(
  connection: Connection,
  key: Key,
  value: Connection[Key] | undefined,
): void {
  if (value !== undefined) connection[key] ??= value;
}

/** GnuTLS: `shop.example (matched)` or `default.example (does not match 'shop.example')`. */
function readCommonName(connection: Connection, value: string): void {
  const compared = /\(does not match '([!-~]{1,256})'\)$/.exec(value)?.[1];
  if (compared === undefined) return;
  connection.compared = compared.toLowerCase();
  connection.verifyError ??= visibleName(`common name: ${value}`);
}

/** `host "www.shop.example" matched cert's "*.shop.example"`, `host "192.0.2.1" matched cert's IP address!` */
function readMatch(connection: Connection, value: string): void {
  const [, host, name] =
    /^(?:host )?"([!-~]{1,256}?)" match(?:ed|es) cert's (?:"([!-~]{1,256}?)"|IP address)/.exec(value) ?? [];
  if (host === undefined) return;
  connection.compared = host.toLowerCase();
  if (name === undefined) connection.matchedAddress = host;
  else connection.dnsName = name.toLowerCase();
}
