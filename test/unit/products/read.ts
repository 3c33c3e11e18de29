import { readFacts } from '../../../src/diagnosis/facts.js';
import { PRODUCTS, recognise } from '../../../src/diagnosis/products/index.js';
import type { Facts, Fix, Product, ProductMatch } from '../../../src/diagnosis/types.js';
import { incidentOf, type OccurrenceSketch } from '../../fixtures/build.js';
import { type Browser, incidentIn, shown } from '../../fixtures/situations/situation.js';

/** What is recognised in one answer: `apache certain` and the gateways likewise. */
export interface Seen {
  readonly responder: string | undefined;
  readonly gateways: readonly string[];
}

const named = ({ product, variant, sure }: ProductMatch): string =>
  `${product.id}${variant ? `/${variant.id}` : ''} ${sure}`;

export function seenIn(sketch: OccurrenceSketch): Seen {
  const { responder, gateways } = recognise(readFacts(incidentOf(sketch)));
  return { responder: responder && named(responder), gateways: gateways.map(named) };
}

/** What is recognised in a recorded response, in the shape in which that browser shows it. */
export function seenInRecording(name: string, browser: Browser, parts: OccurrenceSketch = {}): Seen {
  const { responder, gateways } = recognise(readFacts(incidentIn(browser, shown(name, browser, parts))));
  return { responder: responder && named(responder), gateways: gateways.map(named) };
}

/** The facts that implications and fixes look at. */
export function factsOf(name: string, browser: Browser, parts: OccurrenceSketch = {}): Facts {
  const raw = readFacts(incidentIn(browser, shown(name, browser, parts)));
  return { ...raw, ...recognise(raw) };
}

export function productOf(id: string): Product {
  const product = PRODUCTS.find((candidate) => candidate.id === id);
  if (!product) throw new Error(`no product is called ${id}`);
  return product;
}

/** Every fix, also those of variants. */
export const FIXES: readonly Fix[] = PRODUCTS.flatMap(({ fixes, variants }) => [
  ...fixes,
  ...variants.flatMap((variant) => variant.fixes),
]);
