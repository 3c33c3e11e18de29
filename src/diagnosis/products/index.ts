import type { Product, ProductMatch, RawFacts, Recogniser } from '../types.js';
import { apache } from './apache.js';
import { caddy } from './caddy.js';
import { haproxy } from './haproxy.js';
import { nginx } from './nginx.js';

/** Every product that is known. Fronts are reported in this order. */
export const PRODUCTS: readonly Product[] = [nginx, haproxy, caddy, apache];

export interface Recognition {
  /** Who wrote the 421, if that shows. */
  readonly emitter: ProductMatch | undefined;
  /** Who passed it on. */
  readonly fronts: readonly ProductMatch[];
}

const SURENESS = { possible: 1, likely: 2, certain: 3 } as const;

function matched(product: Product, recogniser: Recogniser | undefined, raw: RawFacts): ProductMatch[] {
  const found = recogniser?.(raw);
  if (!found) return [];
  const variant = product.variants.find((candidate) => candidate.recognise?.(raw) !== undefined);
  return [{ product, by: found.by, sure: found.sure, ...(variant ? { variant } : {}) }];
}

/** Names the products that an answer shows: the one that wrote it, and those that passed it on. */
export function recognise(raw: RawFacts): Recognition {
  const emitters = PRODUCTS.flatMap((product) => matched(product, product.emitter, raw));
  const emitter = emitters.toSorted((a, b) => SURENESS[b.sure] - SURENESS[a.sure])[0];
  return { emitter, fronts: PRODUCTS.flatMap((product) => matched(product, product.front, raw)) };
}
