#!/usr/bin/env node
// Proves that the packages under artifacts/packages follow from the sources alone: makes them again in a clean clone, and
// once more from the source package unpacked elsewhere, each under another time zone and language, and compares the bytes.
//   npm run package && node scripts/reproduce.mjs
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzip } from './package/zip.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const packagesOf = (root) => path.join(root, 'artifacts/packages');

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed${error ? `: ${error.message}` : ''}`);
}

function unpack(file, folder) {
  for (const [name, bytes] of unzip(readFileSync(file))) {
    const place = path.join(folder, name);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, bytes);
  }
}

/** Makes the packages in a bare copy of the sources; gives the SHA-256 of each by its name. */
function packagedIn(root, env) {
  run(process.execPath, [path.join(root, 'scripts/package.mjs')], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  return sums(root);
}

const sums = (root) =>
  Object.fromEntries(
    readdirSync(packagesOf(root))
      .toSorted()
      .map((file) => [
        file,
        createHash('sha256')
          .update(readFileSync(path.join(packagesOf(root), file)))
          .digest('hex'),
      ]),
  );

if (!existsSync(packagesOf(ROOT))) {
  console.error('There are no packages yet: npm run package');
  process.exit(2);
}
const here = sums(ROOT);
const sourcePackage = Object.keys(here).find((file) => file.endsWith('-source.zip'));
if (sourcePackage === undefined) throw new Error('the source package is missing');

const scratch = mkdtempSync(path.join(tmpdir(), 'missent-reproduce-'));
try {
  const clone = path.join(scratch, 'clone');
  const unpacked = path.join(scratch, 'deeper/in/the/tree');
  if (existsSync(path.join(ROOT, '.git'))) {
    run('git', ['clone', '--quiet', '--no-hardlinks', ROOT, clone]);
  } else {
    unpack(path.join(packagesOf(ROOT), sourcePackage), clone);
  }
  unpack(path.join(packagesOf(ROOT), sourcePackage), unpacked);
  const made = {
    'this checkout': here,
    'a clean clone': packagedIn(clone, { TZ: 'Asia/Kathmandu', LC_ALL: 'C' }),
    'the source package': packagedIn(unpacked, { TZ: 'America/St_Johns', LC_ALL: 'C.UTF-8' }),
  };
  const same = Object.values(made).every((one) => JSON.stringify(one) === JSON.stringify(here));
  for (const [where, found] of Object.entries(made)) {
    console.log(`made from ${where}:`);
    for (const [file, sum] of Object.entries(found)) console.log(`  ${sum}  ${file}`);
  }
  console.log(same ? 'The bytes are the same.' : 'The bytes DIFFER.');
  process.exitCode = same ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
