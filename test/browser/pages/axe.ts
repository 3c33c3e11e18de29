import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';

/** In the page, once its source was run there. */
declare const axe: typeof import('axe-core');

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Rules of WCAG 2.2 A and AA and axe's own best practices that the page breaks, each with where. `contrast` looks at
 * colours alone, which is all that differs between the themes.
 */
export async function axeFaults(page: Page, rules: 'all' | 'contrast' = 'all'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    (only) => axe.run({ resultTypes: ['violations'], ...(only === null ? {} : { runOnly: only }) }),
    rules === 'all' ? null : ['color-contrast'],
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
