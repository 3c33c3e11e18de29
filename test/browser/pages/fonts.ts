import { spawnSync } from 'node:child_process';
// Shared with scripts/setup.mjs, which brings the fonts on Debian and has to do without TypeScript.
import FONTS from './fonts.json' with { type: 'json' };

export interface MissingFont {
  /** What it would draw, e.g. `Japanese`. */
  readonly name: string;
  /** Why it cannot be drawn here. */
  readonly why: string;
  /** The language of the extension that cannot be drawn; absent: characters of any language. */
  readonly words?: string;
}

/** What cannot be drawn here. Systems that do not keep their fonts with fontconfig come with all of them. */
export function missingFonts(): MissingFont[] {
  return FONTS.flatMap(({ name, pattern, debian, words }): MissingFont[] => {
    const { error, stdout } = spawnSync('fc-list', [pattern, 'family'], { encoding: 'utf8' });
    if (error && process.platform !== 'linux') return [];
    if (!error && stdout.trim() !== '') return [];
    const why = error
      ? 'fc-list (fontconfig) is not installed'
      : `there is no font for it (Debian: ${debian})`;
    return [{ name, why, ...(words === undefined ? {} : { words }) }];
  });
}
