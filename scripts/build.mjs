#!/usr/bin/env node
// Builds dist/chrome and dist/firefox. `--watch` builds again at each change; `--only chrome` builds one.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { writeLocales } from './locales.mjs';

const vite = path.join(
  path.dirname(createRequire(import.meta.url).resolve('vite/package.json')),
  'bin/vite.js',
);
const args = process.argv.slice(2);
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
const watch = args.includes('--watch');

const build = (target) =>
  new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [vite, 'build', ...(watch ? ['--watch'] : ['--logLevel', 'warn'])],
      {
        stdio: 'inherit',
        env: { ...process.env, TARGET: target },
      },
    );
    child.once('exit', (code) => resolve(code ?? 1));
  });

writeLocales();
const codes = await Promise.all(
  ['chrome', 'firefox'].filter((target) => !only || only === target).map(build),
);
process.exitCode = Math.max(...codes);
