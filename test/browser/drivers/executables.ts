import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import type { BrowserName } from '../../lab/site.js';
// Shared with scripts/setup.mjs, which has to do without TypeScript.
import USUAL from './executables.json' with { type: 'json' };

const VARIABLE = { chrome: 'CHROME_PATH', firefox: 'FIREFOX_PATH' } as const;
const NAME = { chrome: 'Chromium', firefox: 'Firefox' } as const;

/** Firefox's manifest asks for it (strict_min_version). */
const OLDEST_FIREFOX = 142;

export type Found = { readonly path: string } | { readonly missing: string };

const runs = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The browser's program: the environment's CHROME_PATH or FIREFOX_PATH, else the usual places. */
export function findBrowser(kind: BrowserName): Found {
  const wished = process.env[VARIABLE[kind]];
  if (wished && !runs(wished)) {
    return { missing: `${VARIABLE[kind]} names ${wished}, which cannot be run` };
  }
  const path = wished || USUAL[kind].find(runs);
  if (path === undefined) {
    return { missing: `no ${NAME[kind]} in the usual places; install it or set ${VARIABLE[kind]}` };
  }
  const tooOld = kind === 'firefox' ? firefoxTooOld(path) : undefined;
  return tooOld === undefined ? { path } : { missing: tooOld };
}

const checked = new Map<string, string | undefined>();

/** Why this Firefox will not do; undefined: it will. */
function firefoxTooOld(path: string): string | undefined {
  if (!checked.has(path)) {
    const version = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20_000,
    }).trim();
    const major = Number(/(\d+)\./.exec(version)?.[1]);
    checked.set(
      path,
      major >= OLDEST_FIREFOX
        ? undefined
        : `${path} is ${version}, and Missent needs Firefox ${OLDEST_FIREFOX}`,
    );
  }
  return checked.get(path);
}
