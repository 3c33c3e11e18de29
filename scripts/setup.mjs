#!/usr/bin/env node
// Brings a bare clone to where it can build, start and test: npm packages, browsers, openssl, and the servers of the
// real-server tests. Needs nothing but Node, is quiet unless it does something, and installs system packages only on
// Debian and its kin, as root or through sudo without a password; elsewhere it names the command.
//   node scripts/setup.mjs [chrome] [firefox] [servers] [fonts]     (none: all)
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => path.join(ROOT, ...parts);
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));

const runs = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
// Debian keeps servers in sbin, which is not on everyone's path.
const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
const onPath = (program) => folders.some((folder) => runs(path.join(folder, program)));

const places = json(at('test/browser/drivers/executables.json'));
const browser = (kind, variable) => () => runs(process.env[variable] ?? '') || places[kind].some(runs);
const program = (name) => () => onPath(name);
// Elsewhere than on Linux the system has them all; there fontconfig knows.
const font = (pattern) => () =>
  process.platform !== 'linux' ||
  (spawnSync('fc-list', [pattern, 'family'], { encoding: 'utf8' }).stdout ?? '').trim() !== '';

/** What may be missing: how to detect it, and the Debian package that has it. */
const NEEDS = {
  openssl: [{ name: 'openssl', there: program('openssl'), debian: ['openssl'] }],
  chrome: [{ name: 'Chromium', there: browser('chrome', 'CHROME_PATH'), debian: ['chromium'] }],
  firefox: [{ name: 'Firefox', there: browser('firefox', 'FIREFOX_PATH'), debian: ['firefox-esr'] }],
  servers: [
    ...['apache2', 'nginx', 'caddy', 'haproxy'].map((name) => ({
      name,
      there: program(name),
      debian: [name],
    })),
    { name: 'curl', there: program('curl'), debian: ['curl'] },
  ],
  // The pages are measured and photographed in all their languages, with what hosts may have in their names.
  fonts: json(at('test/browser/pages/fonts.json')).map(({ name, pattern, debian }) => ({
    name: `a font for ${name}`,
    there: font(pattern),
    debian: [debian, 'fontconfig'],
  })),
};

/** Installs what the lock file says, if what is installed is not just that. */
function installPackages() {
  if (arePackagesCurrent()) return;
  console.log('Installing npm packages (npm ci) ...');
  const { status, error } = spawnSync('npm', ['ci', '--prefer-offline', '--no-fund', '--no-audit'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ci failed${error ? `: ${error.message}` : ''}`);
}

function arePackagesCurrent() {
  const installed = at('node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = json(at('package-lock.json')).packages;
  const found = json(installed).packages;
  return (
    Object.entries(found).every(([name, { version }]) => wanted[name]?.version === version) &&
    Object.entries(wanted).every(([name, { optional }]) => name === '' || optional || name in found)
  );
}

// Runs as root. Servers are wanted as programs only: nothing may start them, now or at the next boot.
const INSTALL = `
policy=/usr/sbin/policy-rc.d
kept=$policy.missent-$$
back() { rm -f "$policy"; if [ -e "$kept" ]; then mv "$kept" "$policy"; fi; }
if [ -e "$policy" ]; then mv "$policy" "$kept" || exit 1; fi
trap back EXIT
trap 'exit 1' INT TERM HUP
printf '#!/bin/sh\\nexit 101\\n' > "$policy" && chmod 755 "$policy" || exit 1
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq || echo 'apt-get update failed; going on with the lists that are there' >&2
apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "$@" || exit 1
for package in "$@"; do
  case $package in
    apache2|nginx|caddy|haproxy)
      if command -v systemctl >/dev/null; then systemctl disable --quiet "$package" 2>/dev/null || true; fi ;;
  esac
done
`;

const isDebian = () => {
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
};

/** `[]` for root, sudo where it asks for no password, undefined where neither is to be had. */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}

/** Installs missing programs; gives those that are still missing, after a word on how to get them. */
function installPrograms(kinds) {
  const wanted = [...NEEDS.openssl, ...kinds.flatMap((kind) => NEEDS[kind])];
  const missing = wanted.filter(({ there }) => !there());
  if (missing.length === 0) return [];
  const packages = [...new Set(missing.flatMap(({ debian }) => debian))];
  const names = missing.map(({ name }) => name).join(', ');
  const prefix = isDebian() ? rootPrefix() : undefined;
  if (prefix) {
    console.log(`Installing ${packages.join(' ')} (apt-get) ...`);
    const [command, ...args] = [...prefix, 'sh', '-c', INSTALL, 'sh', ...packages];
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
    if (status !== 0) console.warn(`${stdout}${stderr}`.split('\n').slice(-20).join('\n'));
  }
  const still = missing.filter(({ there }) => !there());
  if (still.length > 0 && !prefix) {
    console.warn(
      isDebian()
        ? `Missing: ${names}. Install: sudo apt-get install --no-install-recommends ${packages.join(' ')}`
        : `Missing: ${names}. Install them, or set CHROME_PATH or FIREFOX_PATH where a browser is somewhere else.`,
    );
  }
  return still;
}

/** Brings everything for the kinds of use; gives the names of the programs that are still missing. */
export function setup(kinds = ['chrome', 'firefox', 'servers', 'fonts']) {
  installPackages();
  return installPrograms(kinds).map(({ name }) => name);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const kinds = process.argv.slice(2);
  const unknown = kinds.filter((kind) => !(kind in NEEDS));
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(' ')}. Known: ${Object.keys(NEEDS).join(' ')}`);
    process.exit(2);
  }
  process.exitCode = setup(kinds.length > 0 ? kinds : undefined).length > 0 ? 1 : 0;
}
