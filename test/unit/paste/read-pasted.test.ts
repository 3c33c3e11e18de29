import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPasted } from '../../../src/sources/paste/read-pasted.js';
import { type Expected, SAMPLES, type Sample } from '../../fixtures/pasted/samples.js';

const NOW = Date.UTC(2026, 10, 23);

const whole = SAMPLES.filter((sample) => sample.expected !== undefined);

/** Is all that was read true, though perhaps not all that could be said? */
function within(read: Expected, truth: Expected): boolean {
  const { certificate, ...rest } = read;
  const same = Object.entries(rest).every(([key, value]) => Reflect.get(truth, key) === value);
  if (!same || certificate === undefined) return same;
  const { dnsNames, addresses, namesComplete, ...facts } = certificate;
  const all = truth.certificate;
  return (
    all !== undefined &&
    dnsNames.every((name) => all.dnsNames.includes(name)) &&
    addresses.every((address) => all.addresses.includes(address)) &&
    (!namesComplete ||
      (dnsNames.length === all.dnsNames.length && addresses.length === all.addresses.length)) &&
    Object.entries(facts).every(([key, value]) => Reflect.get(all, key) === value)
  );
}

/** Reads a part of a sample, which must say nothing wrong. */
async function readPart(sample: Sample, part: string): Promise<boolean> {
  const result = await readPasted(part, NOW);
  if (!result.read) return false;
  const { time, ...facts } = result.facts;
  expect(time).toBe(NOW);
  const truths = [sample.expected, ...sample.whenCut].filter((truth) => truth !== undefined);
  if (!truths.some((truth) => within(facts, truth))) expect(facts).toEqual(sample.expected);
  return true;
}

describe('samples', () => {
  it('has at least 25, recorded and derived', () => {
    expect(SAMPLES.filter(({ made }) => made === 'recorded').length).toBeGreaterThan(25);
    expect(SAMPLES.filter(({ made }) => made === 'derived').length).toBeGreaterThan(10);
  });

  it.each(whole.map((sample) => [sample.name, sample] as const))(
    '%s is read as labelled',
    async (_, sample) => {
      expect(await readPasted(sample.text, NOW)).toEqual({
        read: true,
        facts: { time: NOW, ...sample.expected },
      });
    },
  );

  it.each(
    SAMPLES.filter(({ failure }) => failure !== undefined).map((sample) => [sample.name, sample] as const),
  )('%s gets the message that is due', async (_, sample) => {
    expect(await readPasted(sample.text, NOW)).toMatchObject({ read: false, why: { key: sample.failure } });
  });

  it.each(whole.map((sample) => [sample.name, sample] as const))(
    '%s cut off at any line, at either end, says nothing wrong',
    async (_, sample) => {
      const lines = sample.text.split(/(?<=\n)/);
      // Long bodies and certificates repeat: fifty cuts of each kind are enough there.
      const step = Math.max(1, Math.floor(lines.length / 50));
      let read = 0;
      for (let at = 1; at < lines.length; at += step) {
        if (await readPart(sample, lines.slice(0, at).join(''))) read++;
        if (await readPart(sample, lines.slice(at).join(''))) read++;
      }
      if (lines.length > 20) expect(read).toBeGreaterThan(0);
    },
  );

  it('takes no issuer for the leaf where the text begins within the leaf and ends before it is named', async () => {
    const sample = whole.find(({ name }) => name === 'openssl-3.5');
    const lines = sample?.text.split(/(?<=\n)/) ?? [];
    const ends = lines.flatMap((line, at) => (line.startsWith('-----END CERTIFICATE') ? [at] : []));
    const [leaf = 0, issuer = 0] = ends;
    expect(issuer).toBeGreaterThan(leaf);
    for (let start = leaf - 3; start <= leaf + 4; start++) {
      const result = await readPasted(lines.slice(start, issuer + 1).join(''), NOW);
      expect(result.read && result.facts.certificate?.subject).not.toBe('Lab Root');
    }
  });

  it('says nothing wrong of any lines out of the middle', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...whole),
        fc.nat(),
        fc.nat({ max: 200 }),
        async (sample, from, count) => {
          const lines = sample.text.split(/(?<=\n)/);
          const start = from % lines.length;
          await readPart(sample, lines.slice(start, start + count).join(''));
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(SAMPLES.map((sample) => [sample.name, sample] as const))(
    '%s gives no secret away',
    async (_, sample) => {
      const result = JSON.stringify(await readPasted(sample.text, NOW));
      expect(result).not.toMatch(/SECRET/);
      for (const [, key = ''] of sample.text.matchAll(
        /(?:Master-Key|Session-ID|Resumption PSK): ?([0-9A-F]{8,})/g,
      )) {
        expect(result).not.toContain(key);
      }
    },
  );
});

describe('hostile and foreign text', () => {
  it.each([
    ['nothing', '', 'paste_empty'],
    ['blanks', ' \r\n\t\n', 'paste_empty'],
    ['prose', 'My shop says 421, what now?\n* first\n* second\n> quoted\n', 'paste_not_recognised'],
    ['an address', 'https://shop.example/', 'paste_not_recognised'],
    ['the command alone', '$ openssl s_client -connect shop.example:443', 'paste_not_recognised'],
    ['a page', '<!DOCTYPE html><title>421</title>', 'paste_not_verbose'],
    ['a response with its header', 'HTTP/2 421 \r\nserver: nginx\r\n', 'paste_not_verbose'],
  ])('%s gets its message', async (_, text, key) => {
    expect(await readPasted(text, NOW)).toMatchObject({ read: false, why: { key } });
  });

  const MEGABYTE = 1 << 20;
  const fill = (piece: string) => piece.repeat(Math.ceil(MEGABYTE / piece.length));
  it.each([
    ['letters', 'a'],
    ['words', 'lorem ipsum '],
    ['lines', 'x\n'],
    ['blanks', 'x '],
    ['dashes', '-'],
    ['openings', '-----BEGIN CERTIFICATE-----\n'],
    ['starred', '* \n'],
    ['colons', ':error:0:'],
    ['names', 'CN='],
    ['colour', '\u001b[1'],
  ])('1 MB of %s is refused', async (_, piece) => {
    expect((await readPasted(fill(piece), NOW)).read).toBe(false);
  });

  it.each([
    ['a certificate that never ends', '-----BEGIN CERTIFICATE-----\n', 'QUJD\n'],
    ['a long subject', 'subject=', ', CN=a'],
    ['a long list of names', 'X509v3 Subject Alternative Name:\n', 'DNS:a.example, '],
    ['a long line of curl', '* SSL certificate verify result: ', 'a ('],
    ['a long match', '* subjectAltName: host "', 'a" matched cert\'s "'],
    ['a long prompt', 'openssl s_client', ' -connect'],
    [
      'many connections',
      '* Connected to a (192.0.2.1) port 1\n< HTTP/1.1 200\n',
      '* Trying\n* Connected to a (192.0.2.1) port 1\n',
    ],
  ])('1 MB of %s is answered in few words', async (_, start, piece) => {
    const response = JSON.stringify(await readPasted(start + fill(piece), NOW));
    expect(response.length).toBeLessThan(100_000);
  });

  it('answers random bytes with a message', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 2000 }), async (text) => {
        expect((await readPasted(text, NOW)).read).toBe(false);
      }),
    );
  });

  it('never throws on lines that look like the programs’', async () => {
    const line = fc.constantFrom(...whole.flatMap(({ text }) => text.split('\n'))).chain((known) =>
      fc.oneof(
        fc.constant(known),
        fc.nat(known.length).map((at) => known.slice(0, at)),
        fc
          .tuple(fc.nat(known.length), fc.string({ unit: 'binary', maxLength: 5 }))
          .map(([at, noise]) => known.slice(0, at) + noise + known.slice(at)),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 40 }), async (lines) => {
        const result = await readPasted(lines.join('\n'), NOW);
        if (result.read) expect(result.facts.time).toBe(NOW);
        else expect(result.why.key).toMatch(/^paste_/);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps bounded, visible text only', async () => {
    const result = await readPasted(
      `* Connected to a.example (192.0.2.1) port 443\n* SSL connection using TLSv1.3 / X\n< HTTP/1.1 421\n< Server: \u202e${'x'.repeat(5000)}\n`,
      NOW,
    );
    const server = result.read ? result.facts.server : undefined;
    expect(server?.length).toBeLessThan(300);
    expect(server).toMatch(/^\\u\{202e\}xxx/);
  });
});
