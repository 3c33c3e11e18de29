import { applicationProduct } from '../application-product.js';
import { byServer } from '../signals.js';

/** Thin, which serves Sinatra, Rails and other Rack programs. It leaves the phrase out. */
export const product = applicationProduct({
  id: 'thin',
  order: 530,
  name: 'Thin',
  responder: (facts) => byServer(facts, /^thin$/),
  files: ['rb', 'ru'],
  source: 'measured: Thin 1.8.1 with Sinatra 3.0.5',
});
