/** Commands of one line, and words of one command, that are looked at. */
const MAX_COMMANDS = 20;
const MAX_WORDS = 200;

/** cmd.exe's and PowerShell's, whose `>` is none that a command has. */
const WINDOWS_PROMPT = /^(?:PS )?[A-Z]:[^>]{0,80}>/;
/** One piece of a line: in single quotes, in double quotes, an escaped character, plain characters, blanks, an operator. */
const PIECE =
  /\$?'([^']*)'?|"((?:[^"\\]|\\.)*)"?|[\\^`](.)|([^\s'"\\^`|;&<>()]+)|(\s+)|([|;&<>()])|[\\^`"]/gsy;

/**
 * The commands of a line, each as the words that a shell gives to a program: POSIX sh, and near enough cmd.exe and PowerShell,
 * whose escapes are `^` and a backtick. Variables stay as they are written. An unclosed quote ends with the line.
 */
export function shellCommands(line: string): string[][] {
  const commands: string[][] = [[]];
  let word: string | undefined;
  const end = (): void => {
    const words = commands.at(-1);
    if (word !== undefined && words !== undefined && words.length < MAX_WORDS) words.push(word);
    word = undefined;
  };
  for (const [, single, double, escaped, plain, space, operator] of line
    .replace(WINDOWS_PROMPT, '')
    .matchAll(PIECE)) {
    if (operator !== undefined || space !== undefined) end();
    if (operator !== undefined) {
      // What stands behind `>` is a file's name.
      if (/[<>]/.test(operator) || commands.length === MAX_COMMANDS) break;
      commands.push([]);
    } else if (space === undefined)
      word = `${word ?? ''}${single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? ''}`;
  }
  end();
  return commands;
}

/** At its end a line of a command that goes on in the next one: sh, cmd.exe, PowerShell. */
const GOES_ON = /[ \t][\\^`]$/;
/** Lines and characters of one command. */
const MAX_LINES = 60;
const MAX_COMMAND = 16_384;

/** A command that begins at a line, as one line, and the line after it. */
export function wholeCommand(
  lines: readonly string[],
  at: number,
): { readonly command: string; readonly next: number } {
  let command = lines[at] ?? '';
  let next = at + 1;
  while (
    GOES_ON.test(command.trimEnd()) &&
    next < lines.length &&
    next - at < MAX_LINES &&
    command.length < MAX_COMMAND
  ) {
    command = `${command.trimEnd().slice(0, -1)}${(lines[next] ?? '').replace(/^\s*>\s/, '').trim()}`;
    next++;
  }
  return { command: command.slice(0, MAX_COMMAND), next };
}
