import { applicationProduct } from '../application-product.js';
import { byServer } from '../signals.js';

/** restify. */
export const product = applicationProduct({
  id: 'restify',
  order: 400,
  name: 'restify',
  responder: (facts) => byServer(facts, /^restify$/),
  files: ['js', 'mjs', 'cjs', 'ts'],
  source: 'measured: restify 12.0.0',
});
