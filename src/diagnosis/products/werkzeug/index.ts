import { applicationProduct } from '../application-product.js';
import { byPage, byServer } from '../signals.js';

/** Flask and Werkzeug. Behind gunicorn or uWSGI the page still is Werkzeug’s, and so is the phrase in capitals. */
export const product = applicationProduct({
  id: 'werkzeug',
  order: 410,
  name: 'Flask (Werkzeug)',
  responder: (facts) =>
    byPage(facts, /^<!doctype html>\n<html lang=en>\n<title>421 /, '421 Misdirected Request') ??
    byServer(facts, /^Werkzeug\//),
  files: ['py'],
  source: 'measured: Werkzeug 2.2.2',
});
