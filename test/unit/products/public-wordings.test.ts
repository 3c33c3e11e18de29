import { expect, it } from 'vitest';
import { readFacts } from '../../../src/diagnosis/facts.js';
import { PRODUCTS, recognise } from '../../../src/diagnosis/products/index.js';
import { recordedResponse, responseNames } from '../../fixtures/recorded/responses.js';
import { SITUATIONS } from '../../fixtures/situations/index.js';
import { incidentIn, inShape } from '../../fixtures/situations/situation.js';
import { seenIn } from './read.js';

/** Products that are recognised somewhere among situations and recorded responses, in one role or the other. */
const recognised = new Set(
  [
    ...SITUATIONS.map(({ incident, certificate }) => ({ incident, certificate })),
    ...responseNames().map((name) => ({
      incident: incidentIn('chromium', inShape(recordedResponse(name, 'chromium').response, 'chromium')),
      certificate: undefined,
    })),
  ].flatMap(({ incident, certificate }) => {
    const { responder, gateways } = recognise(readFacts(incident, certificate));
    return [
      ...(responder ? [`${responder.product.id} responder`] : []),
      ...gateways.map(({ product }) => `${product.id} gateway`),
    ];
  }),
);

/** Read off one field each, which no situation has. */
const BY_ONE_FIELD = ['lighttpd gateway', 'sozu gateway'];

const ROLES = PRODUCTS.flatMap(({ id, responder, gateway }) => [
  ...(responder ? [`${id} responder`] : []),
  ...(gateway ? [`${id} gateway`] : []),
]).filter((role) => !BY_ONE_FIELD.includes(role));

it.each(ROLES)('%s has a response by which it is recognised', (role) => {
  expect([...recognised]).toContain(role);
});

it('lighttpd and Sōzu as gateways', () => {
  const json = { body: '{"error":1}' };
  expect(seenIn({ ...json, headers: ['server: lighttpd/1.4.69'] }).gateways).toEqual(['lighttpd possible']);
  expect(seenIn({ ...json, headers: ['sozu-id: 01J'] }).gateways).toEqual(['sozu certain']);
});
