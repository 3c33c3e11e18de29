import { frameworkHeader } from '../observed/refusal.js';
import type { Product, ProductMatch, RawFacts, Recogniser } from '../types.js';
import { listed } from './signals.js';
import { recogniseUnknownGateway } from './unknown-gateway/index.js';

const FOLDERS: Readonly<Record<string, Product>> = import.meta.glob<Product>('./*/index.ts', {
  eager: true,
  import: 'product',
});

/** Every product that is known: each folder beside this file, gateways in the order in which they are reported. */
export const PRODUCTS: readonly Product[] = Object.values(FOLDERS).toSorted((a, b) => a.order - b.order);

export interface Recognition {
  /** Who wrote the 421, if that shows. */
  readonly responder: ProductMatch | undefined;
  /** Who passed it on, nearest to the browser first. */
  readonly gateways: readonly ProductMatch[];
}

const SURENESS = { possible: 1, likely: 2, certain: 3 } as const;

function matched(product: Product, recogniser: Recogniser | undefined, raw: RawFacts): ProductMatch[] {
  const found = recogniser?.(raw);
  if (!found || (found.labelOnly && !(serverAccounted(product, raw) && frameworkHeader(raw) === undefined)))
    return [];
  const variant = product.variants.find((candidate) => candidate.recognise?.(raw) !== undefined);
  return [
    {
      product,
      by: found.by,
      sure: found.sure,
      ...(variant ? { variant } : {}),
      ...(found.replaced ? { replaced: true } : {}),
    },
  ];
}

/** One `Server` value is the product's own, or all of them are those of known gateways, which may have taken it away. */
const serverAccounted = ({ marks }: Product, raw: RawFacts): boolean => {
  const values = listed(raw, 'server');
  return (
    values.some((value) => marks?.server?.test(value)) ||
    values.every((value) => PRODUCTS.some((other) => other.gateway && other.marks?.server?.test(value)))
  );
};

/** Names the products that a response shows: the one that wrote it, and those that passed it on. */
export function recognise(raw: RawFacts): Recognition {
  const responder = PRODUCTS.flatMap((product) => matched(product, product.responder, raw)).toSorted(
    (a, b) => SURENESS[b.sure] - SURENESS[a.sure],
  )[0];
  const known = PRODUCTS.flatMap((product) => matched(product, product.gateway, raw)).map((gateway) =>
    // A page might be the gateway's own custom one; not if another product is seen to have written it.
    gateway.sure === 'possible' &&
    responder !== undefined &&
    responder.sure !== 'possible' &&
    responder.product !== gateway.product
      ? { ...gateway, sure: 'likely' as const }
      : gateway,
  );
  const unknown = known.length === 0 ? recogniseUnknownGateway(raw, responder) : undefined;
  return { responder, gateways: unknown ? [unknown] : known };
}
