#!/usr/bin/env node
// Draws public/icons/icon-*.png and the logo for Edge Add-ons (docs/store/edge-logo.png) from the SVG sources with
// Chromium. Run it by hand after a source was changed.
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
/** A picture of so many pixels a side, with the source within so many of margin. */
async function draw(source, size, margin, file) {
  const svg = await readFile(folder + source, 'utf8');
  await page.setViewport({ width: size, height: size });
  await page.setContent(
    `<style>body{margin:0;padding:${margin}px}svg{display:block;width:100%;height:auto}</style>${svg}`,
  );
  await writeFile(file, await page.screenshot({ omitBackground: true }));
}
for (const [size, source] of Object.entries(SOURCES)) {
  await draw(source, Number(size), MARGIN[size], `${folder}icon-${size}.png`);
}
// Of the size that Partner Center recommends; see docs/store/edge.md.
await draw('missent.svg', 300, 0, fileURLToPath(new URL('../docs/store/edge-logo.png', import.meta.url)));
await browser.close();
