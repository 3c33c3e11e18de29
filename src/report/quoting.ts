/** Characters that neither cmd.exe nor the C runtime's argument parsing gives a meaning. */
const PLAIN_IN_CMD = /^[A-Za-z0-9_.:@+/\\-]+$/;

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
  if (PLAIN_IN_CMD.test(word)) return word;
  return needsCarets(word) ? caretAll(`"${argumentText(word)}"`) : `"${argumentText(word)}"`;
}

/**
 * Characters that no POSIX shell gives a meaning anywhere in a word (POSIX.1-2017 XCU 2.2 lists those that must
 * be quoted). `=`, `~`, `!`, `^` and `{` stay out: bash and zsh give them one in some places.
 */
const PLAIN_IN_SH = /^[A-Za-z0-9_.,:@%+/-]+$/;

/**
 * One word for sh, and for bash, zsh and fish: plain, or in single quotes (POSIX.1-2017 XCU 2.2.2: everything
 * between them is literal). A single quote inside is written outside, after a backslash.
 * Undefined: no safe form exists (see fitForTerminal).
 */
export function quoteSh(word: string): string | undefined {
  if (!fitForTerminal(word)) return undefined;
  return PLAIN_IN_SH.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * Words that argument mode passes on as they stand (about_Parsing). They begin with a letter, so that they are
 * neither a number nor an operator; or they are a plain option, without the dot or colon at which PowerShell
 * would split it.
 */
const PLAIN_IN_POWERSHELL = /^(?:[A-Za-z][A-Za-z0-9_./:\\-]*|--?[A-Za-z][A-Za-z0-9_-]*)$/;

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
  return PLAIN_IN_POWERSHELL.test(word) ? word : `'${word.replace(SINGLE_QUOTES, '$&$&')}'`;
}

/**
 * Characters that no word of a command may hold, in whatever shell it is quoted:
 * - control characters (C0, DEL, C1): a terminal takes pasted ones as key strokes (interrupt, completion, line
 *   end), and NUL ends a word in every operating system;
 * - line and paragraph separators, and lone surrogates, which have no UTF-8 form;
 * - bidirectional controls: the command a person reads must be the command that runs.
 * URLs as the browser reports them hold none: the URL Standard percent-encodes them, host names are A-labels.
 */
const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u;

/** Can the word stand in a line that is shown to a person and pasted into a terminal? */
export const fitForTerminal = (word: string): boolean => !UNFIT.test(word);
