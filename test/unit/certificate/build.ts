import * as asn1 from 'asn1js';

/** What a test says of a certificate; the rest is as small as X.509 allows. No signature is valid. */
export interface CertificateSketch {
  version?: 1 | 3;
  subject?: readonly (readonly [oid: string, value: asn1.BaseStringBlock])[];
  issuer?: readonly (readonly [oid: string, value: asn1.BaseStringBlock])[];
  notBefore?: asn1.UTCTime;
  notAfter?: asn1.UTCTime;
  /** Context tag and value of each GeneralName; absent: no subjectAltName. */
  altNames?: readonly (readonly [tag: number, value: Uint8Array])[];
  /** DER that stands in place of the GeneralNames. */
  altNamesDer?: ArrayBuffer;
}

export const CN = '2.5.4.3';
export const O = '2.5.4.10';
export const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

const sequence = (...value: asn1.AsnType[]) => new asn1.Sequence({ value });
const oid = (value: string) => new asn1.ObjectIdentifier({ value });
const name = (attributes: CertificateSketch['subject'] = []) =>
  sequence(...attributes.map(([type, value]) => new asn1.Set({ value: [sequence(oid(type), value)] })));
const context = (tagNumber: number) => ({ tagClass: 3, tagNumber });

export function derOf(sketch: CertificateSketch): ArrayBuffer {
  const altNames =
    sketch.altNamesDer ??
    (sketch.altNames &&
      sequence(
        ...sketch.altNames.map(
          ([tag, value]) => new asn1.Primitive({ idBlock: context(tag), valueHex: value.slice().buffer }),
        ),
      ).toBER());
  const algorithm = () => sequence(oid('1.2.840.10045.4.3.2'));
  const emptyBits = () => new asn1.BitString({ valueHex: new ArrayBuffer(1) });
  const extensions =
    altNames === undefined
      ? []
      : [
          new asn1.Constructed({
            idBlock: context(3),
            value: [sequence(sequence(oid('2.5.29.17'), new asn1.OctetString({ valueHex: altNames })))],
          }),
        ];
  const version =
    sketch.version === 1
      ? []
      : [new asn1.Constructed({ idBlock: context(0), value: [new asn1.Integer({ value: 2 })] })];
  const time = (day: string) => new asn1.UTCTime({ valueDate: new Date(`${day}T00:00:00Z`) });
  const tbs = sequence(
    ...version,
    new asn1.Integer({ value: 1 }),
    algorithm(),
    name(sketch.issuer),
    sequence(sketch.notBefore ?? time('2026-01-01'), sketch.notAfter ?? time('2027-01-01')),
    name(sketch.subject),
    sequence(algorithm(), emptyBits()),
    ...extensions,
  );
  return sequence(tbs, algorithm(), emptyBits()).toBER();
}

export const base64Of = (der: ArrayBuffer | Uint8Array): string =>
  btoa(Array.from(new Uint8Array(der), (byte) => String.fromCharCode(byte)).join(''));
