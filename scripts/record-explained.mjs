/**
 * Records what clients print about a response with status 421, and what servers write into their logs about one, into
 * test/fixtures/explained: a text each, and recorded.json with the program, its version, and what was served.
 *
 * Takes root (or user namespaces), for everything runs in a network of its own, with names of its own; and Debian's curl, wget,
 * wget2, httpie, aria2, lynx, w3m, git, openssl, python3-requests, python3-httpx, python3-aiohttp, php-cli, ruby, libwww-perl,
 * golang, a JDK, gjs with gir1.2-soup-3.0, nghttp2-client, apache2-utils, siege, hey, lftp, axel, httping, ffmpeg, yt-dlp, subversion,
 * libmojolicious-perl, ruby-faraday, ruby-rest-client, ruby-httparty, python3-pycurl, python3-tornado, python3-httplib2, python3-treq,
 * python3-websockets, python3-pip, php-curl, php-guzzlehttp-guzzle, composer, emacs-nox, guile-3.0, rclone, s3cmd, skopeo, cadaver,
 * elinks, links, nginx, caddy and haproxy. npm packages are installed at the versions named.
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
  ...['autocannon@9.0.0', 'newman@6.2.2', 'linkinator@7.6.1'],
  ...['needle@3.5.0', 'ofetch@1.5.1', 'wretch@2.11.1', 'request@2.88.2', '@hapi/wreck@18.1.2'],
  ...['make-fetch-happen@15.0.6', 'openai@6.49.0', '@octokit/request@10.0.16', 'graphql-request@7.4.0'],
  ...['ws@8.23.0', '@aws-sdk/client-s3@3.1175.0'],
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
