import { spawn } from 'node:child_process';

/** A word as the shell takes it, whatever is in it. */
export const quoted = (word) => `'${word.replaceAll("'", "'\\''")}'`;

/** What a terminal would show of a shell's line, in the order it was written. `ms`: then it is ended. */
export const inTerminal = (line, { cwd, env, input = '', ms }) =>
  new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', line], { cwd, env });
    let output = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), ms);
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.on('error', reject).on('close', () => {
      clearTimeout(timer);
      resolve(output);
    });
    // A program that fails early never reads its input.
    child.stdin.on('error', () => undefined).end(input);
  });
