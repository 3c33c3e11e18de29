import type { Facts } from '../types.js';
import { surfaced } from './page.js';

/** nginx always gives its own 421 a page, so an empty one under its name was written behind it. */
export const emptyUnderNginx = (facts: Facts): boolean =>
  surfaced(facts) &&
  facts.emitter?.product.id !== 'nginx' &&
  facts.fronts.some(({ product }) => product.id === 'nginx') &&
  (facts.body === '' || (facts.body === undefined && facts.header('content-length') === '0'));
