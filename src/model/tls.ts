import * as v from 'valibot';
import { type Stored, text, time } from './stored.js';
/** What the browser reported about the TLS connection that brought a response. All of it is optional: browsers differ. */
export const tlsSchema = v.object({
  /** e.g. `TLSv1.3` */
  protocol: v.exactOptional(text),
  cipherSuite: v.exactOptional(text),
  /** Key exchange group, e.g. `x25519`. */
  group: v.exactOptional(text),
  usedEch: v.exactOptional(v.boolean()),
  /** The user went on in spite of a certificate that does not cover the host. */
  domainMismatch: v.exactOptional(v.boolean()),
  /** Any other certificate error that the user went past: Firefox's overridableErrorCategory. */
  overriddenError: v.exactOptional(text),
  /** False for a private CA: a company, a lab, an antivirus product. */
  builtInRoot: v.exactOptional(v.boolean()),
  /** Distinguished names as the browser prints them. */
  subject: v.exactOptional(text),
  issuer: v.exactOptional(text),
  /** ms since the epoch */
  notBefore: v.exactOptional(time),
  notAfter: v.exactOptional(time),
  sha256: v.exactOptional(text),
  /** The leaf certificate in DER, base64; read by src/certificate when a page is opened. */
  leafDer: v.exactOptional(text),
});
export type TlsFacts = Stored<typeof tlsSchema>;

/** Bytes of DER that are kept of one leaf certificate. */
export const MAX_LEAF_DER_BYTES = 16_384;

/** What was read out of a leaf certificate (RFC 5280). */
export interface CertificateFacts {
  /** dNSName entries of subjectAltName, lower case (RFC 9525: the only names that count for a host). */
  readonly dnsNames: readonly string[];
  /** iPAddress entries of subjectAltName, in text form. */
  readonly addresses: readonly string[];
  /** There were more names than are kept (see MAX_CERTIFICATE_NAMES): a host that is missing here may be covered all the same. */
  readonly namesCut?: true;
  /** Common name of the subject and of the issuer, where there is one. */
  readonly subject?: string;
  readonly issuer?: string;
  readonly notBefore?: number;
  readonly notAfter?: number;
}

/** dNSName and iPAddress entries of one certificate that are kept; public CAs stop at a hundred or so. */
export const MAX_CERTIFICATE_NAMES = 2000;
