#!/usr/bin/env node
// Measures what has to be quick or small, as medians of many alternating runs, and writes the figures as a table and
// as JSON under artifacts/bench/. Never part of a pass or fail: a busy machine gives slow figures.
//   npm run bench [-- NAME ...]     NAME: how a file of test/bench begins, e.g. page-load
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './fresh-build.mjs';
import { setup } from './setup.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folder = path.join(ROOT, 'test/bench');
const artifacts = path.join(ROOT, 'artifacts/bench');
setup(['chrome', 'firefox']);
await build();

const { runnerImport } = await import('vite');
const names = process.argv.slice(2);
const files = readdirSync(folder).filter((file) => file.endsWith('.bench.ts'));
const wanted = files.filter((file) => names.length === 0 || names.some((name) => file.startsWith(name)));
if (wanted.length === 0) {
  console.error(`No such bench. Known: ${files.map((file) => file.replace('.bench.ts', '')).join(' ')}`);
  process.exit(2);
}

const load = () => Number(os.loadavg()[0]?.toFixed(1));
const row = ({ name, median, spread, unit, aim }) => {
  const value = median.toFixed(median < 10 ? 3 : 1).padStart(10);
  const goal = aim === undefined ? '' : `  aim <= ${aim}: ${median <= aim ? 'met' : 'MISSED'}`;
  return `${name.padEnd(92)} ${value} ${unit.padEnd(3)} (${spread})${goal}`;
};

mkdirSync(artifacts, { recursive: true });
for (const file of wanted) {
  const name = file.replace('.bench.ts', '');
  const before = load();
  const { module } = await runnerImport(path.join(folder, file), {
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    define: { __TARGET__: JSON.stringify('chromium') },
  });
  const figures = await module.bench();
  // Who reads the figures must know what else the machine was doing.
  const machine = {
    cpu: os.cpus()[0]?.model.trim(),
    cores: os.cpus().length,
    load: { before, after: load() },
    node: process.version,
    date: new Date().toISOString(),
  };
  console.log(`\n${name}  (${machine.cores} cores, load ${before} before and ${machine.load.after} after)`);
  for (const figure of figures) console.log(row(figure));
  writeFileSync(path.join(artifacts, `${name}.json`), `${JSON.stringify({ machine, figures }, null, 2)}\n`);
}
