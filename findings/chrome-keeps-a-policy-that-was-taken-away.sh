#!/usr/bin/env bash
# Chrome: an administrator takes the policy of an extension (`3rdparty`) away while the browser does not run. At the next start
# chrome.storage.managed still has the old values, and keeps them: Chrome stores the last policy of each extension in the
# profile, starts from that, and corrects it only when the extension's policy changes while it runs; from nothing to nothing is
# no change. chrome://policy says "Not set" of the same values at the same time. Taken away while the browser runs, they are gone
# within seconds.
#
# One would expect: storage.managed has what chrome://policy shows, at the latest some seconds after the start.
#
# Seen with Chromium 156.0 (Debian 12), puppeteer-core 24.10.0. Needs root and Linux: the policy's file lies over /etc in a mount
# namespace of its own, and nothing of the real /etc is touched.
set -euo pipefail
for program in node npm chromium unshare; do
  command -v "$program" > /dev/null || { echo "missing: $program"; exit 2; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p layer etc extension
cat > chromium-with-policy << END
#!/bin/sh
exec unshare --mount sh -c 'mount -t tmpfs tmpfs "$folder/layer" && mkdir "$folder/layer/upper" "$folder/layer/work" &&
  cp -a "$folder/etc/." "$folder/layer/upper" &&
  mount -t overlay overlay -o "lowerdir=/etc,upperdir=$folder/layer/upper,workdir=$folder/layer/work" /etc && exec "\$@"' sh "\${PROGRAM:-$(command -v chromium)}" "\$@"
END
chmod +x chromium-with-policy
PROGRAM=true ./chromium-with-policy 2> /dev/null || { echo "missing: root, or mount namespaces"; exit 2; }
npm init -y > /dev/null
npm install --silent --no-fund --no-audit puppeteer-core@24.10.0
cat > run.mjs << 'END'
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
const here = (name) => new URL(name, import.meta.url).pathname;
const folder = here('extension');
// An unpacked extension's id is made of its path.
const id = [...createHash('sha256').update(folder).digest('hex').slice(0, 32)]
  .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
writeFileSync('extension/manifest.json', JSON.stringify({
  manifest_version: 3, name: 'Managed', version: '1', permissions: ['storage'], storage: { managed_schema: 'schema.json' },
}));
writeFileSync('extension/schema.json', JSON.stringify({ type: 'object', properties: { days: { type: 'integer' } } }));
writeFileSync('extension/page.html', '<!doctype html><title>Page</title>');
const FILE = 'chromium/policies/managed/policy.json';

async function start(policy, use) {
  rmSync('etc', { recursive: true });
  mkdirSync('etc/chromium/policies/managed', { recursive: true });
  // Another policy is there in each run, so that what is read can be seen.
  writeFileSync(`etc/${FILE}`, JSON.stringify({ HomepageLocation: 'https://a.example/', ...policy }));
  const browser = await puppeteer.launch({
    executablePath: here('chromium-with-policy'),
    headless: true, pipe: true, userDataDir: here('profile'), enableExtensions: [folder], args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`chrome-extension://${id}/page.html`);
    const get = () => page.evaluate(() => chrome.storage.managed.get());
    // Chromium reads the files when its first page is idle: after 2 s, on a busy machine after a minute.
    const until = async (wanted, ms) => {
      let seen = await get();
      for (const late = Date.now() + ms; Date.now() < late && 'days' in seen !== wanted; seen = await get()) {
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      return JSON.stringify(seen);
    };
    return await use(until, browser);
  } finally {
    await browser.close();
  }
}

/** What chrome://policy says of the value. */
async function listed(browser) {
  const page = await browser.newPage();
  await page.goto('chrome://policy');
  const row = await page.waitForFunction(() => {
    const found = [];
    const walk = (node) => {
      if (node.localName === 'policy-row') found.push(node.shadowRoot.textContent.replace(/\s+/g, ' ').trim());
      for (const child of [...(node.shadowRoot?.children ?? []), ...node.children]) walk(child);
    };
    walk(document.body);
    return found.find((text) => /^days\b/.test(text));
  }, { timeout: 20_000 });
  return String(await row.jsonValue()).slice(0, 30);
}

const set = { '3rdparty': { extensions: { [id]: { days: 7 } } } };
const first = await start(set, (until, browser) => browser.version().then(async (version) => {
  console.log(version);
  return until(true, 150_000);
}));
console.log('policy set:                                     storage.managed', first);
const [kept, said] = await start({}, async (until, browser) => [await until(false, 75_000), await listed(browser)]);
console.log('taken away, browser started, 75 s later:        storage.managed', kept, '| chrome://policy', said);
const live = await start(set, async (until, browser) => {
  await until(true, 150_000);
  rmSync(`/proc/${browser.process().pid}/root/etc/${FILE}`);
  return until(false, 150_000);
});
console.log('set again, and taken away while the browser runs: storage.managed', live);
const asDescribed = first === '{"days":7}' && kept === '{"days":7}' && /not set/i.test(said) && live === '{}';
console.log(asDescribed ? 'as described' : 'changed');
process.exitCode = asDescribed ? 0 : 1;
END
node run.mjs
