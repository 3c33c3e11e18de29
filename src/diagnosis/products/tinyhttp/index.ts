import { applicationProduct } from '../application-product.js';
import { byField } from '../signals.js';

/** tinyhttp: like Express, with the same ETag, but for the name. */
export const product = applicationProduct({
  id: 'tinyhttp',
  order: 390,
  name: 'tinyhttp',
  responder: (facts) => byField(facts, 'X-Powered-By', /^tinyhttp$/),
  files: ['js', 'mjs', 'cjs', 'ts'],
  source: 'measured: tinyhttp 3.0.11',
});
