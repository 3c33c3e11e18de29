import { applicationProduct } from '../application-product.js';
import { byServer } from '../signals.js';

/** hypercorn; its name says the protocol, as in `hypercorn-h11`. */
export const product = applicationProduct({
  id: 'hypercorn',
  order: 490,
  name: 'hypercorn',
  responder: (facts) => byServer(facts, /^hypercorn-h\d+$/),
  files: ['py'],
  source: 'measured: hypercorn with Starlette, no reason phrase',
});
