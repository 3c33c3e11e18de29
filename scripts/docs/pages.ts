import { causesPage } from './causes.js';
import { productsPage } from './products.js';

/** The generated pages: path from the project's root, and what has to stand in it. */
export const PAGES: readonly { readonly path: string; readonly text: () => string }[] = [
  { path: 'docs/causes.md', text: causesPage },
  { path: 'docs/products.md', text: productsPage },
];
