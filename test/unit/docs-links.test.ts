import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import pkg from '../../package.json' with { type: 'json' };

const ROOT = new URL('../../', import.meta.url);
const named = (folder: string): string[] =>
  readdirSync(new URL(folder, ROOT))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}${name}`);
const DOCUMENTS = [...named('./'), ...named('./docs/'), ...named('./docs/store/')];

/** Headings as GitHub makes anchors of them, and those set by hand. */
const anchorsOf = (text: string): string[] => [
  ...[...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  ),
  ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id),
];

const read = (url: URL): string => readFileSync(url, 'utf8');

describe.each(DOCUMENTS)('%s', (document) => {
  const url = new URL(document, ROOT);
  const text = read(url);

  it('links to and shows only what is there', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g)].map(
      ([, link, image]) => link ?? image ?? '',
    );
    const broken = links.filter((link) => {
      if (/^[a-z]+:/.test(link)) return false;
      const target = new URL(link, url);
      const anchor = decodeURIComponent(target.hash.slice(1));
      target.hash = '';
      if (!existsSync(fileURLToPath(target))) return true;
      return anchor !== '' && !anchorsOf(read(target)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('names only commands, scripts and files of the project that there are', () => {
    const scripts = [...text.matchAll(/npm run ([\w-]+)/g)].map(([, name = '']) => name);
    expect(scripts.filter((name) => !Object.hasOwn(pkg.scripts, name))).toEqual([]);
    const files = [...text.matchAll(/\b((?:src|test|scripts|docs)\/[\w./-]+\.(?:tsx?|mjs|json|md))\b/g)];
    expect(files.map(([, name = '']) => name).filter((name) => !existsSync(new URL(name, ROOT)))).toEqual([]);
  });
});

it('the stores take the summaries: the listing’s, and in each language the manifest’s', () => {
  const listing = read(new URL('docs/store/listing.md', ROOT));
  const summary = /^## Summary[^\n]*\n\n(.+)$/m.exec(listing)?.[1] ?? '';
  const locales = readdirSync(new URL('public/_locales/', ROOT));
  const descriptions = locales.map((locale) => {
    const messages: unknown = JSON.parse(read(new URL(`public/_locales/${locale}/messages.json`, ROOT)));
    return JSON.stringify(messages).match(/"ext_description":\{"message":"([^"]+)"/)?.[1] ?? '';
  });
  // Chrome Web Store: at most 132 characters.
  for (const text of [summary, ...descriptions]) {
    expect(text.length).toBeGreaterThan(20);
    expect(text.length, text).toBeLessThanOrEqual(132);
  }
});

it('docs/architecture.md names files of src that there are', () => {
  const page = read(new URL('docs/architecture.md', ROOT));
  const files = [...page.matchAll(/`((?:[a-z-]+\/)+[\w-]+\.tsx?)`/g)].map(([, name = '']) => name);
  expect(files.length).toBeGreaterThan(12);
  const missing = files.filter(
    (name) => !existsSync(new URL(`src/${name}`, ROOT)) && !existsSync(new URL(name, ROOT)),
  );
  expect(missing).toEqual([]);
});
