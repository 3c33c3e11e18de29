import { applicationProduct } from '../application-product.js';
import { byField } from '../signals.js';

/** A program behind FastCGI, such as php-fpm: Caddy passes its `Status` field on; nginx, Apache and lighttpd do not. */
export const product = applicationProduct({
  id: 'fastcgi',
  order: 570,
  name: 'FastCGI',
  responder: (facts) => byField(facts, 'Status', /^421\b/),
  files: ['php', 'py', 'pl', 'rb'],
  source: 'measured: php-fpm 8.2.36 behind Caddy 2.6.2',
});
