// Builds when the build is older than what it is made of.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = [
  'src',
  'public/icons',
  'manifest.json',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
  'scripts/build',
  'scripts/build.mjs',
  'scripts/locales.mjs',
];

/** Time of the latest change below a path, ms; folders count, so that a file taken away is a change. */
function latest(file) {
  const { mtimeMs, isDirectory } = statOf(file);
  if (!isDirectory) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(file).map((name) => latest(path.join(file, name))));
}

const statOf = (file) => {
  const stat = statSync(file);
  return { mtimeMs: stat.mtimeMs, isDirectory: stat.isDirectory() };
};

const builtAt = (browser) =>
  statSync(path.join(ROOT, 'dist', browser, 'manifest.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Builds dist/chrome and dist/firefox, or the one that is named, unless they are newer than their sources. */
export async function build(only) {
  const changed = Math.max(...SOURCES.map((source) => latest(path.join(ROOT, source))));
  const wanted = only === undefined ? ['chrome', 'firefox'] : [only];
  if (wanted.every((browser) => builtAt(browser) > changed)) return;
  const { status } = spawnSync(
    process.execPath,
    [path.join(ROOT, 'scripts/build.mjs'), ...(only === undefined ? [] : ['--only', only])],
    { stdio: 'inherit' },
  );
  if (status !== 0) process.exit(status ?? 1);
}
