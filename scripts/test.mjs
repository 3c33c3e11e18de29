#!/usr/bin/env node
// All tests, unit and both browsers, in one Vitest run; arguments go to Vitest.
//   npm test [-- --project unit] [-- test/browser/badge.spec.ts]
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './fresh-build.mjs';
import { setup } from './setup.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
const unitOnly = args.some(
  (arg, index) => arg === '--project=unit' || (arg === 'unit' && args[index - 1] === '--project'),
);

// What cannot be installed is named, and the tests that need it say that they were skipped.
setup(unitOnly ? [] : undefined);
if (!unitOnly) await build();
const { status } = spawnSync(
  process.execPath,
  [path.join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', ...args],
  { cwd: ROOT, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
