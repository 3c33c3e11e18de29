import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SAMPLE = 10;

const PAGE = `<!doctype html><title>bench</title><input type="file"><script type="module" src="./page.js"></script>`;
const SCRIPT = `
document.querySelector('input').addEventListener('change', ({ target }) => {
  const worker = new Worker(new URL('${path.join(ROOT, 'src/netlog/worker.ts')}', import.meta.url), { type: 'module' });
  const begun = performance.now();
  window.notices = 0;
  worker.onmessage = ({ data }) => {
    if (data.type === 'progress') {
      window.notices++;
      if (window.cancelAt !== undefined && data.bytes / data.total > window.cancelAt) {
        window.cancelAt = undefined;
        window.cancelled = performance.now();
        worker.postMessage({ type: 'cancel' });
      }
      return;
    }
    window.outcome = {
      type: data.type,
      ms: Math.round(performance.now() - begun),
      sinceCancel: window.cancelled === undefined ? undefined : Math.round(performance.now() - window.cancelled),
      hidden: data.result?.reading?.summary.hidden,
      notices: window.notices,
    };
    worker.terminate();
  };
  worker.postMessage({ type: 'read', file: target.files[0] });
});`;

/** Resident memory of a process in bytes; Linux only. */
async function resident(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

async function renderers(browser) {
  const session = await browser.target().createCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/** The reader in a Web Worker of a real Chromium: time, peak memory of the page over its idle state, answer to a cancel. */
export async function measureInBrowser(file, folder) {
  await writeFile(path.join(folder, 'index.html'), PAGE);
  await writeFile(path.join(folder, 'page.js'), SCRIPT);
  const outDir = path.join(folder, 'page-built');
  await build({
    root: folder,
    base: './',
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true },
  });
  const server = createServer(async (request, response) => {
    const name = request.url === '/' ? 'index.html' : request.url.slice(1);
    try {
      const body = await readFile(path.join(outDir, name));
      response
        .writeHead(200, { 'content-type': name.endsWith('.js') ? 'text/javascript' : 'text/html' })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    headless: true,
    pipe: true,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    protocolTimeout: 180_000,
  });
  try {
    const run = async (cancelAt) => {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${server.address().port}/`);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      // All of them: which one the page got, nobody says.
      const pids = await renderers(browser);
      const sum = async () => (await Promise.all(pids.map(resident))).reduce((a, b) => a + b, 0);
      const idle = await sum();
      let peak = idle;
      if (cancelAt !== undefined)
        await page.evaluate((at) => {
          window.cancelAt = at;
        }, cancelAt);
      await (await page.$('input')).uploadFile(file);
      let outcome;
      while (outcome === undefined) {
        for (let turn = 0; turn < 20; turn++) {
          peak = Math.max(peak, await sum());
          await new Promise((resolve) => setTimeout(resolve, SAMPLE));
        }
        outcome = await page.evaluate(() => window.outcome);
      }
      await page.close();
      return { ...outcome, peakOverIdle: Math.round((peak - idle) / 1e6) };
    };
    return { whole: await run(undefined), cancelled: await run(0.3) };
  } finally {
    await browser.close();
    server.close();
  }
}
