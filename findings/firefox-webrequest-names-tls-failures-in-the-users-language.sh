#!/usr/bin/env bash
# A navigation that fails in the TLS handshake has no stable name in Firefox's webRequest: the `error` of onErrorOccurred is the
# sentence of the error page, in the language of the user ("SSL peer has no certificate for the requested DNS name."). Other failures
# have a constant there, such as NS_ERROR_NET_RESET. webNavigation.onErrorOccurred has a number for the same failure, which is the same
# in every language ("Error code 2153394070"), but no address, which only webRequest has; either event comes first. Expected: one
# name for one failure, as in Chromium (net::ERR_SSL_UNRECOGNIZED_NAME_ALERT in both), which in turn gives no address at all.
# Seen with Firefox 153.8.0 ESR, Chromium 156.0 (Debian 12), puppeteer-core 24.10.0, OpenSSL 3.0.
# Needs: node npm firefox-esr chromium openssl, and network for npm and for Debian's package firefox-esr-l10n-de, which is unpacked and
# not installed. Run: bash findings/firefox-webrequest-names-tls-failures-in-the-users-language.sh
set -uo pipefail
for program in node npm firefox-esr chromium openssl apt-get dpkg; do
  command -v "$program" > /dev/null || { echo "missing: $program"; exit 2; }
done
folder=$(mktemp -d); chmod 777 "$folder"
trap 'kill $(jobs -p) 2>/dev/null; sleep 0.5; rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-fund --no-audit puppeteer-core@24.10.0 || exit 2
apt-get download -q firefox-esr-l10n-de > /dev/null 2>&1 && dpkg -x firefox-esr-l10n-de*.deb language
xpi=$(find language -name 'langpack-de*.xpi' 2>/dev/null | head -1)
[ -n "$xpi" ] || { echo 'missing: the package firefox-esr-l10n-de'; exit 2; }
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=known.test \
  -addext 'subjectAltName=DNS:known.test' -keyout key.pem -out cert.pem 2> /dev/null
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
openssl s_server -accept "127.0.0.1:$port" -cert cert.pem -key key.pem -cert2 cert.pem -key2 key.pem \
  -servername known.test -servername_fatal -www -quiet > /dev/null 2>&1 &
cat > run.mjs << 'END'
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
const [port, xpi] = process.argv.slice(2);
let told = [];
const desk = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += part)).on('end', () => {
    if (body !== '') told.push(JSON.parse(body));
    response.setHeader('access-control-allow-origin', '*').end();
  });
});
await new Promise((done) => desk.listen(0, '127.0.0.1', done));
const script = `
const tell = (event) => ({ url, error, ip, frameId }) => {
  if (!url.startsWith('https://unknown.test') || frameId !== 0) return;
  fetch('http://127.0.0.1:${desk.address().port}/', { method: 'POST', body: JSON.stringify({ event, error, ip }) });
};
chrome.webRequest.onErrorOccurred.addListener(tell('webRequest'), { urls: ['<all_urls>'], types: ['main_frame'] });
chrome.webNavigation.onErrorOccurred.addListener(tell('webNavigation'));
`;
const extension = (name, background, more = {}) => {
  const at = path.resolve(name);
  mkdirSync(at);
  writeFileSync(`${at}/background.js`, script);
  writeFileSync(`${at}/manifest.json`, JSON.stringify({
    manifest_version: 3, name: 'Watch', version: '1', permissions: ['webRequest', 'webNavigation'],
    host_permissions: ['<all_urls>'], background, ...more,
  }));
  return at;
};
const forChromium = extension('chromium', { service_worker: 'background.js' });
const forFirefox = extension('firefox', { scripts: ['background.js'] },
  { browser_specific_settings: { gecko: { id: 'watch@example.test', data_collection_permissions: { required: ['none'] } } } });
async function visit(browser) {
  told = [];
  const page = await browser.newPage();
  await page.goto(`https://unknown.test:${port}/`, { timeout: 15000 }).catch(() => {});
  for (let n = 0; n < 100 && !['webRequest', 'webNavigation'].every((event) => told.some((one) => one.event === event && !/2152398850/.test(one.error))); n++)
    await new Promise((rest) => setTimeout(rest, 100));
  const of = (name) => told.findLast(({ event, error }) => event === name && !/2152398850/.test(error)) ?? {};
  return { webRequest: of('webRequest'), webNavigation: of('webNavigation') };
}
async function firefox(language) {
  const profile = mkdtempSync(path.resolve('profile-'));
  if (language === 'de') {
    mkdirSync(`${profile}/extensions`);
    cpSync(xpi, `${profile}/extensions/${path.basename(xpi)}`);
  }
  const browser = await puppeteer.launch({
    browser: 'firefox', executablePath: process.argv[4], headless: true, userDataDir: profile,
    extraPrefsFirefox: {
      'intl.locale.requested': language, 'network.dns.localDomains': 'unknown.test', 'network.dns.disableIPv6': true,
      'extensions.langpacks.signatures.required': false, 'xpinstall.signatures.required': false,
      'extensions.autoDisableScopes': 0, 'extensions.startupScanScopes': 15,
    },
  });
  try {
    await browser.installExtension(forFirefox);
    await new Promise((rest) => setTimeout(rest, 1500));
    const seen = await visit(browser);
    console.log(`${await browser.version()}, ${language}: ${JSON.stringify(seen)}`);
    return seen;
  } finally {
    await browser.close();
  }
}
async function chromium() {
  const browser = await puppeteer.launch({
    executablePath: process.argv[5], headless: true, pipe: true, enableExtensions: [forChromium],
    args: ['--host-resolver-rules=MAP *.test 127.0.0.1', ...(process.getuid() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    await browser.waitForTarget((target) => target.type() === 'service_worker');
    const seen = await visit(browser);
    console.log(`${await browser.version()}: ${JSON.stringify(seen)}`);
    return seen;
  } finally {
    await browser.close();
  }
}
const [english, german, other] = [await firefox('en-US'), await firefox('de'), await chromium()];
desk.close();
const asDescribed =
  /DNS name/.test(english.webRequest.error) && german.webRequest.error !== english.webRequest.error &&
  english.webNavigation.error === 'Error code 2153394070' && german.webNavigation.error === english.webNavigation.error &&
  english.webRequest.ip === '127.0.0.1' && english.webNavigation.ip === undefined &&
  other.webRequest.error === 'net::ERR_SSL_UNRECOGNIZED_NAME_ALERT' &&
  other.webNavigation.error === other.webRequest.error && other.webRequest.ip === undefined;
console.log(asDescribed ? 'as described' : 'changed');
process.exit(asDescribed ? 0 : 1);
END
node run.mjs "$port" "$xpi" "$(command -v firefox-esr)" "$(command -v chromium)"
