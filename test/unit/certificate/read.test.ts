import { readFileSync } from 'node:fs';
import * as asn1 from 'asn1js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPem } from '../../../src/http/certificate/pem.js';
import { readCertificate } from '../../../src/http/certificate/read.js';
import { MAX_CERTIFICATE_NAMES } from '../../../src/model/tls.js';
import { SAMPLES } from '../../fixtures/pasted/samples.js';
import { base64Of, bytes, type CertificateSketch, CN, derOf, O } from './build.js';

const PEM = readFileSync(new URL('../../fixtures/pasted/shop.pem', import.meta.url), 'utf8');
const [REAL = ''] = readPem(PEM);

const read = (sketch: CertificateSketch) => readCertificate(base64Of(derOf(sketch)));
const utf8 = (value: string) => new asn1.Utf8String({ value });

describe('a real certificate', () => {
  it('gives its names, subject, issuer and validity', async () => {
    expect(await readCertificate(REAL)).toEqual({
      dnsNames: ['shop.example', '*.shop.example', 'xn--bcher-kva.example'],
      addresses: ['127.0.0.1', '2001:db8::1'],
      subject: 'shop.example',
      issuer: 'Lab Root',
      notBefore: Date.UTC(2026, 0, 1),
      notAfter: Date.UTC(2046, 0, 1),
    });
  });

  it('is read once for all hosts that share it, and again where many others came between', async () => {
    const first = readCertificate(REAL);
    expect(readCertificate(REAL)).toBe(first);
    for (let other = 0; other < 20; other++) await readCertificate(btoa(`no certificate ${other}`));
    const again = readCertificate(REAL);
    expect(again).not.toBe(first);
    expect(await again).toEqual(await first);
  });

  it('is not read when cut off at any byte, or with something after its end', async () => {
    const der = Uint8Array.from(atob(REAL), (character) => character.charCodeAt(0));
    for (let end = 0; end < der.length; end++) {
      expect(await readCertificate(base64Of(der.subarray(0, end))), String(end)).toBeUndefined();
    }
    expect(await readCertificate(base64Of(Uint8Array.from([...der, 0])))).toBeUndefined();
  });

  it('never throws with bytes changed, and stays bounded', async () => {
    const der = Uint8Array.from(atob(REAL), (character) => character.charCodeAt(0));
    const change = fc.tuple(fc.nat(der.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const changed = der.slice();
        for (const [at, byte] of changes) changed[at] = byte;
        const facts = await readCertificate(base64Of(changed));
        for (const name of facts?.dnsNames ?? []) expect(name).toMatch(/^[!-~…]*$/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('names', () => {
  it('are lower case, without repeats, in their order', async () => {
    const altNames = ['B.Example', 'a.example', 'b.example'].map((host) => [2, bytes(host)] as const);
    expect((await read({ altNames }))?.dnsNames).toEqual(['b.example', 'a.example']);
  });

  it('show what cannot be seen, so that they equal no host', async () => {
    const odd = ['good.example\0.evil.example', 'a\nb', 'back\\slash', 'sp ace', 'b\u00fccher', ''];
    const facts = await read({ altNames: odd.map((host) => [2, bytes(host)] as const) });
    expect(facts?.dnsNames).toEqual([
      'good.example\\x00.evil.example',
      'a\\x0ab',
      'back\\x5cslash',
      'sp\\x20ace',
      'b\\xfccher',
      '',
    ]);
  });

  it('are cut where they are longer than any host name', async () => {
    const [name = ''] = (await read({ altNames: [[2, bytes('a'.repeat(60_000))]] }))?.dnsNames ?? [];
    expect(name).toBe(`${'a'.repeat(256)}…`);
  });

  it('of other kinds are passed over: mail, directory name, URI, registered id', async () => {
    const altNames = [1, 4, 6, 8].map((tag) => [tag, bytes('x.example')] as const);
    expect(await read({ altNames })).toMatchObject({ dnsNames: [], addresses: [] });
  });

  it('stop at the limit, and say so', async () => {
    const altNames = Array.from({ length: 3000 }, (_, at) => [2, bytes(`n${at}.example`)] as const);
    const facts = await read({ altNames });
    expect(facts?.dnsNames).toHaveLength(MAX_CERTIFICATE_NAMES);
    expect(facts?.namesCut).toBe(true);
    const whole = await read({ altNames: altNames.slice(0, MAX_CERTIFICATE_NAMES) });
    expect(whole?.namesCut).toBeUndefined();
  });

  it('that are no GeneralNames leave the rest readable', async () => {
    const facts = await read({ altNamesDer: bytes('not DER').buffer, subject: [[CN, utf8('a.example')]] });
    expect(facts).toMatchObject({ dnsNames: [], subject: 'a.example' });
  });

  it('may be missing altogether, as in version 1', async () => {
    expect(await read({ version: 1, subject: [[CN, utf8('old.example')]] })).toMatchObject({
      dnsNames: [],
      addresses: [],
      subject: 'old.example',
    });
  });
});

describe('addresses', () => {
  it.each([
    [[192, 0, 2, 1], ['192.0.2.1']],
    [[0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], ['2001:db8::1']],
    [Array.from({ length: 16 }, () => 0), ['::']],
    [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1], ['::ffff:c000:201']],
    [[192, 0, 2, 1, 255, 255, 255, 0], []],
    [[], []],
  ])('%j is %j', async (value, expected) => {
    expect((await read({ altNames: [[7, Uint8Array.from(value)]] }))?.addresses).toEqual(expected);
  });
});

describe('subject and issuer', () => {
  it('are the common name, else the organisation, else nothing', async () => {
    const organisation = [O, utf8('Shop, Inc.')] as const;
    expect(
      await read({ subject: [organisation, [CN, utf8('shop.example')]], issuer: [organisation] }),
    ).toMatchObject({
      subject: 'shop.example',
      issuer: 'Shop, Inc.',
    });
    expect(await read({})).not.toHaveProperty('subject');
  });

  it('come out of every string type', async () => {
    for (const value of [
      new asn1.PrintableString({ value: 'Cafe' }),
      new asn1.IA5String({ value: 'Cafe' }),
      new asn1.TeletexString({ value: 'Cafe' }),
      new asn1.BmpString({ value: 'Cafe' }),
      new asn1.UniversalString({ value: 'Cafe' }),
      utf8('Cafe'),
    ]) {
      expect(await read({ subject: [[CN, value]] })).toMatchObject({ subject: 'Cafe' });
    }
    expect(await read({ subject: [[CN, new asn1.BmpString({ value: '日本' })]] })).toMatchObject({
      subject: '日本',
    });
  });

  it('show control and direction characters, and are cut', async () => {
    const subject = await read({ subject: [[CN, utf8('a\u202eb\0c\u200b')]] });
    expect(subject?.subject).toBe('a\\u{202e}b\\x00c\\u{200b}');
    const long = await read({ subject: [[CN, utf8('é'.repeat(5000))]] });
    expect(long?.subject).toBe(`${'é'.repeat(256)}…`);
  });
});

describe('validity', () => {
  it('knows both forms of time (RFC 5280 section 4.1.2.5)', async () => {
    const facts = await read({
      notBefore: new asn1.UTCTime({ valueDate: new Date('1950-01-01T00:00:00Z') }),
      notAfter: new asn1.GeneralizedTime({ valueDate: new Date('9999-12-31T23:59:59Z') }),
    });
    expect(facts).toMatchObject({
      notBefore: Date.UTC(1950, 0, 1),
      notAfter: Date.UTC(9999, 11, 31, 23, 59, 59),
    });
  });
});

describe('what is no certificate', () => {
  it.each([
    ['nothing', ''],
    ['no base64', '!!!'],
    ['an empty sequence', base64Of(Uint8Array.of(0x30, 0))],
    ['another DER value', base64Of(new asn1.Integer({ value: 1 }).toBER())],
    ['too much', 'A'.repeat(1 << 20)],
    ['deep nesting', base64Of(Uint8Array.from({ length: 60_000 }, (_, at) => (at % 2 ? 0x80 : 0x30)))],
  ])('%s is undefined', async (_, base64) => {
    expect(await readCertificate(base64)).toBeUndefined();
  });

  it('never throws on random bytes or text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.uint8Array({ maxLength: 300 }).map(base64Of), fc.string()),
        async (base64) => {
          expect(await readCertificate(base64)).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('readPem', () => {
  it('finds each certificate of a chain, with whatever stands around', () => {
    const chain = SAMPLES.find(({ name }) => name === 'openssl-tls13-h2-showcerts')?.text ?? '';
    expect(readPem(chain)).toHaveLength(2);
    expect(readPem(`junk\n${PEM.replaceAll('\n', '\r\n')}junk`)).toEqual([REAL]);
    expect(readPem(PEM.replaceAll('CERTIFICATE', 'X509 CERTIFICATE'))).toEqual([REAL]);
  });

  it('leaves keys, requests and blocks that are cut off or damaged out', () => {
    expect(readPem(PEM.replaceAll('CERTIFICATE', 'PRIVATE KEY'))).toEqual([]);
    expect(readPem(PEM.replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST'))).toEqual([]);
    expect(readPem(PEM.slice(0, -30))).toEqual([]);
    expect(readPem(PEM.slice(0, 100) + PEM)).toEqual([REAL]);
    expect(readPem(PEM.replace('MII', 'M<script>II'))).toEqual([]);
  });

  it('stops after sixteen', () => {
    expect(readPem(PEM.repeat(40))).toHaveLength(16);
  });
});
