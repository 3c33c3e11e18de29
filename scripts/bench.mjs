#!/usr/bin/env node
// Times the parts that have to be quick, as medians of many runs, and writes the figures as a table and as JSON.
// Never part of a pass or fail: a busy machine gives slow figures.
//   npm run bench [-- NAME ...]     NAME: a file of test/bench
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setup } from './setup.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folder = path.join(ROOT, 'test/bench');
setup([]);

const { runnerImport } = await import('vite');
const names = process.argv.slice(2);
const files = readdirSync(folder).filter((file) => file.endsWith('.bench.ts'));
const wanted = files.filter((file) => names.length === 0 || names.some((name) => file.startsWith(name)));
const figures = [];
for (const file of wanted) {
  const { module } = await runnerImport(path.join(folder, file), {
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    define: { __TARGET__: JSON.stringify('chromium') },
  });
  figures.push(...(await module.bench()));
}
for (const { name, median, spread, unit } of figures) {
  console.log(`${name.padEnd(64)} ${median.toFixed(3).padStart(10)} ${unit}  (${spread})`);
}
mkdirSync(path.join(ROOT, 'artifacts'), { recursive: true });
writeFileSync(
  path.join(ROOT, 'artifacts/bench.json'),
  `${JSON.stringify({ node: process.version, figures }, null, 2)}\n`,
);
