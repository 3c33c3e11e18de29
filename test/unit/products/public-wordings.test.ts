import { expect, it } from 'vitest';
import { readFacts } from '../../../src/diagnosis/facts.js';
import { PRODUCTS, recognise } from '../../../src/diagnosis/products/index.js';
import { SITUATIONS } from '../../fixtures/situations/index.js';
import { seenIn } from './read.js';

/** Products that are recognised somewhere among the situations, in one role or the other. */
const recognised = new Set(
  SITUATIONS.flatMap(({ incident, certificate }) => {
    const { emitter, fronts } = recognise(readFacts(incident, certificate));
    return [
      ...(emitter ? [`${emitter.product.id} emitter`] : []),
      ...fronts.map(({ product }) => `${product.id} front`),
    ];
  }),
);

/** Read off one field each, which no situation has. */
const BY_ONE_FIELD = ['lighttpd front', 'sozu front'];

const ROLES = PRODUCTS.flatMap(({ id, emitter, front }) => [
  ...(emitter ? [`${id} emitter`] : []),
  ...(front ? [`${id} front`] : []),
]).filter((role) => !BY_ONE_FIELD.includes(role));

it.each(ROLES)('%s has an answer by which it is recognised', (role) => {
  expect([...recognised]).toContain(role);
});

it('lighttpd and Sōzu as fronts', () => {
  const json = { body: '{"error":1}' };
  expect(seenIn({ ...json, headers: ['server: lighttpd/1.4.69'] }).fronts).toEqual(['lighttpd possible']);
  expect(seenIn({ ...json, headers: ['sozu-id: 01J'] }).fronts).toEqual(['sozu certain']);
});
