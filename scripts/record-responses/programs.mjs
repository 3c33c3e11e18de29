import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { GATEWAYS } from './gateways.mjs';
import { ORIGINS } from './origins.mjs';
import { SECURE } from './secure.mjs';
import { SMALL } from './small.mjs';

const PHP_FPM = { id: 'php-fpm', name: 'PHP-FPM', program: { debian: 'php8.2-fpm' } };
const BALANCER = {
  id: 'balancer',
  name: 'a balancer that only ends TLS (HAProxy, mode tcp)',
  program: { debian: 'haproxy' },
};
const ALL = [...ORIGINS, ...GATEWAYS, ...SECURE, ...SMALL, PHP_FPM, BALANCER];

/** Debian packages that run something else, or that a program above only loads. */
const BESIDE = [
  ...[
    'curl',
    'hitch',
    'python3-flask',
    'python3-django',
    'python3-fastapi',
    'python3-falcon',
    'python3-bottle',
    'python3-httpx',
  ],
  ...['ruby-sinatra', 'uwsgi-plugin-python3', 'lighttpd-modules-lua', 'lighttpd-mod-openssl'],
];

function debianVersion(name) {
  try {
    const text = execFileSync('dpkg-query', ['-W', '-f', '$' + '{Status} $' + '{Version}', name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return text.startsWith('install ok installed ') ? text.split(' ').at(-1) : undefined;
  } catch {
    return undefined;
  }
}

export const missingPackages = () =>
  [...new Set([...ALL.flatMap(({ program }) => program.debian ?? []), ...BESIDE])].filter(
    (name) => debianVersion(name) === undefined,
  );

/** `nginx 1.22.1-9+deb12u11`: gives a function from a program's id to its name with its version. */
export function programNames(work) {
  const npmVersion = (name) =>
    JSON.parse(readFileSync(work.at('node_modules', name, 'package.json'), 'utf8')).version;
  const versionOf = ({ debian, npm, node }) => {
    if (debian !== undefined) return `${debian} ${debianVersion(debian)}`;
    if (node) return `node ${process.versions.node}`;
    return npm.map((name) => `${name} ${npmVersion(name)}`).join(', ');
  };
  return (id) => {
    const found = ALL.find((one) => one.id === id);
    if (!found) throw new Error(`no program is called ${id}`);
    return `${found.name} (${versionOf(found.program)})`;
  };
}
