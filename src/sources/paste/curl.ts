import { visibleName } from '../../http/certificate/visible.js';
import { authorityOf } from '../../model/authority.js';
import { type CommandRequest, requestOfCurl } from './command-line.js';
import { type Connection, factsOf } from './curl-connection.js';
import { readCertificate, readHandshake } from './curl-tls.js';
import type { PastedText } from './lines.js';
import type { Reading } from './result.js';

interface Seen {
  line?: number;
  asked?: CommandRequest;
  reason?: string;
  renamed: boolean;
  readonly connections: Connection[];
}

/**
 * Reads what `curl -v` printed (7.x and 8.x; built with OpenSSL, LibreSSL, GnuTLS or Schannel), whole or in part. Of several
 * connections the one that was answered with 421 counts, else the last. Header fields but Host and Server, paths and
 * bodies are passed over.
 */
export function readCurl(pasted: PastedText): Reading {
  const seen: Seen = { renamed: false, connections: [] };
  for (const [at, raw] of pasted.lines.entries()) {
    // Windows PowerShell 5.1 puts the program's name before its first line on standard error.
    const line = raw.replace(/^\s*(?:curl(?:\.exe)? : )?/, '').trimEnd();
    const asked = requestOfCurl(raw);
    if (asked !== undefined && seen.asked === undefined) seen.asked = asked;
    const known =
      (line.startsWith('* ') && readInfo(seen, line.slice(2).trim())) ||
      (line.startsWith('> ') && readRequest(seen, line.slice(2))) ||
      (line.startsWith('< ') && readResponse(seen, line.slice(2))) ||
      (line.startsWith('curl: (') && readFailure(seen, line));
    if (known && seen.line === undefined) seen.line = at;
  }
  if (seen.line === undefined) return { kind: 'foreign' };
  const told = seen.connections.filter(
    ({ tlsProtocol, status, verifyError, subject }) => tlsProtocol ?? status ?? verifyError ?? subject,
  );
  const chosen = told.find(({ status }) => status === 421) ?? told.at(-1);
  if (chosen === undefined) return { kind: 'failed', reason: seen.reason };
  const asked = told.length === 1 ? seen.asked : undefined;
  return { kind: 'facts', line: seen.line, facts: factsOf(chosen, asked) };
}

/** The connection that lines speak of; a text that begins within one has no line that opened it. */
const current = (seen: Seen): Connection => seen.connections.at(-1) ?? begin(seen);

function begin(seen: Seen): Connection {
  const connection: Connection = { renamed: false, proxied: false, inTunnel: false, tls: false };
  seen.connections.push(connection);
  return connection;
}

/** A `* ` line; true if it is one of curl's. */
function readInfo(seen: Seen, info: string): boolean {
  const opened =
    /^(?:Connected|Established connection) to (\S{1,260}) \(([0-9A-Fa-f:.]{2,45})\)? port (\d{1,5})/.exec(
      info,
    );
  if (opened !== null) {
    const [, name = '', address = '', port = ''] = opened;
    // Older versions print this line before the handshake, newer ones after it (lib/connect.c, lib/cfilters.c).
    const connection = current(seen).name === undefined ? current(seen) : begin(seen);
    connection.address = address;
    connection.renamed = seen.renamed;
    seen.renamed = false;
    if (!connection.proxied) {
      connection.name = name.toLowerCase();
      connection.port = Number(port);
    }
    return true;
  }
  if (/^Trying /.test(info)) {
    const last = seen.connections.at(-1);
    if (last?.name !== undefined || last?.status !== undefined) begin(seen);
    return true;
  }
  if (/^Connecting to hostname: /.test(info)) {
    seen.renamed = true;
    return true;
  }
  if (/^(?:Host \S+ was resolved|Hostname |Added \S+ to DNS cache|Issue another request)/.test(info))
    return true;
  if (readFailure(seen, info)) return true;
  const connection = current(seen);
  return readHandshake(connection, info) || readCertificate(connection, info) || readTunnel(connection, info);
}

function readTunnel(connection: Connection, info: string): boolean {
  if (/^(?:CONNECT tunnel established|CONNECT phase completed|Proxy replied 2\d\d to CONNECT)/.test(info)) {
    connection.inTunnel = false;
    return true;
  }
  return /^(?:Establish HTTP proxy tunnel to|CONNECT tunnel|using HTTP\/|Using HTTP2|Connection #\d+ to host|Re-?using existing)/.test(
    info,
  );
}

/** Characters of a failure's line that are looked at; curl's own are far shorter. */
const MAX_FAILURE = 2048;

/** A line that says why the certificate was refused or the connection failed; true if it does. */
function readFailure(seen: Seen, line: string): boolean {
  const text = line.replace(/^curl: \(\d+\) /, '').slice(0, MAX_FAILURE);
  const refused =
    /^SSL certificate problem: (.+)$/.exec(text)?.[1] ??
    /^SSL certificate verify result: (.+?) \(\d+\), continuing anyway\.?$/.exec(text)?.[1] ??
    /^SSL: (no alternative certificate subject name matches target .+)$/.exec(text)?.[1] ??
    (text.includes(' does not match ')
      ? /^SSL: (certificate subject name .+)$/.exec(text)?.[1]
      : undefined) ??
    /^(server certificate verification failed)\b/.exec(text)?.[1] ??
    /^(schannel: (?:SNI or certificate check failed|CertGetCertificateChain trust error|SEC_E_\w).*)$/.exec(
      text,
    )?.[1];
  if (refused !== undefined) {
    const connection = current(seen);
    connection.tls = true;
    connection.verifyError ??= visibleName(refused);
    const compared = /target host ?name '([!-~]{1,256})'$/.exec(refused)?.[1];
    if (compared !== undefined) connection.compared = compared.toLowerCase();
    return true;
  }
  const failed =
    /^(?:Could not resolve (?:host|proxy): |Failed to connect to |connect to .+ failed: |OpenSSL\/|TLS connect error: |Connection timed out|Recv failure: )/.test(
      text,
    ) || text !== line;
  if (failed) seen.reason ??= visibleName(text);
  return failed;
}

/** A `> ` line: the request's first line and Host field. */
function readRequest(seen: Seen, line: string): boolean {
  const [, method, target = ''] = /^([A-Z]{3,16}) (\S+) HTTP\/[\d.]+$/.exec(line) ?? [];
  const host = /^Host: ([!-~]{1,260})$/i.exec(line)?.[1];
  if (method === undefined && host === undefined) return false;
  const connection = current(seen);
  if (method === 'CONNECT') {
    const authority = authorityOf(`https://${target}/`);
    connection.proxied = true;
    connection.inTunnel = true;
    if (authority !== undefined) {
      connection.name = authority.host;
      connection.port = authority.port;
    }
  } else if (method !== undefined && /^http:\/\//i.test(target)) connection.proxied = true;
  const authority = host === undefined ? undefined : authorityOf(`https://${host}/`);
  if (authority !== undefined && !connection.inTunnel) connection.host = authority.host;
  return true;
}

/** A `< ` line: status and Server; interim answers (RFC 9110 section 15.2) and a proxy's own are passed over. */
function readResponse(seen: Seen, line: string): boolean {
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})(?: |$)/.exec(line);
  const server = /^server: ?(.*)$/i.exec(line)?.[1]?.trim();
  if (status === null && server === undefined) return false;
  const connection = current(seen);
  if (connection.inTunnel || / 200 Connection established$/i.test(line)) return true;
  if (status !== null && !status[1]?.startsWith('1')) {
    connection.status = Number(status[1]);
    delete connection.server;
  }
  if (server && connection.status !== undefined) connection.server = visibleName(server);
  return true;
}
