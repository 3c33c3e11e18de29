#!/usr/bin/env bash
# Chromium: a file is read with file.stream().getReader({ mode: 'byob' }) in an async function, as the manuals have it: the reader is
# a local variable, and `await reader.read(view)` waits for the next bytes. Where garbage is collected while such a read is under
# way, the reader and the promise go with it: the read never settles, nothing is thrown, no error event comes, and the function stands
# still for ever. A read in the default mode of the same file goes on, and so does one in mode byob whose reader is held by a global.
#
# One would expect: that a read under way keeps its promise alive until it settles, as fetch() and Blob.arrayBuffer() do.
#
# Seen with Chromium 156.0 (Debian 12), puppeteer-core 24.10.0. The script collects garbage every 20 ms, so that it need not be waited
# for; a worker that parsed a file of 170 MB met it by itself each time.
set -euo pipefail
for program in node npm chromium; do
  command -v "$program" > /dev/null || { echo "missing: $program"; exit 2; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-fund --no-audit puppeteer-core@24.10.0
cat > run.mjs << 'END'
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { execFileSync } from 'node:child_process';
import puppeteer from 'puppeteer-core';
const size = 150e6;
writeFileSync('large.bin', Buffer.alloc(size, 'x'));
const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><input type="file">'));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await puppeteer.launch({
  executablePath: execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim(),
  headless: true, pipe: true, args: ['--no-sandbox', '--js-flags=--expose-gc'],
});

async function readIn(mode, held) {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await (await page.$('input')).uploadFile('large.bin');
  await page.evaluate((mode, held) => {
    const [file] = document.querySelector('input').files;
    globalThis.seen = { bytes: 0, ended: false };
    async function read() {
      const reader = file.stream().getReader(mode === 'byob' ? { mode } : {});
      if (held) globalThis.reader = reader;
      let buffer = new ArrayBuffer(1 << 20);
      for (;;) {
        const { done, value } = mode === 'byob' ? await reader.read(new Uint8Array(buffer)) : await reader.read();
        if (done) break;
        if (mode === 'byob') buffer = value.buffer;
        seen.bytes += value.length;
      }
      seen.ended = true;
    }
    read().catch((error) => { seen.error = String(error); });
    setInterval(() => gc(), 20);
  }, mode, held);
  // It stands still when nothing more has come for ten seconds.
  let seen = { bytes: -1 };
  for (let still = 0; still < 20 && !seen.ended; ) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const now = await page.evaluate(() => seen);
    still = now.bytes === seen.bytes ? still + 1 : 0;
    seen = now;
  }
  await page.close();
  const { bytes, ended, error } = seen;
  console.log(`mode ${mode}, reader ${held ? 'held by a global' : 'in a local variable'}: ${bytes} of ${size} bytes, ` +
    `${ended ? 'read to its end' : 'stands still'}${error ? `, ${error}` : ''}`);
  return ended;
}

try {
  console.log(await browser.version());
  const lost = await readIn('byob', false);
  const others = [await readIn('byob', true), await readIn('default', false)];
  const asDescribed = !lost && others.every(Boolean);
  console.log(asDescribed ? 'as described' : 'changed');
  process.exitCode = asDescribed ? 0 : 1;
} finally {
  await browser.close();
  server.close();
}
END
node run.mjs
