import { applicationProduct } from '../application-product.js';
import { byPage, byServer } from '../signals.js';

/** CherryPy. */
export const product = applicationProduct({
  id: 'cherrypy',
  order: 450,
  name: 'CherryPy',
  responder: (facts) =>
    byPage(facts, /#powered_by \{/, 'Powered by CherryPy') ?? byServer(facts, /^(?:CherryPy|Cheroot)\//),
  files: ['py'],
  source: 'measured: CherryPy 18.8.0',
});
