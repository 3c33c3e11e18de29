import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingPackages } from './programs.mjs';
import { Work } from './work.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Ends the script, with their names, where Debian packages are missing. */
export function demandPackages() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  console.error(`Missing. As root: apt-get install --no-install-recommends ${missing.join(' ')}`);
  process.exit(1);
}

/** A folder that every program may read, and the work in it. */
export function openWork(prefix) {
  const folder = mkdtempSync(path.join(os.tmpdir(), prefix));
  execFileSync('chmod', ['755', folder]);
  return { folder, work: new Work(folder) };
}

/** Brings the applications and the pinned packages of npm that they take. */
export function installApplications(folder, work) {
  for (const name of ['apps', 'package.json', 'package-lock.json'])
    cpSync(path.join(HERE, name), work.at(name), { recursive: true });
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: folder,
    stdio: 'ignore',
  });
}
