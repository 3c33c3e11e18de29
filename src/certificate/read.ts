import { type CertificateFacts, MAX_CERTIFICATE_NAMES } from '../model/tls.js';
import { bytesOfBase64 } from './bytes.js';
import {
  childrenOf,
  type Element,
  elementOf,
  isContext,
  isUniversal,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  SEQUENCE,
  stringOf,
  timeOf,
} from './der.js';
import { visibleHost, visibleName } from './visible.js';

/** Bytes of DER that are read: four times what is kept of a leaf, for pasted ones. */
const MAX_DER_BYTES = 65_536;

// Object identifiers as they are encoded (X.690 section 8.19).
/** 2.5.4.3 */
const COMMON_NAME = '550403';
/** 2.5.4.10 */
const ORGANISATION = '55040a';
/** 2.5.29.17 */
const SUBJECT_ALT_NAME = '551d11';

/**
 * Reads a leaf certificate in DER, base64 (X.509, RFC 5280 section 4.1): the names it is valid for, subject, issuer and
 * validity. Undefined for everything that is no certificate or too large; never throws.
 */
export function readCertificate(derBase64: string): CertificateFacts | undefined {
  const der = bytesOfBase64(derBase64, MAX_DER_BYTES);
  return der && certificateOf(der);
}

/**
 * TBSCertificate ::= SEQUENCE { [0] version (absent in version 1), serialNumber, signature, issuer, validity, subject,
 * subjectPublicKeyInfo, [1], [2], [3] extensions }
 */
function certificateOf(der: Uint8Array): CertificateFacts | undefined {
  const whole = elementOf(der);
  if (!isUniversal(whole, SEQUENCE)) return undefined;
  const fields = childrenOf(childrenOf(whole)[0]);
  const first = isContext(fields[0], 0) ? 1 : 0;
  const validity = fields[first + 3];
  if (!isUniversal(validity, SEQUENCE) || !isUniversal(fields[first + 5], SEQUENCE)) return undefined;
  const issuer = nameOf(fields[first + 2]);
  const subject = nameOf(fields[first + 4]);
  const [notBefore, notAfter] = childrenOf(validity).map(timeOf);
  return {
    ...altNamesOf(fields.slice(first + 6)),
    ...(subject === undefined ? {} : { subject }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
  };
}

const oidOf = (element: Element | undefined): string | undefined =>
  isUniversal(element, OBJECT_IDENTIFIER)
    ? Array.from(element.content, (byte) => byte.toString(16).padStart(2, '0')).join('')
    : undefined;

/**
 * Name ::= SEQUENCE OF SET OF SEQUENCE { type, value }: the common name, or the organisation where there is none.
 * Of several the last counts, which is the most specific one.
 */
function nameOf(name: Element | undefined): string | undefined {
  const found = new Map<string | undefined, string>();
  for (const set of childrenOf(name)) {
    for (const attribute of childrenOf(set)) {
      const [type, value] = childrenOf(attribute);
      const text = value && stringOf(value);
      if (text !== undefined) found.set(oidOf(type), visibleName(text));
    }
  }
  return found.get(COMMON_NAME) ?? found.get(ORGANISATION);
}

type AltNames = Pick<CertificateFacts, 'dnsNames' | 'addresses' | 'namesCut'>;

/** Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue OCTET STRING } (RFC 5280 sections 4.1.2.9, 4.2.1.6). */
function altNamesOf(fields: readonly Element[]): AltNames {
  const dnsNames = new Set<string>();
  const addresses = new Set<string>();
  const wrapper = fields.find((field) => isContext(field, 3));
  for (const extension of childrenOf(childrenOf(wrapper)[0])) {
    const parts = childrenOf(extension);
    const value = parts.at(-1);
    if (oidOf(parts[0]) !== SUBJECT_ALT_NAME || !isUniversal(value, OCTET_STRING)) continue;
    for (const name of childrenOf(elementOf(value.content))) {
      if (dnsNames.size + addresses.size >= MAX_CERTIFICATE_NAMES) {
        return { dnsNames: [...dnsNames], addresses: [...addresses], namesCut: true };
      }
      if (name.constructed) continue;
      if (isContext(name, 2)) dnsNames.add(visibleHost(name.content));
      const address = isContext(name, 7) ? addressOf(name.content) : undefined;
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
