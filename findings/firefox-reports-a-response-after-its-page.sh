#!/usr/bin/env bash
# Firefox: an extension that listens to a page's response (webRequest.onHeadersReceived) without "blocking" may be called after
# webNavigation has reported that the page was committed, parsed and completed. The events' own times are in order: only the calls
# are not. With "blocking" the page waits for the listener, and the response comes first.
#
# One would expect: the events of one navigation come in the order in which they happened. An extension that asks at onCommitted or
# onCompleted what the page's response was finds none yet, or that of the page before.
#
# Seen with Firefox 153.8.0 ESR (Debian 12), puppeteer-core 24.10.0. How often depends on the machine's load.
set -euo pipefail
for program in node npm firefox-esr; do
  command -v "$program" > /dev/null || { echo "missing: $program"; exit 2; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-fund --no-audit puppeteer-core@24.10.0
mkdir extension
cat > extension/manifest.json << 'END'
{
  "manifest_version": 3, "name": "Events", "version": "1",
  "browser_specific_settings": { "gecko": { "id": "events@example.test" } },
  "permissions": ["webRequest", "webRequestBlocking", "webNavigation", "tabs"], "host_permissions": ["<all_urls>"],
  "background": { "scripts": ["background.js"] }
}
END
cat > listen.js << 'END'
const log = [];
const note = (name) => ({ frameId, url, timeStamp }) => {
  if (frameId === 0 && url.startsWith('http://127.0.0.1')) log.push({ name, url, timeStamp });
};
browser.webRequest.onHeadersReceived.addListener(note('onHeadersReceived'), { urls: ['<all_urls>'], types: ['main_frame'] }, OPTIONS);
for (const name of ['onCommitted', 'onDOMContentLoaded', 'onCompleted']) browser.webNavigation[name].addListener(note(name));
setInterval(() => {
  if (log.length === 0) return;
  const sent = log.splice(0);
  fetch(new URL('/log', sent[0].url), { method: 'POST', body: JSON.stringify(sent) });
}, 200);
END
cat > run.mjs << 'END'
import { createServer } from 'node:http';
import { readFileSync, writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
const VISITS = 30;
const events = [];
const server = createServer((request, response) => {
  if (request.url !== '/log') {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Page</title><p>Good');
    return;
  }
  let text = '';
  request.on('data', (chunk) => { text += chunk; }).on('end', () => {
    events.push(...JSON.parse(text));
    response.end();
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const home = `http://127.0.0.1:${server.address().port}/`;
const ORDER = ['onHeadersReceived', 'onCommitted', 'onDOMContentLoaded', 'onCompleted'];
/** How many of the visits reported the page first. */
async function late(options) {
  writeFileSync('extension/background.js', readFileSync('listen.js', 'utf8').replace('OPTIONS', JSON.stringify(options)));
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: process.argv[2], headless: true });
  try {
    console.log(`${await browser.version()}, onHeadersReceived with the options ${JSON.stringify(options)}`);
    await browser.installExtension(new URL('extension', import.meta.url).pathname);
    const page = await browser.newPage();
    const orders = {};
    for (let n = 0; n < VISITS; n++) {
      const url = `${home}${options.length}/${n}`;
      await page.goto(url);
      const seen = () => events.filter((event) => event.url === url);
      for (let end = Date.now() + 10_000; seen().length < ORDER.length && Date.now() < end; ) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      // By the browser's own times the response is always first.
      const times = Object.fromEntries(seen().map(({ name, timeStamp }) => [name, timeStamp]));
      if (!(times.onHeadersReceived <= times.onCommitted)) throw new Error(`times: ${JSON.stringify(times)}`);
      const order = seen().map(({ name }) => name).join(', ');
      orders[order] = (orders[order] ?? 0) + 1;
    }
    for (const [order, visits] of Object.entries(orders)) console.log(`  ${visits} of ${VISITS}: ${order}`);
    return VISITS - (orders[ORDER.join(', ')] ?? 0);
  } finally {
    await browser.close();
  }
}
const plain = await late([]);
const blocking = await late(['blocking']);
server.close();
const asDescribed = plain > 0 && blocking === 0;
console.log(asDescribed ? 'as described' : 'changed');
process.exitCode = asDescribed ? 0 : 1;
END
node run.mjs "$(command -v firefox-esr)"
