import { applicationProduct } from '../application-product.js';
import { byPage } from '../signals.js';

/** hapi: its table of phrases has no 421, so its error says `Unknown`. */
export const product = applicationProduct({
  id: 'hapi',
  order: 360,
  name: 'hapi',
  responder: (facts) =>
    byPage(facts, /^\{"statusCode":421,"error":"Unknown","message":/, '"statusCode":421,"error":"Unknown"'),
  files: ['js', 'mjs', 'cjs', 'ts'],
  source: 'measured: hapi 21.4.10',
});
