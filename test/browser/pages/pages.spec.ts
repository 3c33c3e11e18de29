import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserName } from '../../lab/site.js';
import { findBrowser } from '../drivers/index.js';
import { layoutFaults, unfoldAll } from './measure.js';
import { SCENES } from './scenes.js';
import { type PageServer, servePages } from './serve.js';
import { type Look, type Scheme, type StageBrowser, startStageBrowser } from './stage-browser.js';

/** In the page, once its source was run there. */
declare const axe: typeof import('axe-core');

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules of WCAG 2.2 A and AA and axe's own best practices that the page breaks, each with where. */
async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

let server: PageServer;
beforeAll(async () => {
  server = await servePages();
});
afterAll(() => server.close());

const STATES = [...Object.keys(SCENES), 'broken'];

/** Scenes whose words and boxes are the most in danger of being too long. */
const TIGHT = ['no-access', 'origin-sni', 'recovered', 'balancer', 'behind-proxy', 'many'];

interface Row {
  readonly kind: BrowserName;
  readonly scheme: Scheme;
  readonly states: readonly string[];
  readonly operator: readonly string[];
  readonly pseudo: readonly string[];
  readonly widths: readonly number[];
}

/** Everything once; in the dark and in the other browser what differs there. */
const TABLE: readonly Row[] = [
  {
    kind: 'chrome',
    scheme: 'light',
    states: STATES,
    operator: ['origin-sni', 'coalesced', 'balancer', 'hostile', 'many'],
    pseudo: TIGHT,
    widths: [320, 800, 1280],
  },
  { kind: 'chrome', scheme: 'dark', states: STATES, operator: ['origin-sni'], pseudo: [], widths: [1280] },
  {
    kind: 'firefox',
    scheme: 'light',
    states: STATES,
    operator: ['origin-sni'],
    pseudo: ['origin-sni', 'many'],
    widths: [320],
  },
];

describe.each(TABLE)('the popup in $kind, $scheme', ({ kind, scheme, states, operator, pseudo, widths }) => {
  const found = findBrowser(kind);
  if ('missing' in found) {
    it.skip(`skipped: ${found.missing}`);
    return;
  }
  let browser: StageBrowser;
  beforeAll(async () => {
    browser = await startStageBrowser(kind, scheme, server);
  });
  afterAll(() => browser.close());

  /** Draws, photographs, measures, and lets axe look. */
  async function inspect(scene: string, look: Look, name: string): Promise<void> {
    const { page, complaints, shoot } = await browser.show(scene, look);
    try {
      await shoot(`${name}-${scheme}`);
      const faults = await page.evaluate(layoutFaults);
      await page.evaluate(unfoldAll);
      const unfolded = await page.evaluate(layoutFaults);
      expect([...faults, ...unfolded, ...(await axeFaults(page)), ...complaints]).toEqual([]);
    } finally {
      await page.close();
    }
  }

  it.each(states)('is sound and accessible: %s', (scene) => inspect(scene, {}, scene));

  it.each(operator)('holds for operators: %s', (scene) =>
    inspect(scene, { reader: 'operator' }, `${scene}-operator`),
  );

  it.each(pseudo)('holds with words two fifths longer: %s', (scene) =>
    inspect(scene, { words: 'long', reader: 'operator' }, `${scene}-long`),
  );

  it.each(pseudo)('holds from right to left: %s', (scene) =>
    inspect(scene, { words: 'rtl', reader: 'operator' }, `${scene}-rtl`),
  );

  it.each(widths)('fills a tab of %i pixels', async (width) => {
    await inspect('origin-sni', { width, reader: 'operator' }, `tab-${width}`);
    await inspect('many', { width }, `tab-many-${width}`);
  });
});
