import { accessSync, constants } from 'node:fs';
import type { BrowserName } from '../../lab/site.js';
// Shared with scripts/setup.mjs, which has to do without TypeScript.
import USUAL from './executables.json' with { type: 'json' };

const VARIABLE = { chrome: 'CHROME_PATH', firefox: 'FIREFOX_PATH' } as const;
const NAME = { chrome: 'Chromium', firefox: 'Firefox' } as const;

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
  if (wished) {
    return runs(wished)
      ? { path: wished }
      : { missing: `${VARIABLE[kind]} names ${wished}, which cannot be run` };
  }
  const path = USUAL[kind].find(runs);
  return path
    ? { path }
    : { missing: `no ${NAME[kind]} in the usual places; install it or set ${VARIABLE[kind]}` };
}
