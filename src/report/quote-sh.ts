import { fitForTerminal } from './terminal-text.js';

/**
 * Characters that no POSIX shell gives a meaning anywhere in a word (POSIX.1-2017 XCU 2.2 lists those that must
 * be quoted). `=`, `~`, `!`, `^` and `{` stay out: bash and zsh give them one in some places.
 */
const PLAIN = /^[A-Za-z0-9_.,:@%+/-]+$/;

/**
 * One word for sh, and for bash, zsh and fish: plain, or in single quotes (POSIX.1-2017 XCU 2.2.2: everything
 * between them is literal). A single quote inside is written outside, after a backslash.
 * Undefined: no safe form exists (see fitForTerminal).
 */
export function quoteSh(word: string): string | undefined {
  if (!fitForTerminal(word)) return undefined;
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
