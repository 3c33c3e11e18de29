#!/usr/bin/env node
// Builds, and packs missent-VERSION-chrome.zip (to load unpacked), -chrome-store.zip (for the Chrome Web Store and Edge
// Add-ons), -firefox.zip and -source.zip under artifacts/packages. The same sources give the same bytes, wherever and whenever (scripts/reproduce.mjs proves it).
//   npm run package
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setup } from './setup.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = path.join(ROOT, 'artifacts/packages');

setup([]);
// fflate is not there before setup.
const { zip } = await import('./package/zip.mjs');
const { filesBelow, sourcesIn } = await import('./package/files.mjs');
const { storeManifest } = await import('./package/store-manifest.mjs');

// Always anew: a package must not hold what an earlier build left.
const { status } = spawnSync(process.execPath, [path.join(ROOT, 'scripts/build.mjs')], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

const { name, version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const forStore = (bytes) =>
  Buffer.from(`${JSON.stringify(storeManifest(JSON.parse(bytes.toString('utf8'))), null, 2)}\n`);
const chrome = filesBelow(path.join(ROOT, 'dist/chrome'));
const contents = {
  chrome,
  'chrome-store': chrome.map(([file, bytes]) => [file, file === 'manifest.json' ? forStore(bytes) : bytes]),
  firefox: filesBelow(path.join(ROOT, 'dist/firefox')),
  source: sourcesIn(ROOT),
};
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
for (const [what, files] of Object.entries(contents)) {
  const file = `${name}-${version}-${what}.zip`;
  const bytes = zip(files);
  writeFileSync(path.join(FOLDER, file), bytes);
  const sum = createHash('sha256').update(bytes).digest('hex');
  console.log(`${sum}  ${file}  ${(bytes.length / 1000).toFixed(1)} kB, ${files.length} files`);
}
