import { applicationProduct } from '../application-product.js';
import { byPage } from '../signals.js';

/** Fastify: its error as JSON, the phrase of 421 under `error`. hapi writes `Unknown` there, NestJS nothing. */
export const product = applicationProduct({
  id: 'fastify',
  order: 350,
  name: 'Fastify',
  responder: (facts) =>
    byPage(
      facts,
      /^\{"statusCode":421,(?:"code":"[^"]{1,80}",)?"error":"Misdirected Request","message":/,
      '"statusCode":421,"error":"Misdirected Request"',
    ),
  files: ['js', 'mjs', 'cjs', 'ts'],
  source: 'measured: Fastify 5.12.8',
});
