import { applicationProduct } from '../application-product.js';
import { byServer } from '../signals.js';

/** aiohttp. */
export const product = applicationProduct({
  id: 'aiohttp',
  order: 430,
  name: 'aiohttp',
  responder: (facts) => byServer(facts, /^Python\/\S{1,12} aiohttp\//),
  files: ['py'],
  source: 'measured: aiohttp 3.8.4',
});
