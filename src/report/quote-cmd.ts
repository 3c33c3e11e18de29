import { fitForTerminal } from './terminal-text.js';

/** Characters that neither cmd.exe nor the C runtime's argument parsing gives a meaning. */
const PLAIN = /^[A-Za-z0-9_.:@+/\\-]+$/;

/**
 * The word as the C runtime reads it between quotes ("Parsing C command-line arguments"): backslashes are literal
 * but before a quote, also the closing one, where each must be doubled; `\"` is a quote.
 */
function argumentText(word: string): string {
  let text = '';
  let backslashes = 0;
  for (const character of word) {
    if (character === '"') text += `${'\\'.repeat(backslashes + 1)}"`;
    else text += character;
    backslashes = character === '\\' ? backslashes + 1 : 0;
  }
  return text + '\\'.repeat(backslashes);
}

/** cmd.exe's own characters outside quotes (`cmd /?`). */
const SPECIAL = '"^&|<>()!%';

/** Every special character behind a caret, and whatever follows a percent sign as well. */
function caretAll(text: string): string {
  let careted = '';
  let previous = '';
  for (const character of text) {
    careted += SPECIAL.includes(character) || previous === '%' ? `^${character}` : character;
    previous = character;
  }
  return careted;
}

/** Does the word take the caret form? What cmd.exe parses twice must not. */
export const needsCarets = (word: string): boolean => /[%"]/.test(word);

/**
 * One argument of a program for the prompt of cmd.exe: plain, or in double quotes.
 *
 * Between double quotes cmd.exe leaves all alone but `%` and a further `"`. A word with one of these is written
 * with every special character, also the quotes themselves, behind a caret, so that cmd.exe never sees a quoted
 * part; the C runtime then reads the quotes. `%NAME%` is replaced before carets are, so each `%` is followed by one:
 * the name between two of them then begins with a caret, no such variable exists, and the prompt leaves it as it is.
 * (In a batch file undefined names vanish: these lines are for the prompt.) `!` is literal there unless delayed
 * expansion was switched on.
 * Undefined: no safe form exists (see fitForTerminal).
 */
export function quoteCmd(word: string): string | undefined {
  if (!fitForTerminal(word)) return undefined;
  if (PLAIN.test(word)) return word;
  return needsCarets(word) ? caretAll(`"${argumentText(word)}"`) : `"${argumentText(word)}"`;
}
