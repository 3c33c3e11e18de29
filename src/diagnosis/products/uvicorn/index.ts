import { applicationProduct } from '../application-product.js';
import { byServer } from '../signals.js';

/** uvicorn, which serves Starlette, FastAPI and other ASGI programs. */
export const product = applicationProduct({
  id: 'uvicorn',
  order: 480,
  name: 'uvicorn',
  responder: (facts) => byServer(facts, /^uvicorn$/),
  files: ['py'],
  source: 'measured: uvicorn 0.17.6 with Starlette 0.26.1 and FastAPI 0.92.0',
});
