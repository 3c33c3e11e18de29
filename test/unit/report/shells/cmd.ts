import { argumentsOf } from './c-runtime.js';

/** What cmd.exe would do with a line typed at its prompt. */
export interface CmdReading {
  /** argv of each program of the pipe */
  readonly programs: readonly (readonly string[])[];
  readonly inputFrom?: string;
}

/**
 * Reads a line by cmd.exe's documented rules for the prompt: first `%NAME%` and `%NAME:...%` are replaced where the
 * variable exists (and left where not), everywhere, quotes and carets notwithstanding; then quotes switch the special
 * characters off up to the next quote, and outside them a caret makes the next character literal. Throws on anything
 * but plain programs, one pipe and one input redirection.
 */
export function readCmdLine(line: string, variable: (name: string) => string | undefined): CmdReading {
  if (/[\r\n\0]/.test(line)) throw new Error('the line ends early');
  const text = expandPercent(line, variable);
  const raw: string[] = [''];
  let inputFrom: string | undefined;
  let intoInput = false;
  let quoted = false;
  const put = (character: string) => {
    if (intoInput) inputFrom = (inputFrom ?? '') + character;
    else raw[raw.length - 1] += character;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '"') {
      quoted = !quoted;
      put(character);
    } else if (quoted) put(character);
    else if (character === '^') {
      at++;
      const next = text[at];
      if (next === undefined) throw new Error('cmd.exe would ask for more');
      put(next);
    } else if (character === '|') {
      raw.push('');
      intoInput = false;
    } else if (character === '<' && inputFrom === undefined) {
      if (/\d$/.test(text.slice(0, at))) throw new Error('a digit before < names a handle');
      intoInput = true;
      inputFrom = '';
      while (text[at + 1] === ' ') at++;
    } else if ('&<>()'.includes(character)) throw new Error(`cmd.exe would act on ${character}`);
    else if (intoInput && character === ' ') intoInput = false;
    else put(character);
  }
  const programs = raw.map(argumentsOf);
  return inputFrom === undefined ? { programs } : { programs, inputFrom };
}

function expandPercent(line: string, variable: (name: string) => string | undefined): string {
  let text = '';
  let at = 0;
  while (at < line.length) {
    const end = line[at] === '%' ? line.indexOf('%', at + 1) : -1;
    const inside = end > at ? line.slice(at + 1, end) : '';
    const value = inside === '' ? undefined : variable(inside.split(':', 1)[0] ?? '');
    if (value === undefined) {
      text += line[at];
      at++;
    } else {
      text += value;
      at = end + 1;
    }
  }
  return text;
}
