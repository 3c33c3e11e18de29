import { applicationProduct } from '../application-product.js';
import { byPage, byServer } from '../signals.js';

/** Python’s own http.server and wsgiref, as test servers use them. */
export const product = applicationProduct({
  id: 'python-http-server',
  order: 460,
  name: 'Python’s http.server',
  responder: (facts) =>
    byPage(facts, /<p>Error code: 421<\/p>/, 'Error code: 421') ??
    byServer(facts, /^(?:(?:BaseHTTP|SimpleHTTP)\/\S{1,8} Python|WSGIServer\/\S{1,8} CPython)\//),
  files: ['py'],
  source: 'measured: Python 3.11.2',
});
