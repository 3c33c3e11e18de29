#!/usr/bin/env bash
# Chrome: an administrator's policy for an extension (`3rdparty`) is held against the extension's managed_schema. A value that
# does not fit in type is dropped as a whole: a text where a whole number should be, a list with one entry of another type, an
# object with one wrong property deep inside. A name that the schema lacks goes the same way. Nothing says so:
# chrome.storage.managed has no such value, and chrome://policy, which names such errors of Chrome's own policies, lists the
# value as "Not set", without a warning. The values beside it are in force.
#
# One would expect: an error at that value in chrome://policy, as for a policy of the browser's own, which the script sets as
# well: HomepageLocation with a number there is shown with an error.
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
mkdir -p layer etc/chromium/policies/managed extension
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
cat > extension/schema.json << 'END'
{
  "type": "object",
  "properties": {
    "good": { "type": "integer" },
    "text-for-number": { "type": "integer" },
    "mixed-list": { "type": "array", "items": { "type": "string" } },
    "deep": {
      "type": "array",
      "items": { "type": "object", "properties": { "name": { "type": "string" } } }
    }
  }
}
END
cat > run.mjs << 'END'
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
const folder = new URL('extension', import.meta.url).pathname;
// An unpacked extension's id is made of its path.
const id = [...createHash('sha256').update(folder).digest('hex').slice(0, 32)]
  .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
writeFileSync('extension/manifest.json', JSON.stringify({
  manifest_version: 3, name: 'Managed', version: '1', permissions: ['storage'], storage: { managed_schema: 'schema.json' },
}));
writeFileSync('extension/page.html', '<!doctype html><title>Page</title>');
const values = {
  good: 7,
  'text-for-number': '30',
  'mixed-list': ['a', 5, 'b'],
  deep: [{ name: 'a' }, { name: 5 }],
  'not-in-the-schema': 1,
};
writeFileSync('etc/chromium/policies/managed/policy.json', JSON.stringify({
  HomepageLocation: 5, '3rdparty': { extensions: { [id]: values } },
}));
const browser = await puppeteer.launch({
  executablePath: new URL('chromium-with-policy', import.meta.url).pathname,
  headless: true, pipe: true, enableExtensions: [folder], args: ['--no-sandbox'],
});
try {
  console.log(await browser.version());
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${id}/page.html`);
  // Chromium reads the files when its first page is idle: after 2 s, on a busy machine after a minute.
  let seen = {};
  for (const late = Date.now() + 150_000; Date.now() < late && !('good' in seen); ) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    seen = await page.evaluate(() => chrome.storage.managed.get());
  }
  console.log('the policy says:        ', JSON.stringify(values));
  console.log('storage.managed has:    ', JSON.stringify(seen));
  const policy = await browser.newPage();
  await policy.goto('chrome://policy');
  // A row is its name, its value, where it is from, and its status.
  const rows = await policy.waitForFunction(() => {
    const found = [];
    const walk = (node) => {
      if (node.localName === 'policy-row') {
        const cell = (name) => node.shadowRoot.querySelector(`.policy.row .${name}`)?.textContent.trim() ?? '';
        found.push([cell('name'), cell('value'), cell('messages')]);
      }
      for (const child of [...(node.shadowRoot?.children ?? []), ...node.children]) walk(child);
    };
    walk(document.body);
    return found.some(([name]) => name.startsWith('mixed-list')) && found;
  }, { timeout: 20_000 }).then((handle) => handle.jsonValue());
  const row = (name) => rows.find(([first]) => first.startsWith(name)) ?? [name, '(no row)', ''];
  const own = row('HomepageLocation');
  const dropped = ['text-for-number', 'mixed-list', 'deep'].map(row);
  console.log('in chrome://policy:');
  for (const [name, value, messages] of [own, row('good'), ...dropped, row('not-in-the-schema')]) {
    console.log(`  ${name}: ${value} ${messages}`.trimEnd());
  }
  const silent = dropped.every(([, value, messages]) => /not set/i.test(`${value} ${messages}`) && !/error|warning/i.test(messages));
  const asDescribed = JSON.stringify(seen) === '{"good":7}' && silent && /error/i.test(own[2]);
  console.log(asDescribed ? 'as described' : 'changed');
  process.exitCode = asDescribed ? 0 : 1;
} finally {
  await browser.close();
}
END
node run.mjs
