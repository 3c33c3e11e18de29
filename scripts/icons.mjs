#!/usr/bin/env node
// Draws public/icons/icon-*.png from the SVG sources with Chromium. Run it by hand after a source was changed.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';

const folder = fileURLToPath(new URL('../public/icons/', import.meta.url));
const SOURCES = { 16: 'missent-16.svg', 32: 'missent.svg', 48: 'missent.svg', 128: 'missent.svg' };

/** Stores want 96 pixels of picture in the 128 (Chrome Web Store, "Supplying images"); toolbars want all they can get. */
const MARGIN = { 16: 0, 32: 0, 48: 0, 128: 16 };

const browser = await puppeteer.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
for (const [size, source] of Object.entries(SOURCES)) {
  const svg = await readFile(folder + source, 'utf8');
  await page.setViewport({ width: Number(size), height: Number(size) });
  await page.setContent(`<style>body{margin:0;padding:${MARGIN[size]}px}svg{display:block}</style>${svg}`);
  const png = await page.screenshot({ omitBackground: true });
  await writeFile(`${folder}icon-${size}.png`, png);
}
await browser.close();
