#!/usr/bin/env node
// Visits ten misdirecting sites on real servers and writes down what each tool shows of them: Missent, Chromium's DevTools
// and NetLog, curl and openssl, and IPvFoo. docs/compare.md is written from it.
//   npm run build && node scripts/compare.mjs [SITE...]
// MISSENT_IPVFOO names a checkout of IPvFoo; without it that tool is left out. Writes artifacts/compare.json.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

// The lab and the drivers are TypeScript, which Vite reads.
const { module } = await runnerImport(path.join(root, 'scripts/compare/compare.ts'), {
  root,
  configFile: false,
  logLevel: 'warn',
});
const facts = await module.compare({
  only: process.argv.slice(2),
  print: (line) => console.log(line),
});
const file = path.join(root, 'artifacts/compare.json');
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(facts, null, 2)}\n`);
console.log(`Written: ${file}`);
