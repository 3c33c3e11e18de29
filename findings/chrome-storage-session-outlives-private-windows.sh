#!/usr/bin/env bash
# Chrome: an extension with `"incognito": "split"` runs twice, once for normal and once for private windows. IndexedDB and
# localStorage of the private one are its own, stay in memory, and are gone with the last private window.
# chrome.storage.session, which is in memory as well, is not: both processes read and write the same one, each hears the
# other's changes, and what the private process wrote is still there after the last private window was closed, readable in
# a normal window, until the browser ends.
#
# One would expect: storage.session of a split extension is kept apart like its other storage, and ends with the private
# session. (That storage.local and storage.sync are shared is documented.)
#
# Seen with Chromium 156.0 (Debian 12), puppeteer-core 24.10.0.
set -euo pipefail
for program in node npm chromium; do
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
  "manifest_version": 3, "name": "Split", "version": "1", "incognito": "split",
  "permissions": ["storage"], "background": { "service_worker": "worker.js" }
}
END
echo '' > extension/worker.js
echo '<!doctype html><title>Page</title>' > extension/page.html
cat > run.mjs << 'END'
import puppeteer from 'puppeteer-core';
const folder = new URL('extension', import.meta.url).pathname;
const browser = await puppeteer.launch({
  executablePath: process.argv[2], headless: true, pipe: true, enableExtensions: [folder],
  args: process.getuid() === 0 ? ['--no-sandbox'] : [],
});
try {
  console.log(await browser.version());
  const session = await browser.target().createCDPSession();
  const { id } = await session.send('Extensions.loadUnpacked', { path: folder, enableInIncognito: true });
  const address = `chrome-extension://${id}/page.html`;
  const normal = await browser.newPage();
  await normal.goto(address);
  const opened = browser.waitForTarget((target) => target.url() === `${address}?private`);
  await normal.evaluate((url) => chrome.windows.create({ url, incognito: true }).then(() => {}), `${address}?private`);
  const secret = await (await opened).asPage();
  await secret.evaluate(async () => {
    localStorage.setItem('private', 'yes');
    await chrome.storage.session.set({ private: 'yes' });
  });
  const closed = new Promise((resolve) => browser.on('targetdestroyed', (target) => {
    if (target.url() === `${address}?private`) resolve();
  }));
  await secret.close();
  await closed;
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const seen = await normal.evaluate(async () => ({
    privateWindows: (await chrome.windows.getAll()).filter(({ incognito }) => incognito).length,
    localStorage: { ...localStorage },
    storageSession: await chrome.storage.session.get(null),
  }));
  console.log('in a normal window, after the last private one was closed:', JSON.stringify(seen));
  const asDescribed = seen.storageSession.private === 'yes' && seen.localStorage.private === undefined;
  console.log(asDescribed ? 'as described' : 'changed');
  process.exitCode = asDescribed ? 0 : 1;
} finally {
  await browser.close();
}
END
node run.mjs "$(command -v chromium)"
