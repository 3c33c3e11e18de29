import puppeteer from 'puppeteer-core';
import { findBrowser } from '../browser/drivers/index.js';
import { servePages } from '../browser/pages/serve.js';
import { type Figure, figureOf } from './figure.js';

const RUNS = 15;
/** The stage's forty hosts with twelve 421s each stand for a page with about 500. */
const SCENES = {
  'nothing here': 'nothing',
  'one host': 'origin-sni',
  '480 answers of 40 hosts': 'forty-hosts',
};

/** From the start of the page's load to data-state="ready", and how long its frames take while it scrolls. Chromium. */
export async function bench(): Promise<Figure[]> {
  const found = findBrowser('chrome');
  if ('missing' in found) {
    console.warn(`SKIPPED: popup: ${found.missing}`);
    return [];
  }
  const server = await servePages();
  const browser = await puppeteer.launch({
    executablePath: found.path,
    headless: true,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 400, height: 600 });
    const figures: Figure[] = [];
    for (const [name, scene] of Object.entries(SCENES)) {
      const ready: number[] = [];
      const frames: number[] = [];
      for (let run = 0; run <= RUNS; run++) {
        await page.goto(server.url('popup', { scene }));
        await page.waitForSelector('[data-state="ready"]');
        const measured = await page.evaluate(readyAndFrames);
        // The first one fills the browser's caches.
        if (run === 0) continue;
        ready.push(measured.ready);
        frames.push(...measured.frames);
      }
      figures.push(figureOf(`popup ready: ${name}`, ready, 'ms'));
      if (frames.length > 0) figures.push(figureOf(`popup, a frame while scrolling: ${name}`, frames, 'ms'));
    }
    return figures;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Runs in the page. */
async function readyAndFrames(): Promise<{ ready: number; frames: number[] }> {
  // First contentful paint: what the reader waits for; the page is marked ready in the same turn.
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  const frames: number[] = [];
  const room = document.documentElement.scrollHeight - innerHeight;
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  let last = await nextFrame();
  for (let step = 1; room > 0 && step <= 60; step++) {
    scrollTo(0, (room * step) / 60);
    const now = await nextFrame();
    frames.push(now - last);
    last = now;
  }
  return { ready: paint?.startTime ?? performance.now(), frames };
}
