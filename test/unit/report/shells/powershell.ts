import { argumentsOf } from './c-runtime.js';

const SINGLE_QUOTES = "'\u2018\u2019\u201a\u201b";
const DOUBLE_QUOTES = '"\u201c\u201d\u201e';
/** White space that separates tokens: Unicode's, as the language specification says (section 2.2.3). */
const isSpace = (character: string) => /[\s\u0085]/.test(character);

interface Word {
  readonly text: string;
  readonly bare: boolean;
}

/**
 * Reads a line in argument mode by the documented rules (about_Parsing, about_Quoting_Rules): words between white
 * space; a single-quoted part is literal and a doubled quote in it is one. Throws on everything that PowerShell
 * would not take as a literal word: variables, expressions, operators, comments, splatting, and bare words that it
 * would split or turn into a number.
 */
function wordsOf(line: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    const first = line[at] ?? '';
    if (isSpace(first)) {
      at++;
      continue;
    }
    let text = '';
    const bare = !SINGLE_QUOTES.includes(first);
    if (bare) {
      const start = at;
      while (at < line.length && !isSpace(line[at] ?? '')) at++;
      text = line.slice(start, at);
      if (/[$`"'|&;<>(){},@#*?[\]~=%!^]/.test(text) || [...text].some((c) => DOUBLE_QUOTES.includes(c))) {
        throw new Error(`PowerShell would act on ${text}`);
      }
      if (/^[+.\d]/.test(text)) throw new Error(`PowerShell might read a number in ${text}`);
      if (/^-[^ ]*[.:]/.test(text)) throw new Error(`PowerShell would split ${text}`);
    } else {
      at++;
      for (;;) {
        const character = line[at];
        if (character === undefined) throw new Error('the quote is not closed');
        if (SINGLE_QUOTES.includes(character)) {
          const next = line[at + 1];
          if (next === undefined || !SINGLE_QUOTES.includes(next)) break;
          text += character;
          at += 2;
        } else {
          text += character;
          at++;
        }
      }
      at++;
      const after = line[at];
      if (after !== undefined && !isSpace(after)) throw new Error('text right after a quoted word');
    }
    words.push({ text, bare });
  }
  return words;
}

/** Windows PowerShell 5.1: joins the words, quoting those with white space and nothing more; empty ones are lost. */
const passedBy51 = (words: readonly string[]): string[] =>
  argumentsOf(
    words
      .filter((word) => word !== '')
      .map((word) => (/\s/.test(word) ? `"${word}"` : word))
      .join(' '),
  );

export interface PowerShellReading {
  /** argv of each program of the pipe, the same in 5.1 and 7.3 and later */
  readonly programs: readonly (readonly string[])[];
  readonly noInput: boolean;
}

/** Reads `$null | program ... | program ...`, and checks that 5.1 and 7.3 pass the same arguments. */
export function readPowerShellLine(line: string): PowerShellReading {
  if (/[\r\n\0]/.test(line)) throw new Error('the line ends early');
  const noInput = line.startsWith('$null | ');
  const rest = noInput ? line.slice('$null | '.length) : line;
  const programs = splitPipe(rest).map((part) => {
    const called = part.startsWith('& ');
    const words = wordsOf(called ? part.slice(2) : part);
    const [program] = words;
    if (program === undefined) throw new Error('an empty pipe element');
    if (!program.bare && !called) throw new Error('a text and not a program');
    const texts = words.map((word) => word.text);
    if (texts.includes('--%')) throw new Error('the stop-parsing token');
    const old = passedBy51(texts.slice(1));
    if (JSON.stringify(old) !== JSON.stringify(texts.slice(1))) {
      throw new Error(`5.1 would pass ${JSON.stringify(old)}`);
    }
    return texts;
  });
  return { programs, noInput };
}

/** Splits at a bar that stands by itself outside quotes. */
function splitPipe(line: string): string[] {
  const parts = [''];
  let quoted = false;
  for (const character of line) {
    if (SINGLE_QUOTES.includes(character)) quoted = !quoted;
    if (character === '|' && !quoted) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim());
}
