import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elide } from '../../../src/model/elide.js';
import { visible } from '../../../src/ui/visible.js';

/** Half of a surrogate pair. */
const HALF = /\p{Cs}/u;

describe('visible', () => {
  it('shows what hides or turns text around', () => {
    expect(visible('shop\u202eelpmaxe.\u200b')).toBe('shop\ufffdelpmaxe.\ufffd');
    expect(visible('a\u0000b\u001b[31m\u2028c')).toBe('a\ufffdb\ufffd[31m\ufffdc');
  });

  it('leaves letters of every script, tabs and line feeds', () => {
    const text = 'Größe 日本 שלום\tline\nnext';
    expect(visible(text)).toBe(text);
  });

  it('leaves nothing hidden in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(/\p{Cf}|(?![\t\n])\p{Cc}/u);
      }),
    );
  });
});

describe('elide', () => {
  it('keeps both ends of a long name, and short ones whole', () => {
    expect(elide('shop.example', 12)).toBe('shop.example');
    expect(elide('a-very-long-name.of-a-site.example', 20)).toBe('a-very-l…ite.example');
  });

  it('never gives more than it may, nor half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 2, max: 40 }), (name, most) => {
        const short = elide(name, most);
        expect([...short].length).toBeLessThanOrEqual(Math.max(most, 0));
        if (!HALF.test(name)) expect(short).not.toMatch(HALF);
      }),
    );
  });
});
