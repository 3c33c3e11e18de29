import { applicationProduct } from '../application-product.js';
import { byPage, byServer } from '../signals.js';

/** Tornado. */
export const product = applicationProduct({
  id: 'tornado',
  order: 420,
  name: 'Tornado',
  responder: (facts) =>
    byPage(facts, /^<html><title>421: [^<]{0,80}<\/title><body>421: /, '421: Misdirected Request') ??
    byServer(facts, /^TornadoServer\//),
  files: ['py'],
  source: 'measured: Tornado 6.2.0',
});
