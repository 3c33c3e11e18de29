import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Claim, pushedOut } from '../../../src/model/shares.js';
import { NOON } from '../../fixtures/build.js';

const LIMIT = 1000;
const claim = (host: string, parts: Partial<Claim> = {}): Claim => ({
  id: `normal|https://${host}`,
  host,
  topHost: host,
  mainDocument: false,
  lastSeen: NOON,
  ...parts,
});
const many = (count: number, make: (n: number) => Claim): Claim[] =>
  Array.from({ length: count }, (_, n) => make(n));
/** What somebody went to long ago, and what such a page asked for. */
const OLD = [
  claim('shop.example', { mainDocument: true, lastSeen: 1 }),
  claim('api.shop.example', { topHost: 'shop.example', lastSeen: 2 }),
];

const left = (claims: readonly Claim[]): Claim[] => {
  const gone = new Set(pushedOut(claims, LIMIT));
  return claims.filter(({ id }) => !gone.has(id));
};

describe('a flood', () => {
  test('of one page’s subdomains pushes out its own', () => {
    const flood = many(1100, (n) =>
      claim(`n${n}.evil.example`, { topHost: 'evil.example', lastSeen: NOON + n }),
    );
    const kept = left([...OLD, ...flood]);
    expect(kept).toEqual(expect.arrayContaining(OLD));
    expect(kept).toHaveLength(OLD.length + 100);
    // The page's latest are there to be looked at.
    expect(kept).toContainEqual(flood.at(-1));
  });

  test('of hosts that have nothing in common is their page’s all the same', () => {
    const flood = many(1100, (n) => claim(`n${n}.example`, { topHost: 'evil.example' }));
    expect(left([...OLD, ...flood])).toEqual(expect.arrayContaining(OLD));
  });

  test('of main documents, each a page of its own, is their common name’s', () => {
    const flood = many(1100, (n) =>
      claim(`n${n}.x.evil.example`, { mainDocument: true, topHost: `n${n}.x.evil.example` }),
    );
    const kept = left([...OLD, ...flood]);
    expect(kept).toEqual(expect.arrayContaining(OLD));
    expect(kept).toHaveLength(OLD.length + 200);
  });

  test('under a name that many share takes nothing from the others there', () => {
    const others = many(150, (n) => claim(`shop${n}.co.uk`, { mainDocument: true, lastSeen: n }));
    const flood = many(1100, (n) => claim(`n${n}.evil.co.uk`, { topHost: `p${n}.example`, lastSeen: NOON }));
    expect(left([...others, ...flood]).filter(({ mainDocument }) => mainDocument)).toEqual(others);
  });

  test('of a page leaves alone what other machines saw as well', () => {
    const fleet = many(900, (n) => claim(`n${n}.corp.example`, { topHost: 'corp.example', labelled: true }));
    const flood = many(1100, (n) => claim(`n${n}.evil.example`, { topHost: 'evil.example' }));
    const kept = left([...fleet, ...flood]);
    expect(kept).toEqual(expect.arrayContaining(fleet));
    expect(kept).toHaveLength(1000);
  });

  test('is measured by what it takes as well as by its number', () => {
    const all = [...OLD, ...many(20, (n) => claim(`n${n}.evil.example`, { topHost: 'evil.example' }))];
    const gone = pushedOut(all, LIMIT, { most: 12, of: () => 1 });
    expect(gone).toHaveLength(10);
    expect(gone).not.toEqual(expect.arrayContaining(OLD.map(({ id }) => id)));
    expect(pushedOut(all, LIMIT, { most: 22, of: () => 1 })).toEqual([]);
  });

  test('of ports of one host is that host’s', () => {
    const flood = many(1100, (n) =>
      claim('evil.example', { id: `normal|https://evil.example:${n}`, topHost: `p${n}.example` }),
    );
    expect(left([...OLD, ...flood])).toHaveLength(OLD.length + 200);
  });

  test('of addresses is its page’s', () => {
    const flood = many(1100, (n) => claim(`10.0.${n >> 8}.${n & 255}`, { topHost: 'evil.example' }));
    expect(left([...OLD, ...flood])).toHaveLength(OLD.length + 100);
  });

  test('of another’s subdomains takes from the page that asked, and not from that other one', () => {
    const flood = many(1100, (n) => claim(`n${n}.shop.example`, { topHost: 'evil.example', lastSeen: NOON }));
    expect(left([...OLD, ...flood])).toEqual(expect.arrayContaining(OLD));
  });
});

test('beyond the bound the page that caused most goes first, and of it what was not seen for longest', () => {
  const pages = Array.from({ length: 20 }, (_, page) => page).flatMap((page) =>
    many(60, (n) => claim(`n${n}.p${page}.example`, { topHost: `p${page}.example`, lastSeen: NOON + n })),
  );
  const kept = left([...OLD, ...pages]);
  expect(kept).toHaveLength(LIMIT);
  expect(kept).toEqual(expect.arrayContaining(OLD));
});

test('a few are never too many', () => {
  expect(
    pushedOut(
      many(100, (n) => claim(`n${n}.evil.example`, { topHost: 'evil.example' })),
      LIMIT,
    ),
  ).toEqual([]);
});

test('whatever comes, the bound holds', () => {
  const host = fc
    .array(fc.constantFrom('a', 'b', 'c', 'co', 'uk'), { minLength: 1, maxLength: 4 })
    .map((l) => l.join('.'));
  const claims = fc
    .array(fc.record({ host, topHost: host, mainDocument: fc.boolean(), lastSeen: fc.nat() }), {
      maxLength: 300,
    })
    .map((all) => all.map((one, n): Claim => ({ ...one, id: String(n) })));
  fc.assert(
    fc.property(claims, fc.integer({ min: 0, max: 120 }), (all, limit) => {
      const gone = pushedOut(all, limit);
      expect(all.length - gone.length).toBeLessThanOrEqual(Math.max(limit, 0));
      expect(new Set(gone).size).toBe(gone.length);
    }),
    { numRuns: 300 },
  );
});
