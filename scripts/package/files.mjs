import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** All files below a folder, path from it with `/` and content; nothing of a name in `without`, at any depth, or of a path in it. */
export function filesBelow(folder, { without = [] } = {}) {
  const walk = (place) =>
    readdirSync(path.join(folder, place), { withFileTypes: true }).flatMap((entry) => {
      const name = place === '' ? entry.name : `${place}/${entry.name}`;
      if (without.includes(entry.name) || without.includes(name)) return [];
      return entry.isDirectory() ? walk(name) : [name];
    });
  return read(folder, walk(''));
}

/**
 * The sources: what git tracks, or, in a copy without git (the source package, unpacked), whatever is there but for what
 * installing and building put there.
 */
export function sourcesIn(folder) {
  const git = spawnSync('git', ['ls-files', '-z'], { cwd: folder, encoding: 'utf8' });
  const top = spawnSync('git', ['rev-parse', '--show-prefix'], { cwd: folder, encoding: 'utf8' });
  // A copy that lies inside someone else's checkout is none of it.
  if (git.status === 0 && top.status === 0 && top.stdout.trim() === '') {
    return read(folder, git.stdout.split('\0').filter(Boolean));
  }
  const ignored = readFileSync(path.join(folder, '.gitignore'), 'utf8').split('\n');
  return filesBelow(folder, { without: ignored.map((line) => line.replace(/\/$/, '')) });
}

const read = (folder, names) => names.map((name) => [name, readFileSync(path.join(folder, name))]);
