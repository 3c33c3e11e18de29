import type { Command } from '../model/step.js';
import { needsCarets, quoteCmd, quotePowerShell, quoteSh } from './quoting.js';

/** The command lines a command can be written for: POSIX sh and its kin, PowerShell 5.1 and later, cmd.exe. */
export const SHELLS = ['sh', 'powershell', 'cmd'] as const;
export type Shell = (typeof SHELLS)[number];

const QUOTE: Readonly<Record<Shell, (word: string) => string | undefined>> = {
  sh: quoteSh,
  powershell: quotePowerShell,
  cmd: quoteCmd,
};

/** What Windows calls these. In PowerShell 5.1 plain `curl` is an alias of Invoke-WebRequest. */
const WINDOWS_NAME: ReadonlyMap<string, string> = new Map([
  ['curl', 'curl.exe'],
  ['/dev/null', 'NUL'],
]);

/** One program with its arguments; undefined if a word cannot be written. */
function programLine(words: readonly string[], shell: Shell): string | undefined {
  const quoted: string[] = [];
  for (const word of words) {
    const one = QUOTE[shell](shell === 'sh' ? word : (WINDOWS_NAME.get(word) ?? word));
    if (one === undefined) return undefined;
    quoted.push(one);
  }
  const line = quoted.join(' ');
  // PowerShell takes a quoted first word for a text and not for a program, unless the call operator stands before it.
  return shell === 'powershell' && line.startsWith("'") ? `& ${line}` : line;
}

/** Gives the first program an empty standard input. `$null |` sends nothing in PowerShell 5.1 and 7. */
const NO_INPUT: Readonly<Record<Shell, (line: string) => string>> = {
  sh: (line) => `${line} </dev/null`,
  powershell: (line) => `$null | ${line}`,
  cmd: (line) => `${line} < NUL`,
};

/**
 * The command as one line to paste at the prompt of a shell, each word quoted so that it arrives unchanged and
 * nothing else runs.
 *
 * Undefined where that cannot be had in this shell: a word that the quoting refuses (the reasons stand at quoteSh,
 * quotePowerShell and quoteCmd), or a word with `%` or `"` in a pipe of cmd.exe, which may parse each side a second time.
 * Or an operand that begins with `-`, which the program would take for an option.
 * A URL as the browser reports it has a line in every shell.
 */
export function renderCommand(command: Command, shell: Shell): string | undefined {
  if (command.operand?.startsWith('-')) return undefined;
  const words = command.operand === undefined ? command.words : [...command.words, command.operand];
  const first = programLine(words, shell);
  if (first === undefined) return undefined;
  const fed = command.noInput ? NO_INPUT[shell](first) : first;
  if (command.pipedTo === undefined) return fed;
  if (shell === 'cmd' && [...words, ...command.pipedTo].some(needsCarets)) return undefined;
  const second = programLine(command.pipedTo, shell);
  // sh, PowerShell and cmd.exe write this alike.
  return second === undefined ? undefined : `${fed}${command.bothOutputs ? ' 2>&1' : ''} | ${second}`;
}
