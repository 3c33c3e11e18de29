import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesHost } from '../../../src/model/host-pattern.js';
import { MAX_HOSTS } from '../../../src/model/settings.js';
import { addPattern, readPattern } from '../../../src/pages/options/ignored-host.js';

const patternOf = (typed: string): string | undefined => {
  const read = readPattern(typed);
  return read.ok ? read.pattern : undefined;
};

describe('what a person types as a host to ignore', () => {
  it.each([
    ['shop.example', 'shop.example'],
    ['  SHOP.Example ', 'shop.example'],
    ['https://shop.example/cart?x=1#y', 'shop.example'],
    ['http://shop.example:8080/', 'shop.example'],
    ['shop.example:8443', 'shop.example'],
    ['shop.example/cart', 'shop.example'],
    ['*.shop.example', '*.shop.example'],
    ['*.Bücher.example', '*.xn--bcher-kva.example'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['日本.example', 'xn--wgv71a.example'],
    ['my_host.example', 'my_host.example'],
    ['localhost', 'localhost'],
    ['192.0.2.10', '192.0.2.10'],
    ['https://192.0.2.10:8443/', '192.0.2.10'],
    ['[2001:db8::1]', '[2001:db8::1]'],
    ['https://[2001:DB8:0::1]/', '[2001:db8::1]'],
    ['shop.example.', 'shop.example.'],
  ])('%s is %s', (typed, pattern) => {
    expect(patternOf(typed)).toBe(pattern);
  });

  it.each([
    '',
    '   ',
    '*',
    '*.',
    '**.shop.example',
    'shop.*.example',
    '*.192.0.2.10',
    '*.[2001:db8::1]',
    '1',
    '0x7f.1',
    'user@shop.example',
    'https://user:word@shop.example/',
    'ftp://shop.example/',
    'two hosts',
    'a..b',
    `${'a'.repeat(250)}.example`,
    '<script>',
    'shop.example,other.example',
  ])('refuses “%s”', (typed) => {
    expect(readPattern(typed).ok).toBe(false);
  });

  it('gives a pattern that means the host, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.domain(), fc.string()), (typed) => {
        const pattern = patternOf(typed);
        if (pattern === undefined) return;
        expect(patternOf(pattern)).toBe(pattern);
        const host = pattern.startsWith('*.') ? `www${pattern.slice(1)}` : pattern;
        expect(matchesHost(host, [pattern])).toBe(true);
      }),
    );
  });
});

describe('the list of ignored hosts', () => {
  it('keeps hosts of one site together', () => {
    const added = addPattern(['a.other.example', 'a.shop.example'], 'b.other.example');
    expect(added).toEqual({
      ok: true,
      patterns: ['a.other.example', 'b.other.example', 'a.shop.example'],
    });
  });

  it('tells what is there already, and by what', () => {
    expect(addPattern(['shop.example'], 'shop.example')).toMatchObject({
      problem: { key: 'options_host_there', args: ['shop.example'] },
    });
    expect(addPattern(['*.example'], 'shop.example')).toMatchObject({
      problem: { key: 'options_host_covered', args: ['shop.example', '*.example'] },
    });
    expect(addPattern(['*.shop.example'], 'shop.example').ok).toBe(true);
  });

  it('is not longer than settings may be', () => {
    const full = Array.from({ length: MAX_HOSTS }, (_, n) => `h${n}.example`);
    expect(addPattern(full, 'one-more.example')).toMatchObject({ problem: { key: 'options_host_full' } });
  });
});
