import { analyse } from 'scslre';
import { describe, expect, it } from 'vitest';
import { patternsOf, patternsOfSource } from '../../fixtures/hostile/patterns.js';

const FOUND = patternsOfSource();

const slowWays = (source: string, flags: string): string[] =>
  analyse({ source, flags }).reports.map(
    ({ type, exponential }) => `${exponential ? 'exponential' : 'polynomial'}, ${type}`,
  );

describe('the check for patterns that hostile text makes slow', () => {
  it.each(['^(?:a+)+$', '(?:a|a)*b', '^\\s*\\s*x', 'a+b'])('knows /%s/', (source) => {
    expect(slowWays(source, '')).not.toEqual([]);
  });

  it.each(['^a+b', 'a{1,40}b', '^[^,]+,'])('lets /%s/ pass', (source) => {
    expect(slowWays(source, '')).toEqual([]);
  });

  it('finds literals and templates in the source, and refuses what it cannot read', () => {
    const found = patternsOf('a.ts', 'const a = /b+/g;\nnew RegExp(`^$' + '{a}c`);');
    expect(found.map(({ line, source, flags }) => [line, source, flags])).toEqual([
      [1, 'b+', 'g'],
      [2, '^xc', ''],
    ]);
    expect(() => patternsOf('a.ts', 'RegExp(a)')).toThrow('a.ts:1');
  });
});

describe('the patterns of the source', () => {
  it('are found', () => {
    console.log(
      `${FOUND.length} patterns analysed, ${FOUND.filter(({ made }) => made).length} of them from templates`,
    );
    expect(FOUND.length).toBeGreaterThan(200);
  });

  it('take time that grows with the text alone', () => {
    const slow = FOUND.flatMap(({ file, source, flags }) =>
      slowWays(source, flags).map((way) => `${file} /${source}/ ${way}`),
    );
    expect(slow).toEqual([]);
  });
});
