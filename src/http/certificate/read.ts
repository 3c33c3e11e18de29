import { dropOldest } from '../../model/drop-oldest.js';
import { type CertificateFacts, MAX_CERTIFICATE_NAMES } from '../../model/tls.js';
import { visibleHost, visibleName } from './visible.js';

/** Bytes of DER that are read: four times what is kept of a leaf, for pasted ones. */
const MAX_DER_BYTES = 65_536;

/** Loaded only when there is a certificate to read. */
type Asn1 = typeof import('asn1js');
type Node = ReturnType<Asn1['fromBER']>['result'];

const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';
const SUBJECT_ALT_NAME = '2.5.29.17';
/** Tag class of `[n]` fields (X.690 section 8.1.2.2). */
const CONTEXT = 3;

/** Certificates whose facts are kept: hosts that share a connection share one, and each is read at every look at it. */
const KEPT = 20;
const kept = new Map<string, Promise<CertificateFacts | undefined>>();

/**
 * Reads a leaf certificate in DER, base64 (X.509, RFC 5280 section 4.1): the names it is valid for, subject, issuer and
 * validity. Undefined for everything that is no certificate or too large; never throws.
 */
export function readCertificate(derBase64: string): Promise<CertificateFacts | undefined> {
  const known = kept.get(derBase64);
  if (known !== undefined) return known;
  const facts = read(derBase64);
  kept.set(derBase64, facts);
  dropOldest(kept, KEPT);
  return facts;
}

async function read(derBase64: string): Promise<CertificateFacts | undefined> {
  const der = bytesOfBase64(derBase64, MAX_DER_BYTES);
  if (der === undefined) return undefined;
  try {
    return certificateOf(await import('asn1js'), der);
  } catch {
    // The parser's own exceptions on hostile input; it has no type for them.
    return undefined;
  }
}

/** Decodes one element that fills the bytes exactly. */
function decode(asn1: Asn1, der: Uint8Array<ArrayBuffer>): Node | undefined {
  const { offset, result } = asn1.fromBER(der, { maxNodes: MAX_DER_BYTES, parseEmbedded: false });
  return offset === der.length ? result : undefined;
}

/**
 * TBSCertificate ::= SEQUENCE { [0] version (absent in version 1), serialNumber, signature, issuer, validity, subject,
 * subjectPublicKeyInfo, [1], [2], [3] extensions }
 */
function certificateOf(asn1: Asn1, der: Uint8Array<ArrayBuffer>): CertificateFacts | undefined {
  const whole = decode(asn1, der);
  if (!(whole instanceof asn1.Sequence)) return undefined;
  const fields = childrenOf(asn1, whole.valueBlock.value[0]);
  const first = isContext(fields[0], 0) ? 1 : 0;
  const issuer = fields[first + 2];
  const validity = fields[first + 3];
  const subject = fields[first + 4];
  if (!(validity instanceof asn1.Sequence) || !(fields[first + 5] instanceof asn1.Sequence)) return undefined;
  const issuerName = nameOf(asn1, issuer);
  const subjectName = nameOf(asn1, subject);
  const [notBefore, notAfter] = validity.valueBlock.value.map((time) => timeOf(asn1, time));
  return {
    ...altNamesOf(asn1, fields.slice(first + 6)),
    ...(subjectName === undefined ? {} : { subject: subjectName }),
    ...(issuerName === undefined ? {} : { issuer: issuerName }),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
  };
}

const childrenOf = (asn1: Asn1, node: Node | undefined): readonly Node[] =>
  node instanceof asn1.Constructed ? node.valueBlock.value : [];

const isContext = (node: Node | undefined, tag: number): boolean =>
  node?.idBlock.tagClass === CONTEXT && node.idBlock.tagNumber === tag;

const oidOf = (asn1: Asn1, node: Node | undefined): string | undefined =>
  node instanceof asn1.ObjectIdentifier ? node.valueBlock.toString() : undefined;

/**
 * Name ::= SEQUENCE OF SET OF SEQUENCE { type, value }: the common name, or the organisation where there is none.
 * Of several the last counts, which is the most specific one.
 */
function nameOf(asn1: Asn1, name: Node | undefined): string | undefined {
  const found = new Map<string | undefined, string>();
  for (const set of childrenOf(asn1, name)) {
    for (const attribute of childrenOf(asn1, set)) {
      const [type, value] = childrenOf(asn1, attribute);
      if (value instanceof asn1.BaseStringBlock) found.set(oidOf(asn1, type), visibleName(value.getValue()));
    }
  }
  return found.get(COMMON_NAME) ?? found.get(ORGANISATION);
}

/** UTCTime or GeneralizedTime (RFC 5280 section 4.1.2.5) in ms since the epoch. */
function timeOf(asn1: Asn1, node: Node): number | undefined {
  if (!(node instanceof asn1.UTCTime)) return undefined;
  const time = node.toDate().getTime();
  return Number.isFinite(time) ? time : undefined;
}

type AltNames = Pick<CertificateFacts, 'dnsNames' | 'addresses' | 'namesCut'>;

/** Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue OCTET STRING } (RFC 5280 sections 4.1.2.9, 4.2.1.6). */
function altNamesOf(asn1: Asn1, fields: readonly Node[]): AltNames {
  const dnsNames = new Set<string>();
  const addresses = new Set<string>();
  const wrapper = fields.find((field) => isContext(field, 3));
  for (const extension of childrenOf(asn1, childrenOf(asn1, wrapper)[0])) {
    const parts = childrenOf(asn1, extension);
    const value = parts.at(-1);
    if (oidOf(asn1, parts[0]) !== SUBJECT_ALT_NAME || !(value instanceof asn1.OctetString)) continue;
    const names = decode(asn1, value.valueBlock.valueHexView.slice());
    for (const name of childrenOf(asn1, names)) {
      if (dnsNames.size + addresses.size >= MAX_CERTIFICATE_NAMES) {
        return { dnsNames: [...dnsNames], addresses: [...addresses], namesCut: true };
      }
      if (!(name instanceof asn1.Primitive)) continue;
      const bytes = name.valueBlock.valueHexView;
      if (isContext(name, 2)) dnsNames.add(visibleHost(bytes));
      const address = isContext(name, 7) ? addressOf(bytes) : undefined;
      if (address !== undefined) addresses.add(address);
    }
  }
  return { dnsNames: [...dnsNames], addresses: [...addresses] };
}

/** Four or sixteen bytes in the text form that `URL.hostname` has, without brackets; undefined for other lengths. */
function addressOf(bytes: Uint8Array): string | undefined {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) return undefined;
  const groups: string[] = [];
  for (let at = 0; at < 16; at += 2) {
    groups.push((((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16));
  }
  return new URL(`https://[${groups.join(':')}]/`).hostname.slice(1, -1);
}

/** The bytes of a base64 text (RFC 4648 section 4); undefined where it is none, is empty, or stands for more than `most` bytes. */
function bytesOfBase64(base64: string, most: number): Uint8Array<ArrayBuffer> | undefined {
  if (base64 === '' || base64.length > Math.ceil(most / 3) * 4) return undefined;
  let binary: string;
  try {
    binary = atob(base64);
  } catch {
    return undefined;
  }
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
