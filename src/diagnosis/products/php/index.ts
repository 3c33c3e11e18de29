import { applicationProduct } from '../application-product.js';
import { byField } from '../signals.js';

/** PHP. Its own server has no phrase for 421 (`Unknown Status Code`); Debian's php-fpm does not name itself. */
export const product = applicationProduct({
  id: 'php',
  order: 560,
  name: 'PHP',
  responder: (facts) => byField(facts, 'X-Powered-By', /^PHP(?:\/|$)/),
  files: ['php'],
  source: 'measured: PHP 8.2.36',
});
