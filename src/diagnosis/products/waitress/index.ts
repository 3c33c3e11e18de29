import { applicationProduct } from '../application-product.js';
import { byServer } from '../signals.js';

/** waitress, which serves WSGI programs. */
export const product = applicationProduct({
  id: 'waitress',
  order: 510,
  name: 'waitress',
  responder: (facts) => byServer(facts, /^waitress$/),
  files: ['py'],
  source: 'measured: waitress 2.1.2 with Falcon 3.1.1 and Bottle 0.12.23',
});
