import { applicationProduct } from '../application-product.js';
import { byServer } from '../signals.js';

/** Mojolicious. */
export const product = applicationProduct({
  id: 'mojolicious',
  order: 520,
  name: 'Mojolicious',
  responder: (facts) => byServer(facts, /^Mojolicious \(Perl\)$/),
  files: ['pl', 'pm', 'psgi'],
  source: 'measured: Mojolicious 9.31',
});
