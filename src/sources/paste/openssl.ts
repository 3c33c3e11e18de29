import { readPem } from '../../http/certificate/pem.js';
import { readCertificate } from '../../http/certificate/read.js';
import { visibleName } from '../../http/certificate/visible.js';
import type { PastedFacts } from '../../model/check.js';
import type { CertificateFacts } from '../../model/tls.js';
import { certificateTime } from './certificate-time.js';
import { type CommandRequest, requestOfOpenssl } from './command-line.js';
import { nameIn } from './distinguished-name.js';
import type { PastedText } from './lines.js';
import type { Reading } from './result.js';
import { subjectAltNames } from './subject-alt-names.js';

type Certificate = NonNullable<PastedFacts['certificate']>;

/** What the lines show, each the first time it is reported. */
interface Reported {
  line?: number;
  asked?: CommandRequest | undefined;
  noSni?: true;
  address?: string;
  subject?: string | undefined;
  issuer?: string | undefined;
  notAfter?: number | undefined;
  names?: Pick<CertificateFacts, 'dnsNames' | 'addresses'>;
  namesComplete?: boolean;
  /** Of the verification's end: '' for ok. */
  verdict?: string;
  verifyError?: string;
  tlsProtocol?: string | undefined;
  alpn?: string;
  failed?: boolean;
  reason?: string;
  status?: number;
  server?: string;
  /** The lines that do not speak of an issuer. */
  ofLeaf: readonly string[];
}

/** How lines of s_client (apps/s_client.c) and of `openssl x509` begin. */
const MARK =
  /^(?:CONNECTED\(|CONNECTION ESTABLISHED|Connecting to |depth=\d|verify (?:error|return):|Certificate chain|Server certificate$|subject=|issuer=|notAfter=|SSL-Session:|SSL handshake has read|Verif(?:y return code|ication(?: error)?): ?|New, (?:TLS|SSL|\(NONE)|No ALPN negotiated|ALPN protocol:|no peer certificate|X509v3 |Certificate:$|connect:errno=|[0-9A-Fa-f]{8,}:error:|-----BEGIN CERTIFICATE)/;

/**
 * Reads what `openssl s_client` printed (OpenSSL 1.0.2 to 3.x, LibreSSL), with or without the certificate, whole or in
 * part; also what `openssl x509` made of it (`-text`, `-subject`, `-ext subjectAltName`), and a certificate alone.
 * Keys, session tickets and the request are passed over.
 */
export async function readOpenssl(pasted: PastedText): Promise<Reading> {
  const told = read(pasted.lines);
  const certificate = await certificateOf(pasted.text, told);
  const { tlsProtocol, alpn, address, status, server, asked } = told;
  if (told.line === undefined) return { kind: 'foreign' };
  if (told.failed || (certificate === undefined && tlsProtocol === undefined && status === undefined)) {
    return { kind: 'failed', reason: told.reason };
  }
  return {
    kind: 'facts',
    line: told.line,
    facts: {
      program: 'openssl',
      ...asked,
      ...(told.noSni ? { sni: null } : {}),
      ...(address === undefined ? {} : { address }),
      ...(tlsProtocol === undefined ? {} : { tlsProtocol }),
      ...(alpn === undefined ? {} : { alpn }),
      ...(certificate === undefined ? {} : { certificate }),
      ...(status === undefined ? {} : { status }),
      ...(server === undefined ? {} : { server }),
    },
  };
}

function read(lines: readonly string[]): Reported {
  const ofLeaf: string[] = [];
  const told: Reported = { ofLeaf };
  /** Which certificate the lines speak of. */
  let about: 'leaf' | 'leaf in chain' | 'issuer' = 'leaf';
  /** Has a line said where a certificate begins? */
  let begun = false;
  for (const [at, raw] of lines.entries()) {
    const line = raw.trim();
    if (told.line === undefined && MARK.test(line)) told.line = at;
    told.asked ??= requestOfOpenssl(raw);
    if (told.status !== undefined) {
      // The response's body follows its header; nothing in it is the program's word.
      if (line === '') break;
      const server = /^server:(.*)$/i.exec(line)?.[1]?.trim();
      if (server) told.server ??= visibleName(server);
      continue;
    }
    const [, verified, sent, name = ''] = /^(?:depth=(\d{1,2}) |(\d{1,2}) s:)(.*)$/.exec(line) ?? [];
    const depth = verified ?? sent;
    if (depth !== undefined) {
      about = depth === '0' ? (sent === undefined ? 'leaf' : 'leaf in chain') : 'issuer';
      if (depth === '0') told.subject ??= nameIn(name);
    }
    if (line === 'Server certificate') about = 'leaf';
    // A text that begins within a certificate of the chain does not say which one; those after it are issuers.
    else if (!begun && /^(?:[iav]:|-----END CERTIFICATE)/.test(line)) about = 'issuer';
    begun ||= depth !== undefined || /^(?:Server certificate$|-----BEGIN CERTIFICATE)/.test(line);
    if (about !== 'issuer') {
      ofLeaf.push(raw);
      readOfLeaf(told, line);
    }
    if (about === 'leaf in chain') readOfChain(told, line);
    if (/^X509v3 Subject Alternative Name:/.test(line) && told.names === undefined) {
      const next = lines[at + 1];
      if (next !== undefined) {
        told.names = subjectAltNames(next);
        // A text that ends within the line may have lost names.
        told.namesComplete = at + 2 < lines.length;
      }
    }
    readOfConnection(told, line);
  }
  return told;
}

function readOfLeaf(told: Reported, line: string): void {
  const subject = /^(?:subject=|Subject: |Peer certificate: )(.*)$/.exec(line)?.[1];
  if (subject !== undefined) told.subject ??= nameIn(subject);
  const issuer = /^(?:issuer=|Issuer: )(.*)$/.exec(line)?.[1];
  if (issuer !== undefined) told.issuer ??= nameIn(issuer);
  const date = /^(?:notAfter=|Not After ?: )(.*)$/.exec(line)?.[1];
  if (date !== undefined) told.notAfter ??= certificateTime(date);
}

/** Lines that each certificate of the chain has, so that only its number shows whose they are. */
function readOfChain(told: Reported, line: string): void {
  const issuer = /^i:(.*)$/.exec(line)?.[1];
  if (issuer !== undefined) told.issuer ??= nameIn(issuer);
  const end = line.startsWith('v:NotBefore: ') ? line.lastIndexOf(NOT_AFTER) : -1;
  if (end >= 0) told.notAfter ??= certificateTime(line.slice(end + NOT_AFTER.length));
}

const NOT_AFTER = '; NotAfter: ';

function readOfConnection(told: Reported, line: string): void {
  const address = /^Connecting to ([0-9A-Fa-f:.]{3,45})$/.exec(line)?.[1];
  if (address !== undefined) told.address ??= address;
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})(?: |$)/.exec(line)?.[1];
  if (status !== undefined) told.status = Number(status);
  const alpn = /^ALPN protocol: ([!-~]{1,32})$/.exec(line)?.[1];
  if (alpn !== undefined) told.alpn ??= alpn;
  told.tlsProtocol ??= tlsProtocolIn(line);
  // Said where a name might have been sent and was not (ssl_servername_cb in apps/s_client.c).
  if (line === "Can't use SSL_get_servername") told.noSni = true;
  const error = /^verify error:num=\d+:(.*)$/.exec(line)?.[1];
  if (error) told.verifyError ??= visibleName(error);
  const end = /^(?:Verification error: |Verify return code: [1-9]\d* \()(.*?)\)?$/.exec(line)?.[1];
  if (end) told.verdict = visibleName(end);
  else if (/^(?:Verification: OK|Verify return code: 0 )/.test(line)) told.verdict ??= '';
  if (/^(?:no peer certificate available|New, \(NONE\))/.test(line)) told.failed = true;
  const reason =
    /:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+)/.exec(line)?.[1] ?? /^(connect:errno=\d+)$/.exec(line)?.[1];
  if (reason !== undefined) told.reason ??= visibleName(reason);
}

/**
 * `New, TLSv1.2, Cipher is ...` names the version that brought the cipher suite and not the session's: for a suite of
 * TLS 1.2 or 1.3 they are one, for an older suite (`TLSv1/SSLv3`, `TLSv1.0`, `SSLv3`) the session may be newer.
 */
const tlsProtocolIn = (line: string): string | undefined =>
  /^New, (TLSv1\.[23]), Cipher is /.exec(line)?.[1] ??
  /^Protocol(?: version)? *: (TLSv1(?:\.[0-3])?|SSLv3)$/.exec(line)?.[1];

/** The certificate itself where it was pasted; what the lines say of it otherwise. */
async function certificateOf(text: string, told: Reported): Promise<Certificate | undefined> {
  const verifyError = told.verdict ?? told.verifyError;
  const failure = verifyError ? { verifyError } : {};
  const leaf = await leafOf(text, told);
  if (leaf !== undefined) {
    return {
      dnsNames: leaf.dnsNames,
      addresses: leaf.addresses,
      ...(leaf.subject === undefined ? {} : { subject: leaf.subject }),
      ...(leaf.issuer === undefined ? {} : { issuer: leaf.issuer }),
      ...(leaf.notAfter === undefined ? {} : { notAfter: leaf.notAfter }),
      ...failure,
      namesComplete: leaf.namesCut !== true,
    };
  }
  const { subject, issuer, notAfter, names } = told;
  if (subject === undefined && issuer === undefined && names === undefined) return undefined;
  return {
    dnsNames: names?.dnsNames ?? [],
    addresses: names?.addresses ?? [],
    ...(subject === undefined ? {} : { subject }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(notAfter === undefined ? {} : { notAfter }),
    ...failure,
    namesComplete: told.namesComplete === true,
  };
}

/**
 * The certificate that has the subject the lines give to the leaf, for the text may begin within the chain; without such a
 * line the first that is not said to be an issuer's.
 */
async function leafOf(text: string, { subject, ofLeaf }: Reported): Promise<CertificateFacts | undefined> {
  for (const base64 of readPem(subject === undefined ? ofLeaf.join('\n') : text)) {
    const facts = await readCertificate(base64);
    if (facts !== undefined && (subject === undefined || facts.subject === subject)) return facts;
  }
  return undefined;
}
