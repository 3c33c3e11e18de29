import { applicationProduct } from '../application-product.js';
import { byPage, misdirectedType } from '../signals.js';

/** h3, of Nuxt and Nitro. It leaves the phrase out and puts no space before the charset. */
export const product = applicationProduct({
  id: 'h3',
  order: 370,
  name: 'h3 (Nitro, Nuxt)',
  responder: (facts) =>
    misdirectedType(facts) === 'application/json;charset=UTF-8'
      ? byPage(facts, /^\{"status":421,/, '"status":421')
      : undefined,
  files: ['js', 'mjs', 'cjs', 'ts'],
  source: 'measured: h3 2.0.8',
});
