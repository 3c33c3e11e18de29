import { existsSync } from 'node:fs';
import path from 'node:path';
import type { BrowserName } from '../lab/site.js';

/** As the table calls them. */
export type Build = 'this build' | 'baseline';

/**
 * The folder of an older build for a browser, to measure in turns with this one: `MISSENT_BASELINE` names what
 * `npm run build` made of it, with `chrome` and `firefox` in it. Undefined where none is named. Throws where it is not there.
 */
export function baselineOf(kind: BrowserName): string | undefined {
  const named = process.env.MISSENT_BASELINE;
  if (named === undefined || named === '') return undefined;
  const folder = path.resolve(named, kind);
  if (!existsSync(path.join(folder, 'manifest.json')))
    throw new Error(`MISSENT_BASELINE: ${folder} is no build`);
  return folder;
}
