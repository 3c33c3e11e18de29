import { applicationProduct } from '../application-product.js';
import { byServer } from '../signals.js';

/** Daphne, which serves Django over ASGI. Its phrase for 421 is `Unknown Status`, Twisted’s. */
export const product = applicationProduct({
  id: 'daphne',
  order: 500,
  name: 'Daphne',
  responder: (facts) => byServer(facts, /^daphne$/i),
  files: ['py'],
  source: 'measured: Daphne 4.0.0 with Django 3.2.25',
});
