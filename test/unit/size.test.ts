import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LANGUAGES } from '../../scripts/locales.mjs';
import { assets, gzipped, scriptsOf, zipped } from '../bench/bundle.js';
import { costsOf } from '../bench/one-more.js';
import { type Scratch, scratch } from '../lab/scratch.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * kB that may not be passed without a word in docs/bench.md. A little above what is there: they stop what creeps in
 * unseen, such as a package that is drawn into the background by one import.
 */
const BUDGET = {
  background: 44.5,
  popup: 25.5,
  popupWithIncident: 89,
  certificates: 16,
  package: 540,
  // One cause or product. Half of them take less than a tenth of this.
  oneMore: { script: 4, words: 10 },
} as const;

let built: Scratch | undefined;
const dist = (): string => built?.folder ?? '';
const inPackage = (file: string): string => readFileSync(path.join(dist(), file), 'utf8');
const BACKGROUND = 'background.js';
const POPUP = 'src/pages/popup/index.html';

beforeAll(async () => {
  built = await scratch('size');
  // As it ships: the tests' own NODE_ENV would build another JSX.
  const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--logLevel', 'error', '--outDir', built.folder];
  await promisify(execFile)(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', TARGET: 'chrome' },
  });
}, 120_000);

afterAll(() => built?.remove());

it('the background is one file, for Chrome misses what a new one would hear until its last file is there', () => {
  const manifest: unknown = JSON.parse(readFileSync(path.join(dist(), 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({ background: { service_worker: BACKGROUND, type: 'module' } });
  expect(scriptsOf(dist(), BACKGROUND)).toEqual([BACKGROUND]);
});

it('the background stays small, for a stopped one loads at every 421 and every page', () => {
  expect(gzipped(dist(), [BACKGROUND])).toBeLessThan(BUDGET.background);
});

it('a popup that has nothing to show loads neither rules nor products', () => {
  expect(gzipped(dist(), scriptsOf(dist(), POPUP))).toBeLessThan(BUDGET.popup);
});

it('the popup names the scripts of an incident, so that they are read before its own have run', () => {
  const there = scriptsOf(dist(), POPUP);
  const needed = scriptsOf(dist(), ...assets(dist(), 'cases')).filter((file) => !there.includes(file));
  const [, list = ''] = /<template>(.*)<\/template>/s.exec(inPackage(POPUP)) ?? [];
  const named = [...list.matchAll(/rel="modulepreload"[^>]* href="\/([^"]+)"/g)].map(([, file]) => file);
  expect(named.toSorted()).toEqual(needed.toSorted());
  expect(named).not.toEqual([]);
});

it('a popup with an incident stays within its budget', () => {
  const cases = assets(dist(), 'cases');
  expect(cases).toHaveLength(1);
  expect(gzipped(dist(), scriptsOf(dist(), POPUP, ...cases))).toBeLessThan(BUDGET.popupWithIncident);
});

it('the reader of certificates, with its library, is loaded only where there is one to read', () => {
  const cases = assets(dist(), 'cases');
  const loaded = scriptsOf(dist(), POPUP, ...cases);
  const readers = assets(dist(), 'read').filter((file) => !loaded.includes(file));
  expect(readers).not.toEqual([]);
  const more = readers.flatMap((file) => scriptsOf(dist(), file)).filter((file) => !loaded.includes(file));
  expect(gzipped(dist(), [...new Set(more)])).toBeLessThan(BUDGET.certificates);
});

it('what the browser and the background say, and pages without their texts, is where the browser looks for it', () => {
  const inLocales = new Set(Object.keys(JSON.parse(inPackage('_locales/en/messages.json'))));
  const manifest = inPackage('manifest.json');
  const background = inPackage(BACKGROUND);
  const said = [
    ...[...manifest.matchAll(/__MSG_(\w+)__/g)].map(([, key]) => key ?? ''),
    ...inPackage('words/keys.txt')
      .split('\n')
      .filter((key) => background.includes(`\`${key}\``)),
    // For pages that could not load theirs.
    'words_unreadable',
  ];
  expect(said.filter((key) => !inLocales.has(key))).toEqual([]);
  expect(said.length).toBeGreaterThan(0);
});

it.each(LANGUAGES)('%s is in the package, line by line with the keys', (language) => {
  const keys = inPackage('words/keys.txt').split('\n');
  const file = path.join(ROOT, 'public/_locales', language, 'messages.json');
  const written: Record<string, { message: string }> = JSON.parse(readFileSync(file, 'utf8'));
  expect(inPackage(`words/${written.ui_language?.message}.txt`).split('\n')).toEqual(
    keys.map((key) => written[key]?.message ?? ''),
  );
});

it('the package stays within its budget', () => {
  expect(zipped(dist())).toBeLessThan(BUDGET.package);
});

it.each(['causes', 'products'])('one more of %s has a budget too', async (room) => {
  const costs = await costsOf(path.join(ROOT, 'src/diagnosis', room), LANGUAGES);
  const over = costs.filter(
    ({ script, words }) => script > BUDGET.oneMore.script || words > BUDGET.oneMore.words,
  );
  expect(over).toEqual([]);
});

it('the package holds its own licence, and those of the packages in it', () => {
  expect(readFileSync(path.join(dist(), 'LICENSE'), 'utf8')).toBe(
    readFileSync(path.join(ROOT, 'LICENSE'), 'utf8'),
  );
  expect(readFileSync(path.join(dist(), 'licenses.md'), 'utf8')).toContain('preact');
});
