import { applicationProduct } from '../application-product.js';
import { byPage, byServer } from '../signals.js';

/** Twisted. Its table of phrases has no 421: `Unknown Status`. */
export const product = applicationProduct({
  id: 'twisted',
  order: 440,
  name: 'Twisted',
  responder: (facts) =>
    byPage(facts, /^\s{0,4}<html>\s{0,4}<head><title>421 - /, '421 - Misdirected Request') ??
    byServer(facts, /^TwistedWeb\//),
  files: ['py'],
  source: 'measured: Twisted 22.4.0',
});
