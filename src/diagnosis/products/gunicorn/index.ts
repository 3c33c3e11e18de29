import { applicationProduct } from '../application-product.js';
import { byServer } from '../signals.js';

/** gunicorn, which serves Flask, Django and other WSGI programs. */
export const product = applicationProduct({
  id: 'gunicorn',
  order: 470,
  name: 'gunicorn',
  responder: (facts) => byServer(facts, /^gunicorn(?:\/|$)/),
  files: ['py'],
  source: 'measured: gunicorn 20.1.0 with Flask 2.2.2 and Django 3.2.25',
});
