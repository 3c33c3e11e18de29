#!/usr/bin/env node
// Lets Mozilla's linter (what `web-ext lint` runs) look at the Firefox package. Passes if it finds no error, and if
// docs/review.md explains the code of each warning and notice it finds, and no other.
//   npm run package && node scripts/lint-package.mjs
// Exit codes: 0 sound, 1 not sound, 3 the linter could not be installed (no network).
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const HOME = path.join(ROOT, 'scripts/lint-package');
const PACKAGES = path.join(ROOT, 'artifacts/packages');

const file = existsSync(PACKAGES) && readdirSync(PACKAGES).find((name) => name.endsWith('-firefox.zip'));
if (!file) {
  console.error('There is no package for Firefox yet: npm run package');
  process.exit(2);
}

const linter = path.join(HOME, 'node_modules/addons-linter/bin/addons-linter');
if (!existsSync(linter)) {
  console.log('Installing addons-linter (npm ci) ...');
  const { status } = spawnSync('npm', ['ci', '--prefer-offline', '--no-fund', '--no-audit'], {
    cwd: HOME,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(3);
}

const { stdout, stderr } = spawnSync(
  process.execPath,
  [linter, '--output', 'json', path.join(PACKAGES, file)],
  { encoding: 'utf8', maxBuffer: 2 ** 26 },
);
let found;
try {
  found = JSON.parse(stdout);
} catch {
  console.error(`The linter did not answer as expected:\n${stdout}\n${stderr}`);
  process.exit(1);
}
const remarks = [...found.warnings, ...found.notices];
for (const { _type, code, message, file: place, line } of [...found.errors, ...remarks])
  console.log(`${_type} ${code}: ${message} (${place ?? file}${line === undefined ? '' : `:${line}`})`);

const review = readFileSync(path.join(ROOT, 'docs/review.md'), 'utf8');
const explained = new Set([...review.matchAll(/^### `([A-Z_]+)`/gm)].map(([, code]) => code));
const codes = new Set(remarks.map(({ code }) => code));
const unexplained = [...codes].filter((code) => !explained.has(code));
const outdated = [...explained].filter((code) => !codes.has(code));
for (const code of unexplained) console.error(`docs/review.md does not explain ${code}`);
for (const code of outdated) console.error(`docs/review.md explains ${code}, which is not found any more`);
console.log(
  `${found.errors.length} errors, ${found.warnings.length} warnings, ${found.notices.length} notices`,
);
process.exitCode = found.errors.length + unexplained.length + outdated.length > 0 ? 1 : 0;
