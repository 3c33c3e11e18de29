import { applicationProduct } from '../application-product.js';
import { byPage, byServer } from '../signals.js';

/** Jetty. Its own check of SNI against Host answers 400. */
export const product = applicationProduct({
  id: 'jetty',
  order: 550,
  name: 'Jetty',
  responder: (facts) =>
    byPage(facts, /<h2>HTTP ERROR 421 /, 'HTTP ERROR 421 Misdirected Request') ?? byServer(facts, /^Jetty\(/),
  files: ['java', 'jsp', 'kt', 'xml'],
  source: 'measured: Jetty 9.4.57',
});
