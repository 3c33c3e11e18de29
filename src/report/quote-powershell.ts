import { fitForTerminal } from './terminal-text.js';

/**
 * Words that argument mode passes on as they stand (about_Parsing). They begin with a letter, so that they are
 * neither a number nor an operator; or they are a plain option, without the dot or colon at which PowerShell
 * would split it.
 */
const PLAIN = /^(?:[A-Za-z][A-Za-z0-9_./:\\-]*|--?[A-Za-z][A-Za-z0-9_-]*)$/;

/** PowerShell takes these for single quotes, too, and each stands for itself when doubled (about_Quoting_Rules). */
const SINGLE_QUOTES = /['\u2018\u2019\u201a\u201b]/g;

/**
 * One argument of a program for PowerShell 5.1 and 7: plain, or in single quotes.
 *
 * Undefined where no form means the same in both versions (about_Parsing, "Passing arguments to native commands"):
 * - an empty word, which 5.1 drops;
 * - a double quote, which 5.1 passes on without the backslash that programs need, and 7.3 with it;
 * - white space with a backslash at the end, which not every version doubles before its closing quote;
 * - `--%`, which is the stop-parsing token even between quotes;
 * and where the word is unfit for every terminal (see fitForTerminal).
 */
export function quotePowerShell(word: string): string | undefined {
  if (!fitForTerminal(word) || word === '' || word === '--%' || word.includes('"')) return undefined;
  if (word.endsWith('\\') && /\s/.test(word)) return undefined;
  return PLAIN.test(word) ? word : `'${word.replace(SINGLE_QUOTES, '$&$&')}'`;
}
