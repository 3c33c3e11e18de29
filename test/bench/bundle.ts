// What the built extension makes a browser load, from the files themselves.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';

/** Static imports of built code; a dynamic one has a parenthesis. */
const STATIC_IMPORT = /(?:\bimport|\bfrom)\s*["']([^"']+\.js)["']/g;
const PAGE_SCRIPT = /<script[^>]+src="([^"]+\.js)"/g;

const inside = (from: string, named: string): string =>
  named.startsWith('/') ? named.slice(1) : path.join(path.dirname(from), named);

/** A page or script of the built extension, and all scripts that it loads before it runs; paths within `dist`. */
export function scriptsOf(dist: string, ...entries: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    const page = file.endsWith('.html');
    if (!page) found.add(file);
    const text = readFileSync(path.join(dist, file), 'utf8');
    for (const [, named = ''] of text.matchAll(page ? PAGE_SCRIPT : STATIC_IMPORT))
      visit(inside(file, named));
  };
  for (const entry of entries) visit(entry);
  return [...found];
}

/** The built files whose name begins so; chunks carry a hash after it. */
export const assets = (dist: string, name: string): string[] =>
  readdirSync(path.join(dist, 'assets'))
    .filter((file) => file.startsWith(`${name}-`) && file.endsWith('.js'))
    .map((file) => `assets/${file}`);

/** kB (1,000 bytes) of the files after gzip, each by itself, as their transfer or a package would have them. */
export const gzipped = (dist: string, files: readonly string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length, 0) /
  1000;

/** kB that the files below a folder take in a zip: deflated, with what a zip says of each (APPNOTE.TXT 4.3.7, 4.3.12). */
export function zipped(dist: string, folder = ''): number {
  const sizes = readdirSync(path.join(dist, folder)).map((name): number => {
    const file = path.join(folder, name);
    if (statSync(path.join(dist, file)).isDirectory()) return zipped(dist, file);
    const bytes = readFileSync(path.join(dist, file));
    return (Math.min(bytes.length, deflateRawSync(bytes, { level: 9 }).length) + 76 + 2 * file.length) / 1000;
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}
