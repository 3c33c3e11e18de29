/**
 * Records what clients print about a response with status 421, and what servers write into their logs about one, into
 * test/fixtures/explained: a text each, and recorded.json with the program, its version, and what was served.
 *
 * Takes root (or user namespaces), for everything runs in a network of its own, with names of its own; and Debian's curl, wget,
 * wget2, httpie, aria2, lynx, w3m, git, openssl, python3-requests, python3-httpx, python3-aiohttp, php-cli, ruby, libwww-perl,
 * golang, a JDK, gjs with gir1.2-soup-3.0, nginx, caddy and haproxy. npm packages are installed at the versions named.
 * Run it with `node scripts/record-explained.mjs`, with the names of those that are to be recorded anew, or without for all.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const NPM = [
  'axios@1.7.9',
  'got@14.4.5',
  'got-newer@npm:got@16.1.0',
  'ky@1.7.4',
  'node-fetch@3.3.2',
  'undici@6.21.0',
  'superagent@10.1.1',
];
const HOSTS = ['shop.example', 'www.shop.example', 'default.example', 'proxy.example'];

const work = mkdtempSync(path.join(os.tmpdir(), 'record-explained-'));
try {
  writeFileSync(path.join(work, 'package.json'), '{"type":"module","private":true}');
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', ...NPM], {
    cwd: work,
    stdio: 'inherit',
  });
  writeFileSync(path.join(work, 'hosts'), `127.0.0.1 localhost ${HOSTS.join(' ')}\n`);
  const inside = fileURLToPath(new URL('record-explained/inside.mjs', import.meta.url));
  const own = process.getuid() === 0 ? [] : ['--map-root-user'];
  const setUp =
    'ip link set lo up && mount --bind "$1/hosts" /etc/hosts && work="$1" && shift && program="$1" && shift && script="$1" && shift && exec "$program" "$script" "$work" "$@"';
  execFileSync(
    'unshare',
    [
      ...own,
      '--mount',
      '--net',
      'sh',
      '-c',
      setUp,
      'sh',
      work,
      process.execPath,
      inside,
      ...process.argv.slice(2),
    ],
    {
      stdio: 'inherit',
    },
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
