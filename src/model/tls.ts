/** What the browser reported about the TLS connection that brought a response. All of it is optional: browsers differ. */
export interface TlsFacts {
  /** e.g. `TLSv1.3` */
  readonly protocol?: string;
  readonly cipherSuite?: string;
  /** Key exchange group, e.g. `x25519`. */
  readonly group?: string;
  readonly usedEch?: boolean;
  /** The user went on in spite of a certificate that does not cover the host. */
  readonly domainMismatch?: boolean;
  /** Any other certificate error that the user went past: Firefox's overridableErrorCategory. */
  readonly overriddenError?: string;
  /** False for a private CA: a company, a lab, an antivirus product. */
  readonly builtInRoot?: boolean;
  /** Distinguished names as the browser prints them. */
  readonly subject?: string;
  readonly issuer?: string;
  /** ms since the epoch */
  readonly notBefore?: number;
  readonly notAfter?: number;
  readonly sha256?: string;
  /** The leaf certificate in DER, base64; read by src/certificate when a page is opened. */
  readonly leafDer?: string;
}

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
