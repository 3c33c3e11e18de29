import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { incidentFrom } from '../../../src/incidents/store/schema.js';
import { authorityOf } from '../../../src/model/authority.js';
import { boundedExchange, boundedTime, boundedUrl, isCut, startOfUrl } from '../../../src/model/bounds.js';
import { planChecks } from '../../../src/model/check-plan.js';
import { type Incident, keepLatest } from '../../../src/model/incident.js';
import { incidentOf, NOON, occurrenceOf } from '../../fixtures/build.js';

const LONG = `https://shop.example:8443/cart?${'x'.repeat(1_900_000)}`;
const DAY = 86_400_000;

const long = (url: string): Incident => ({
  ...incidentOf({ url: 'https://shop.example/' }),
  occurrences: [occurrenceOf({ url })],
});

describe('a URL that is too long', () => {
  test('keeps host, port and the beginning of its path, and shows that it was cut', () => {
    const cut = boundedUrl(LONG);
    expect(cut.length).toBeLessThan(5000);
    expect(authorityOf(cut)).toEqual(authorityOf(LONG));
    expect(cut.startsWith('https://shop.example:8443/cart?xxx')).toBe(true);
    expect(isCut(cut)).toBe(true);
    expect(LONG.startsWith(startOfUrl(cut))).toBe(true);
  });

  test('keeps its host behind a name and password of any length', () => {
    const url = `https://${'u'.repeat(10_000)}:${'p'.repeat(10_000)}@shop.example/${'x'.repeat(10_000)}`;
    expect(authorityOf(boundedUrl(url))?.host).toBe('shop.example');
  });

  test('names no resource: a check asks for the root instead', () => {
    const plan = planChecks(long(boundedUrl(LONG)), { here: 'firefox', neighbour: null });
    const asked = plan.flatMap(({ requests }) => requests.map(({ url }) => url));
    expect(asked.filter((url) => url.length > 100)).toEqual([]);
    expect(asked).toContain('https://shop.example/');
  });
});

test('bounds hold for whatever a source says, and bounding twice changes nothing', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.string({ minLength: 1, maxLength: 20 }).map((part) => part.repeat(2000)),
  );
  const { exchange } = occurrenceOf();
  fc.assert(
    fc.property(
      fc.record({ url: text, initiator: text, method: text, statusLine: text }),
      fc.array(fc.record({ name: text, value: text }), { maxLength: 40 }),
      ({ url, initiator, method, statusLine }, headers) => {
        const bounded = boundedExchange({
          ...exchange,
          request: { ...exchange.request, url, initiator, method },
          response: { ...exchange.response, statusLine, headers },
        });
        expect(JSON.stringify(bounded).length).toBeLessThan(120_000);
        expect(boundedExchange(bounded)).toEqual(bounded);
      },
    ),
  );
});

test('one long header field hides no other', () => {
  const { exchange } = occurrenceOf();
  const { response } = boundedExchange({
    ...exchange,
    response: {
      ...exchange.response,
      headers: [
        { name: 'content-security-policy', value: 'x'.repeat(20_000) },
        { name: 'n'.repeat(20_000), value: 'x' },
        { name: 'server', value: 'nginx' },
      ],
    },
  });
  expect(response.headersCut).toBe(true);
  expect(response.headers.map(({ name }) => name.slice(0, 12))).toEqual([
    'content-secu',
    'nnnnnnnnnnnn',
    'server',
  ]);
});

test('a time is none that a Date cannot hold, and none of the future', () => {
  expect([Number.NaN, 1e300, -5, NOON + 10 * DAY].map((time) => boundedTime(time, NOON))).toEqual([
    ...[NOON, NOON + DAY, 0, NOON + DAY],
  ]);
  expect(boundedTime(Number.POSITIVE_INFINITY, NOON)).toBe(NOON);
});

test('what an earlier version kept is bounded when it is read', () => {
  const read = incidentFrom(JSON.parse(JSON.stringify(long(LONG))));
  expect(JSON.stringify(read).length).toBeLessThan(50_000);
});

test('the occurrences of an incident are bounded together; the one that the diagnosis speaks of stays', () => {
  const one = occurrenceOf();
  const value = 'x'.repeat(4000);
  const many = Array.from({ length: 20 }, (_, n) => ({
    ...one,
    exchange: {
      ...one.exchange,
      time: NOON + n,
      request: { ...one.exchange.request, type: n === 0 ? ('main_frame' as const) : ('image' as const) },
      response: {
        ...one.exchange.response,
        headers: [0, 1, 2, 3, 4].map((i) => ({ name: `x-${i}`, value })),
      },
    },
  }));
  const kept = keepLatest('misdirected', many);
  expect(JSON.stringify(kept).length).toBeLessThan(200_000);
  expect(kept.length).toBeGreaterThan(3);
  expect(kept[0]).toBe(many[0]);
  expect(kept.at(-1)).toBe(many.at(-1));
});
