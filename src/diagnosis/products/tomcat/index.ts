import { applicationProduct } from '../application-product.js';
import { byPage } from '../signals.js';

/** Tomcat. It sends no Server field and no phrase; its own check of SNI against Host answers 400. */
export const product = applicationProduct({
  id: 'tomcat',
  order: 540,
  name: 'Apache Tomcat',
  responder: (facts) => byPage(facts, /<title>HTTP Status 421 – /, 'HTTP Status 421 – Misdirected Request'),
  files: ['java', 'jsp', 'kt', 'xml'],
  source: 'measured: Tomcat 10.1.60',
});
