#!/usr/bin/env node
// Writes docs/causes.md and docs/products.md from the code and the English messages: node scripts/docs.mjs
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { writeLocales } from './locales.mjs';

writeLocales();
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
// Only to load TypeScript; nothing is served.
const server = await createServer({
  root,
  configFile: false,
  appType: 'custom',
  logLevel: 'warn',
  server: { middlewareMode: true, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true, include: [] },
});
try {
  const { PAGES } = await server.ssrLoadModule('/scripts/docs/pages.ts');
  for (const page of PAGES) {
    writeFileSync(path.join(root, page.path), page.text());
    console.log(page.path);
  }
} finally {
  await server.close();
}
