import { PRODUCTS } from '../../../src/diagnosis/products/index.js';
import type { Fix } from '../../../src/diagnosis/types.js';
import { authorityOf } from '../../../src/model/authority.js';

/** Every fix of a product and of its variants. */
export const fixesOf = (productId: string): readonly Fix[] =>
  PRODUCTS.filter(({ id }) => id === productId).flatMap(({ fixes, variants }) => [
    ...fixes,
    ...variants.flatMap((variant) => variant.fixes),
  ]);

/**
 * The configuration lines that the extension hands out for a fix, with what stands in them for the reader's own
 * addresses and files replaced by the lab's. Throws if there is no such fix, or no such words in it.
 */
export function linesOf(fixId: string, host: string, own: Readonly<Record<string, string>> = {}): string {
  const fix = PRODUCTS.flatMap(({ id }) => fixesOf(id)).find(({ id }) => id === fixId);
  const authority = authorityOf(`https://${host}/`);
  if (!fix || !authority) throw new Error(`no product has a fix "${fixId}"`);
  let lines = fix.lines(host, authority);
  for (const [theirs, ours] of Object.entries(own)) {
    if (!lines.includes(theirs)) throw new Error(`the lines of "${fixId}" do not hold "${theirs}"`);
    lines = lines.replaceAll(theirs, ours);
  }
  return lines;
}
