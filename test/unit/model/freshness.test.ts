import { expect, it } from 'vitest';
import { dateOf, saysFreshness } from '../../../src/model/freshness.js';

const field = (name: string, value: string) => [{ name, value }];

it.each([
  ['Cache-Control', 'max-age=60', true],
  ['cache-control', 'public, s-maxage=60', true],
  ['Cache-Control', 'no-store', false],
  ['Cache-Control', 'private', false],
  ['Expires', 'Thu, 01 Dec 2026 16:00:00 GMT', true],
  ['Server', 'max-age=60', false],
])('%s: %s', (name, value, says) => {
  expect(saysFreshness(field(name, value))).toBe(says);
});

it('reads when a response was made', () => {
  expect(dateOf(field('date', 'Fri, 27 Nov 2026 16:00:00 GMT'))).toBe(Date.UTC(2026, 10, 27, 16));
  expect(dateOf(field('date', 'yesterday'))).toBeUndefined();
  expect(dateOf([])).toBeUndefined();
});
