import { spawnSync } from 'node:child_process';

/**
 * Why Japanese cannot be drawn here, or undefined where it can. scripts/setup.mjs brings a font on Debian; systems that
 * do not keep their fonts with fontconfig come with one.
 */
export function missingJapaneseFont(): string | undefined {
  const { error, stdout } = spawnSync('fc-list', [':lang=ja', 'family'], { encoding: 'utf8' });
  if (error) return process.platform === 'linux' ? 'fc-list (fontconfig) is not installed' : undefined;
  return stdout.trim() === ''
    ? 'there is no font with Japanese letters (Debian: fonts-droid-fallback)'
    : undefined;
}
