/** Runs inside the network of its own: starts the servers, runs each client, writes what they print. Argument: the work folder. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTerminal, quoted } from '../in-terminal.mjs';
import { clients } from './clients.mjs';
import { recordLogs } from './logs.mjs';
import { rarerClients } from './rarer-clients.mjs';
import { serveRecorded } from './serve.mjs';

const [work, ...only] = process.argv.slice(2);
const wanted = (name) => only.length === 0 || only.includes(name);
const FOLDER = fileURLToPath(new URL('../../test/fixtures/explained/', import.meta.url));

const openssl = (...words) => execFileSync('openssl', words, { cwd: work, stdio: 'ignore' });
openssl(
  ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '7000'],
  ...['-keyout', 'key.pem', '-out', 'cert.pem', '-subj', '/CN=shop.example'],
  ...['-addext', 'subjectAltName=DNS:shop.example,DNS:*.shop.example'],
);

// Programs read their roots from different places; Debian's from this file.
const trusted = path.join(work, 'cert.pem');
execFileSync('mount', ['--bind', trusted, '/etc/ssl/certs/ca-certificates.crt']);
execFileSync('keytool', [
  ...['-importcert', '-noprompt', '-alias', 'shop', '-file', trusted],
  ...['-keystore', path.join(work, 'store.p12'), '-storepass', 'secret1'],
]);
const env = {
  ...{ PATH: process.env.PATH, HOME: work, LC_ALL: 'C.UTF-8', TERM: 'dumb' },
  ...{
    SSL_CERT_FILE: trusted,
    REQUESTS_CA_BUNDLE: trusted,
    NODE_EXTRA_CA_CERTS: trusted,
    CURL_CA_BUNDLE: trusted,
  },
  ...{ GIT_SSL_CAINFO: trusted, GOCACHE: path.join(work, 'go-cache'), PERL_LWP_SSL_CA_FILE: trusted },
};

/** What a terminal would show: both outputs in the order they were written. */
const run = (words, { input = '' } = {}) =>
  inTerminal(`{ ${words.map(quoted).join(' ')}; } 2>&1`, { cwd: work, env, input, ms: 120_000 });

const INDEX = path.join(FOLDER, 'recorded.json');
/** Those that are not asked for stay as they are. */
const recorded = only.length === 0 ? [] : JSON.parse(readFileSync(INDEX, 'utf8'));
const keep = (name, text, label) => {
  if (!wanted(name)) return;
  if (!text.includes('421') && !/misdirected/i.test(text)) {
    console.error(`${name} shows no 421:\n${text}`);
    process.exitCode = 1;
    return;
  }
  const clean = text.replaceAll(work, '/home/user');
  writeFileSync(path.join(FOLDER, `${name}.txt`), clean);
  const before = recorded.findIndex((one) => one.name === name);
  recorded.splice(before < 0 ? recorded.length : before, before < 0 ? 0 : 1, { name, ...label });
  console.log(name);
};

const { requests, stop } = await serveRecorded(
  readFileSync(trusted),
  readFileSync(path.join(work, 'key.pem')),
);
const versions = new Map();
for (const { name, command, version, input, files = {} } of [...clients(), ...rarerClients()]) {
  if (!wanted(name)) continue;
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(work, file), text);
  const key = version.join(' ');
  if (!versions.has(key)) {
    const said = (await run(version)).split('\n').find((line) => /\d\.\d/.test(line)) ?? '';
    versions.set(key, said.trim().slice(0, 100));
  }
  requests.length = 0;
  const text = await run(command, { input });
  keep(name, text, { by: versions.get(key), command, requests: requests.length });
}
stop();
if (only.length === 0 || only.some((name) => name.startsWith('log-'))) await recordLogs(work, run, keep);
writeFileSync(INDEX, `${JSON.stringify(recorded, undefined, 2)}\n`);
execFileSync('npx', ['biome', 'format', '--write', INDEX], { stdio: 'ignore' });
