import { applicationProduct } from '../application-product.js';
import { byServer } from '../signals.js';

/** Ruby’s WEBrick. Its table of phrases has no 421, so it leaves the phrase out. */
export const product = applicationProduct({
  id: 'webrick',
  order: 532,
  name: 'WEBrick',
  responder: (facts) => byServer(facts, /^WEBrick\//),
  files: ['rb', 'ru'],
  source: 'measured: WEBrick 1.8.1 with Ruby 3.1.2',
});
