import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonPlaces, lineAndColumn } from '../../../src/incidents/file/json-places.js';

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('places in a JSON text', () => {
  it('agrees with JSON.parse on whole texts', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(jsonPlaces(text, 'list').valid).toBe(true);
      }),
    );
  });

  it('agrees with JSON.parse on texts in which something was changed', () => {
    const broken = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', '"', '\\', ',', ':', '{', '}', '[', ']', '\n', 'e', '-', '0', '.', 'u'),
      )
      .map(([text, place, put]) => {
        const at = place % (text.length + 1);
        return text.slice(0, at) + put + text.slice(at + (place % 2));
      });
    fc.assert(
      fc.property(broken, (text) => {
        expect(jsonPlaces(text, 'list').valid).toBe(parses(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('names a place at which the text can no longer be continued', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, place) => {
        const cut = text.slice(0, place % text.length);
        const places = jsonPlaces(cut, 'list');
        if (!places.valid) expect(places.at).toBeLessThanOrEqual(cut.length);
        expect(places.valid).toBe(parses(cut));
      }),
    );
  });

  it('finds where the elements of the list begin', () => {
    const records = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 8 });
    fc.assert(
      fc.property(records, fc.jsonValue({ maxDepth: 2 }), (list, other) => {
        const text = JSON.stringify(
          { other, nested: { list: [1, 2] }, list, after: [[3], [4]] },
          undefined,
          1,
        );
        const places = jsonPlaces(text, 'list');
        expect(places.valid && places.elements.length).toBe(list.length);
        if (!places.valid) return;
        for (const [index, at] of places.elements.entries()) {
          const written = JSON.stringify(list[index], undefined, 1).split('\n')[0] ?? '';
          expect(text.startsWith(written, at)).toBe(true);
        }
      }),
    );
  });

  it.each([
    ['{"a": 1,}', 8],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['["a\nb"]', 3],
    ['["a', 3],
    ['', 0],
    ['[1]x', 3],
    ['["\\x"]', 3],
    ['{a: 1}', 1],
    ['[01]', 2],
  ])('%j is wrong at %i', (text, at) => {
    expect(jsonPlaces(text, 'list')).toEqual({ valid: false, at });
  });

  it('takes deep nesting and long texts in its stride', () => {
    const deep = '['.repeat(200_000);
    expect(jsonPlaces(deep, 'list')).toEqual({ valid: false, at: 200_000 });
    const long = `"${'x'.repeat(2_000_000)}"`;
    expect(jsonPlaces(long, 'list').valid).toBe(true);
  });

  it('counts lines and columns from 1', () => {
    const text = 'ab\ncd\n\nef';
    expect(lineAndColumn(text, 0)).toEqual({ line: 1, column: 1 });
    expect(lineAndColumn(text, 2)).toEqual({ line: 1, column: 3 });
    expect(lineAndColumn(text, 4)).toEqual({ line: 2, column: 2 });
    expect(lineAndColumn(text, 7)).toEqual({ line: 4, column: 1 });
    expect(lineAndColumn(text, 9)).toEqual({ line: 4, column: 3 });
  });
});
