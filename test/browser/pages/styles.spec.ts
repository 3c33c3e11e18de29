import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { PAGE_FILES } from '../../../vite.config.js';
import { unfoldAll } from './measure.js';
import { openedIn, servedPages } from './of-pages.js';
import { openStage } from './stage-page.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const SHIPPED = path.join(root, 'dist/chrome');

/** The style sheets of all parts of the face, as they are written. */
async function sources(): Promise<string[]> {
  const files = await readdir(path.join(root, 'src'), { recursive: true });
  const styles = files.filter((file) => file.endsWith('.css')).sort();
  return Promise.all(styles.map((file) => readFile(path.join(root, 'src', file), 'utf8')));
}

/**
 * What differs when the same style sheets stand in the opposite order, one line a kind of element. Runs in the page, which
 * gives the thousands of properties of an element at once as text.
 */
function disorder(sheets: readonly string[]): string[] {
  const wear = (texts: readonly string[]): void => {
    for (const old of document.querySelectorAll('link[rel="stylesheet"], style')) old.remove();
    for (const text of texts) {
      document.head.append(Object.assign(document.createElement('style'), { textContent: text }));
    }
  };
  const elements = [...document.querySelectorAll('body *')];
  const drawn = (): string[] =>
    elements.flatMap((element) =>
      [null, '::before', '::after'].map((part) => getComputedStyle(element, part).cssText),
    );
  wear(sheets);
  const one = drawn();
  wear(sheets.toReversed());
  const other = drawn();
  const faults = one.flatMap((before, index) => {
    if (before === other[index]) return [];
    const element = elements[Math.floor(index / 3)];
    const after = new Set(other[index]?.split('; '));
    const differing = before.split('; ').filter((property) => !after.has(property));
    return [`<${element?.localName} class="${element?.getAttribute('class')}">: ${differing.join('; ')}`];
  });
  return [...new Set(faults)];
}

/** The style sheets that a page of a built extension loads at once. */
async function linked(folder: string, file: string): Promise<string[]> {
  const html = await readFile(path.join(folder, file), 'utf8');
  const names = [...html.matchAll(/rel="stylesheet"[^>]*href="([^"]+)"/g)].map(([, href = '']) => href);
  return (await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))).sort();
}

/** All style sheets of a built extension, those that come later too. */
async function worn(folder: string): Promise<string[]> {
  const names = (await readdir(path.join(folder, 'assets'))).filter((name) => name.endsWith('.css'));
  return (await Promise.all(names.map((name) => readFile(path.join(folder, 'assets', name), 'utf8')))).sort();
}

describe('the style sheets', () => {
  const server = servedPages();

  it.each(PAGE_FILES)('are on the stage the ones that ship: %s', async (file) => {
    const shipped = await linked(SHIPPED, file);
    expect(shipped).not.toEqual([]);
    expect(await linked(server().folder, file)).toEqual(shipped);
    expect(await worn(server().folder)).toEqual(await worn(SHIPPED));
  });

  describe('draw the same in any order', () => {
    const door = openedIn('chrome', () => openStage('chrome', 'pages', 'window'));

    async function at(url: string, width: number): Promise<Page> {
      const stage = await door().page();
      await stage.size({ width, height: 600 });
      // With the reduced motion that comes with it: nothing is on its way.
      await stage.dress('light');
      await stage.visit(url);
      await stage.page.waitForSelector('[data-state="ready"]');
      return stage.page;
    }

    it.each(['many', 'origin-sni', 'coalesced', 'checks-proved', 'retry-before', 'no-access', 'unwatched'])(
      'in the popup: %s',
      async (scene) => {
        const page = await at(server().url('popup', { scene }), 400);
        await page.evaluate(unfoldAll);
        expect(await page.evaluate(disorder, await sources())).toEqual([]);
      },
    );

    it.each(['history', 'options', 'learn', 'welcome', 'panel'] as const)('in %s', async (name) => {
      await at(server().url('seed', { scene: 'few' }), 1000);
      const page = await at(server().url(name), 1000);
      await page.evaluate(unfoldAll);
      expect(await page.evaluate(disorder, await sources())).toEqual([]);
    });
  });
});
