import { applicationProduct } from '../application-product.js';
import { byPage } from '../signals.js';

/** NestJS, on Express or Fastify: its exceptions as JSON, without an `error`. */
export const product = applicationProduct({
  id: 'nestjs',
  order: 340,
  name: 'NestJS',
  responder: (facts) =>
    byPage(
      facts,
      /^(?:\{"statusCode":421,"message":"|\{"message":"[^"]{1,400}",(?:"error":"[^"]{1,80}",)?"statusCode":421\})/,
      '"statusCode":421,"message"',
    ),
  files: ['js', 'mjs', 'cjs', 'ts'],
  source: 'measured: NestJS 12.5.1',
});
