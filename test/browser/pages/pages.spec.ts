import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserName } from '../../lab/site.js';
import { findBrowser } from '../drivers/index.js';
import { layoutFaults, unfoldAll } from './measure.js';
import { SCENES } from './scenes.js';
import { type PageServer, servePages } from './serve.js';
import { type Look, type StageBrowser, startStageBrowser } from './stage-browser.js';

/** In the page, once its source was run there. */
declare const axe: typeof import('axe-core');

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Rules of WCAG 2.2 A and AA and axe's own best practices that the page breaks, each with where. `contrast` looks at
 * colours alone, which is all that differs between the themes.
 */
async function axeFaults(page: Page, rules: 'all' | 'contrast'): Promise<string[]> {
  if (rules === 'all') await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    (only) => axe.run({ resultTypes: ['violations'], ...(only === null ? {} : { runOnly: only }) }),
    rules === 'all' ? null : ['color-contrast'],
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

let server: PageServer;
beforeAll(async () => {
  server = await servePages();
});
afterAll(() => server.close());

const STATES = [...Object.keys(SCENES), 'broken'];

/** Faults that a failing test prints: one shift of the layout can make thousands. */
const MOST_FAULTS = 12;

/** Inside a list are the same incidents that other scenes show alone: it is unfolded once, and forty hosts never. */
const staysFolded = (scene: string, look: Look): boolean =>
  scene === 'forty-hosts' || (scene === 'many' && Object.keys(look).length > 0);

/** Scenes whose words and boxes are the most in danger of being too long. */
const TIGHT = ['no-access', 'origin-sni', 'recovered', 'balancer', 'behind-proxy', 'many', 'checks-odds'];

/** Firefox lays out by rules of its own: every state is drawn there, and the tightest are made tighter. */
const TABLE: readonly {
  readonly kind: BrowserName;
  readonly operator: readonly string[];
  readonly pseudo: readonly string[];
  readonly widths: readonly number[];
}[] = [
  {
    kind: 'chrome',
    operator: ['origin-sni', 'coalesced', 'balancer', 'hostile', 'many'],
    pseudo: TIGHT,
    widths: [320, 800, 1280],
  },
  { kind: 'firefox', operator: ['origin-sni'], pseudo: ['origin-sni', 'many'], widths: [320] },
];

describe.each(TABLE)('the popup in $kind', ({ kind, operator, pseudo, widths }) => {
  const found = findBrowser(kind);
  if ('missing' in found) {
    it.skip(`skipped: ${found.missing}`);
    return;
  }
  let browser: StageBrowser;
  beforeAll(async () => {
    browser = await startStageBrowser(kind, server);
  });
  afterAll(() => browser.close());

  /** Draws, photographs in both themes, measures folded and unfolded, and lets axe look. */
  async function inspect(scene: string, look: Look, name: string): Promise<void> {
    const { page, complaints, shoot, dress } = await browser.show(scene, look);
    const faults: string[] = [];
    if (kind === 'chrome') {
      await dress('dark');
      await shoot(`${name}-dark`);
      await dress('light');
    }
    await shoot(`${name}-light`);
    faults.push(...(await page.evaluate(layoutFaults)));
    if (!staysFolded(scene, look)) {
      await page.evaluate(unfoldAll);
      faults.push(...(await page.evaluate(layoutFaults)));
      const [panel] = /^(?:checks|retry)(?=-)/.exec(scene) ?? [];
      if (panel !== undefined) await shoot(`${name}-open`, `.${panel}`);
    }
    faults.push(...(await axeFaults(page, 'all')));
    if (kind === 'chrome') {
      await dress('dark');
      faults.push(...(await axeFaults(page, 'contrast')));
    }
    expect([...faults, ...complaints].slice(0, MOST_FAULTS)).toEqual([]);
  }

  it.each(STATES)('is sound and accessible: %s', (scene) => inspect(scene, {}, scene));

  it.each(operator)('holds for operators: %s', (scene) =>
    inspect(scene, { reader: 'operator' }, `${scene}-operator`),
  );

  it('holds as Firefox draws its own ways to a new connection', () =>
    inspect('retry-same', { here: 'firefox' }, 'retry-firefox'));

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
