import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GOES_ON, ValueEnd } from '../../../src/sources/log/split/value-end.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The end of a value that comes in pieces of these sizes, the last of them again and again. */
function endIn(
  bytes: Uint8Array,
  sizes: readonly number[],
): { readonly end: number; readonly broken: boolean } {
  const value = new ValueEnd();
  for (let [from, piece] = [0, 0]; from < bytes.length; piece++) {
    const to = Math.min(bytes.length, from + (sizes[Math.min(piece, sizes.length - 1)] ?? 1));
    const end = value.find(bytes, from, to);
    if (end !== GOES_ON) return { end, broken: value.broken };
    from = to;
  }
  return { end: GOES_ON, broken: value.broken };
}

/** Words of JSON texts: long and short ones, and all that is hard about their ends. */
const word = fc.oneof(
  fc.constantFrom('\\', '\\\\', '"', '\\"', '\n', '{', '}]', 'é'),
  fc.integer({ min: 0, max: 300 }).map((length) => 'x'.repeat(length)),
);
const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 });

describe('the end of a JSON value', () => {
  it('is where JSON.parse has it, in whatever pieces it comes', () => {
    const text = fc.array(word, { maxLength: 20 }).map((words) => words.join(''));
    const value = fc.jsonValue().chain((json) => text.map((more) => ({ json, more, list: [more] })));
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 2), sizes, (json, indent, pieces) => {
        const written = bytesOf(JSON.stringify(json, undefined, indent));
        const bytes = new Uint8Array([...written, ...bytesOf(',{"next":"]}"}')]);
        expect(endIn(bytes, pieces)).toEqual({ end: written.length, broken: false });
      }),
    );
  });

  it('does not depend on the pieces, whatever stands in a text', () => {
    const text = fc.array(word, { maxLength: 30 }).map((words) => bytesOf(`{"a":"${words.join('')}"}`));
    fc.assert(
      fc.property(text, sizes, (bytes, pieces) => {
        expect(endIn(bytes, pieces)).toEqual(endIn(bytes, [1]));
      }),
    );
  });

  it('of a text is found behind many backslashes', () => {
    const even = bytesOf(`"${'\\'.repeat(100_000)}" `);
    const odd = bytesOf(`"${'\\'.repeat(100_001)}"" `);
    expect(endIn(even, [even.length]).end).toBe(even.length - 1);
    expect(endIn(odd, [odd.length]).end).toBe(odd.length - 1);
  });

  it('of a text that runs over its line is the end of that line', () => {
    const bytes = bytesOf(`"${'x'.repeat(500)}\n`);
    expect(endIn(bytes, [bytes.length])).toEqual({ end: bytes.length, broken: true });
  });
});
