import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PAGES } from '../../scripts/docs/pages.js';

test.each(PAGES)('$path is what the code says (else: node scripts/docs.mjs)', ({ path, text }) => {
  expect(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')).toBe(text());
});
