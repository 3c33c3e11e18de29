#!/usr/bin/env node
// Draws docs/images (for the README) and docs/store (for the stores' listings) from the pages, built as they ship, with sample data.
// Needs Chromium; run it by hand after the face was changed: node scripts/shots.mjs
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
// The pages' stage is TypeScript, which Vite reads.
const { module } = await runnerImport(path.join(root, 'scripts/shots/draw.ts'), {
  root,
  configFile: false,
  logLevel: 'warn',
});
await module.draw(path.join(root, 'docs'));
