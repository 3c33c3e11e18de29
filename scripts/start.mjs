#!/usr/bin/env node
// A real browser with Missent and a lab of sites that misdirect.
//   npm start [-- --browser firefox] [-- --headless]
// With a display it opens a start page and stays until the window is closed. Without one, or with --headless, it visits
// every site itself, prints what the popup says, and exits 0 only if every site was diagnosed as labelled.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './fresh-build.mjs';
import { setup } from './setup.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const { values } = parseArgs({
  options: {
    browser: { type: 'string', default: 'chrome' },
    headless: { type: 'boolean', default: false },
  },
});
const browser = values.browser === 'chromium' ? 'chrome' : values.browser;
if (browser !== 'chrome' && browser !== 'firefox') {
  console.error(`--browser takes chrome or firefox, not "${values.browser}"`);
  process.exit(2);
}
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
if (!hasDisplay && !values.headless) console.log('No display: visiting the sites without a window.');

const missing = setup([browser]);
if (missing.length > 0) {
  console.error(`Cannot start without ${missing.join(' and ')}.`);
  process.exit(1);
}
await build(browser);

// The lab and the drivers are TypeScript, which Vite reads; nothing of it is there before setup.
const { runnerImport } = await import('vite');
const { module } = await runnerImport(path.join(ROOT, 'test/browser/start.ts'), {
  root: ROOT,
  configFile: false,
  logLevel: 'warn',
});
const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => interrupt.abort());
process.exitCode = await module.start({
  browser,
  headless: values.headless || !hasDisplay,
  folder: path.join(ROOT, 'artifacts/start'),
  print: (line) => console.log(line),
  signal: interrupt.signal,
});
