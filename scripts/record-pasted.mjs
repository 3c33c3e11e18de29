/**
 * Records what `openssl s_client` and `curl -v` print against local servers, and derives variants from it, into
 * test/fixtures/pasted: the texts, and samples.json with what a reader should get out of each.
 * Takes nginx (1.22 or later), openssl (3.0) and curl; run it with `node scripts/record-pasted.mjs`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTerminal, quoted } from './in-terminal.mjs';
import { makeCertificates } from './record-pasted/certificates.mjs';
import { derive } from './record-pasted/derive.mjs';
import { recordings } from './record-pasted/recordings.mjs';
import { startServers } from './record-pasted/servers.mjs';

const FOLDER = fileURLToPath(new URL('../test/fixtures/pasted/', import.meta.url));

/** What a terminal would show: both outputs in the order they were written. */
function run(words, cwd, { input = '', into, terminal = false } = {}) {
  const line = words.map(quoted).join(' ');
  const piped = into === undefined ? '' : ` | ${into.map(quoted).join(' ')} 2>&1`;
  const shell = terminal
    ? `script -qec ${quoted(`${line} </dev/null`)} /dev/null`
    : `{ ${line}; } 2>&1${piped}`;
  const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TERM: 'xterm' };
  return inTerminal(shell, { cwd, env, input, ms: 10_000 });
}

/** What curl prints when it is built with GnuTLS, as git shows it that has such a curl inside (Debian's has). */
async function recordGnutls(port, cwd) {
  const text = await run(
    [
      ...['env', 'GIT_CURL_VERBOSE=1', 'HOME=.', 'git', '-c', 'http.sslVerify=false'],
      ...[
        '-c',
        `http.curloptResolve=shop.example:${port}:127.0.0.1`,
        'ls-remote',
        `https://shop.example:${port}/x`,
      ],
    ],
    cwd,
  );
  return text
    .split('\n')
    .map((line) => line.replace(/^[\d:.]+ http\.c:\d+ +/, ''))
    .filter((line) => !/^(?:=>|<=) (?:Send|Recv) header, |^fatal:/.test(line))
    .map((line) =>
      line
        .replace(/^== Info:/, '*')
        .replace(/^=> Send header:/, '>')
        .replace(/^<= Recv header:/, '<'),
    )
    .join('\n');
}

const work = mkdtempSync(path.join(os.tmpdir(), 'record-pasted-'));
try {
  makeCertificates(work);
  const { ports, stop } = await startServers(work);
  const samples = [];
  let gnutls = '';
  try {
    const nginx = (await run(['nginx', '-v'], work)).match(/nginx\/([\d.]+)/)?.[1] ?? '';
    const programs = {
      openssl: (await run(['openssl', 'version'], work)).trim(),
      curl: (await run(['curl', '--version'], work)).split('\n')[0],
    };
    const settled = (label) =>
      JSON.parse(JSON.stringify(label).replaceAll('nginx/VERSION', `nginx/${nginx}`));
    for (const { name, command, input, into, terminal, ...label } of recordings(ports)) {
      samples.push({
        name,
        made: 'recorded',
        by: programs[command[0]],
        command,
        ...(into === undefined ? {} : { into }),
        ...settled(label),
        text: await run(command, work, { input, into, terminal }),
      });
    }
    gnutls = await recordGnutls(ports.nginx, work);
  } finally {
    stop();
  }
  const all = [...samples, ...derive(samples, gnutls)];
  for (const { name, text } of all) writeFileSync(path.join(FOLDER, `${name}.txt`), text);
  writeFileSync(
    path.join(FOLDER, 'samples.json'),
    `${JSON.stringify(
      all.map(({ text: _, ...label }) => label),
      undefined,
      2,
    )}\n`,
  );
  execFileSync('npx', ['biome', 'format', '--write', path.join(FOLDER, 'samples.json')], { stdio: 'ignore' });
  writeFileSync(path.join(FOLDER, 'shop.pem'), readFileSync(path.join(work, 'shop.pem')));
} finally {
  rmSync(work, { recursive: true, force: true });
}
