import fc from 'fast-check';
import { parse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { pastedSchema } from '../../../src/model/check.js';
import { readPasted } from '../../../src/sources/paste/read-pasted.js';
import { LOGGED_LINES, OTHER_LINES } from '../../fixtures/server-logs/lines.js';

const NOW = Date.UTC(2026, 10, 23);
const lines = LOGGED_LINES.map((logged) => [logged.name, logged] as const);
const lineOf = (name: string): string => LOGGED_LINES.find((logged) => logged.name === name)?.line ?? '';

it.each(lines)(
  '%s is read as labelled, kept whole by the store, and gives no secret away',
  async (_, logged) => {
    const result = await readPasted(logged.line, NOW);
    expect(result).toEqual({ read: true, facts: { time: NOW, ...logged.expected } });
    if (result.read) expect(parse(pastedSchema, result.facts)).toEqual(result.facts);
    expect(JSON.stringify(result)).not.toMatch(/SECRET|192\.0\.2\.7|127\.0\.0\.1/);
  },
);

it.each(lines)('%s is found among other lines, with any line ends and in colour', async (_, logged) => {
  const text = `$ grep 421 *.log\r\n${OTHER_LINES.join('\r\n')}\r\n\u001b[31m${logged.line}\u001b[0m\r\n`;
  expect(await readPasted(text, NOW, 'b.example')).toMatchObject({ read: true, facts: logged.expected });
});

it('lines that do not say why are refused with what was expected', async () => {
  for (const line of [...OTHER_LINES, OTHER_LINES.join('\n')]) {
    expect(await readPasted(line, NOW)).toMatchObject({ read: false, why: { key: 'paste_not_recognised' } });
  }
});

describe('of many lines', () => {
  const about = (host: string, sni: string): string =>
    lineOf('apache-2.4.58-container').replace('B.example', host).replace('A.example', sni);

  it('the last about the host counts, wherever the others are', async () => {
    const text = [
      about('other.example', 'x.example'),
      about('b.example', 'first.example'),
      about('b.example', 'second.example'),
      about('other.example', 'y.example'),
    ].join('\n');
    expect(await readPasted(text, NOW, 'b.example')).toMatchObject({
      facts: { host: 'b.example', sni: 'second.example' },
    });
  });

  it('without one about it, the last, so that the field can name the other host', async () => {
    const text = [about('one.example', 'x.example'), about('two.example', 'x.example')].join('\n');
    expect(await readPasted(text, NOW, 'b.example')).toMatchObject({ facts: { host: 'two.example' } });
  });

  it('what a command printed comes first where it stands first', async () => {
    const curl = '* Connected to b.example (192.0.2.1) port 443\n* SSL connection using TLSv1.3 / X\n';
    expect(await readPasted(curl + lineOf('apache-no-sni'), NOW)).toMatchObject({
      facts: { program: 'curl' },
    });
  });
});

describe('hostile lines', () => {
  it('a name that is none is not kept', async () => {
    for (const name of ['<b>b</b>', '../../etc', 'a'.repeat(5000), '\u202eb.example', "b'", 'javascript:x']) {
      const line = lineOf('apache-no-sni').replace('hostname b.example', `hostname ${name}`);
      expect((await readPasted(line, NOW)).read).toBe(false);
    }
  });

  it('a host inside the request or the referrer is not taken for the request’s', async () => {
    const line = lineOf('nginx-own-check-http1').replace('/secret', '/x, host: "evil.example", y');
    expect(await readPasted(line, NOW)).toMatchObject({ facts: { host: 'b.example' } });
  });

  it.each([
    ['Apache', 'AH02032: Hostname ', 'a.example provided via SNI and hostname '],
    [
      'nginx',
      'client attempted to request the server name different from the one that was negotiated',
      ', host: "a" ',
    ],
    ['Traefik', 'TLS options difference: SNI:', 'a, Header:'],
    ['Traefik’s fields', 'TLS options difference: SNI:a, Header:b ', 'req.Host= req.TLS.ServerName='],
    ['HAProxy', ' 421 1 - - PR-- 1/1/1/1/1 0/0 "GET https://', 'a.example/ " 0 '],
    ['blanks', 'AH02032: Hostname', ' '],
  ])('1 MB of %s, on one line and on many, is answered in few words', async (_, start, piece) => {
    for (const end of ['', '\n']) {
      const text = (start + piece.repeat(100) + end).repeat(
        Math.ceil((1 << 20) / (start.length + 100 * piece.length)),
      );
      expect(JSON.stringify(await readPasted(text, NOW)).length).toBeLessThan(2000);
    }
  });

  it('never throws, and keeps bounded words only', async () => {
    const noisy = fc
      .tuple(
        fc.constantFrom(...LOGGED_LINES),
        fc.nat(),
        fc.nat(20),
        fc.string({ unit: 'binary', maxLength: 5 }),
      )
      .map(([{ line }, at, cut, noise]) => {
        const start = at % line.length;
        return line.slice(0, start) + noise + line.slice(start + cut);
      });
    await fc.assert(
      fc.asyncProperty(fc.array(noisy, { maxLength: 8 }), async (all) => {
        const result = await readPasted(all.join('\n'), NOW, 'b.example');
        if (!result.read) {
          expect(result.why.key).toMatch(/^paste_/);
          return;
        }
        const { host, sni, policy, tlsOptions } = result.facts;
        for (const word of [host, sni, policy, tlsOptions?.sni, tlsOptions?.host]) {
          if (typeof word === 'string') expect(word).toMatch(/^[\w.@+:*[\]-]{1,254}$/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
