import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lookUp,
  repeatRequest,
  requestAt,
  requestOnNeighbour,
  showCertificate,
} from '../../../src/diagnosis/commands.js';
import type { Command } from '../../../src/model/step.js';
import { renderCommand, SHELLS } from '../../../src/report/commands.js';
import { fitForTerminal } from '../../../src/report/quoting.js';
import { readCmdLine } from './shells/cmd.js';
import { readPowerShellLine } from './shells/powershell.js';

const HOSTILE = [
  "it's",
  "''",
  '"quoted"',
  'trailing\\',
  'two words\\\\',
  '\\"',
  '\\\\"x',
  '$(touch /tmp/missent-was-here)',
  '\u0024{HOME}',
  '$HOME',
  '`id`',
  '%PATH%',
  '%20%3A%',
  '%%',
  '%^PATH%',
  '^',
  '^^&',
  'a&b',
  'a|b',
  'a;b',
  'a>b<c',
  '(x)',
  '!!',
  '!PATH!',
  '*',
  '?[a]',
  '{a,b}',
  '~',
  '~root',
  '#no comment',
  '@splat',
  '-leading',
  '--%',
  '-a.b',
  '-a:b',
  '1kb',
  '0x10',
  '443',
  'a=b',
  '=b',
  'zoë',
  '日本語',
  '😀',
  '\u2019smart\u2018',
  '\u201cdouble\u201d',
  'a\u00a0b',
  ' ',
  'x y',
  '',
  'a,b',
];

/** URLs as a browser reports them, from parts that an attacker chose. */
const URLS = [
  `https://shop.example/it's/"quoted"/$(id)/\`id\``,
  'https://shop.example/%PATH%/%20a%20b?x=%25COMSPEC%25&y=1&calc.exe',
  'https://shop.example/a%0Ab%0Dc?q=$(id)`id`\'";|&<>^!{}[]',
  'https://bücher.example/ü?q=日本語#frag',
  'https://shop.example/\u202egpj.exe',
  'https://[2001:db8::1]:8443/?a[]=1&b={1,2}',
  'https://-x.example/--%/-o/dev/null',
].map((url) => new URL(url).href);

const word = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 3, arbitrary: fc.string({ unit: fc.constantFrom(...'\'"\\%^&|<>() !$`a1-=,;:~#@{}[]*?.') }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true }) },
);
const words = fc.array(word, { minLength: 1, maxLength: 5 });

const piped = (command: Command, into: readonly string[]): Command => ({
  ...command,
  pipedTo: into,
});

/** Every variable exists but those whose name begins with a caret, which nobody sets. */
const everyVariable = (name: string) => (name.startsWith('^') ? undefined : 'REPLACED');

function argvIn(shell: string, line: string): string[] {
  const run = spawnSync(shell, ['-c', line], { encoding: 'utf8' });
  if (run.status !== 0 || run.stderr !== '') throw new Error(`${shell}: ${run.stderr} for ${line}`);
  return run.stdout.split('\0').slice(0, -1);
}

describe('a host that begins with a dash', () => {
  const authority = { scheme: 'https', host: '-x.test', port: 443 } as const;
  const commands = [
    repeatRequest(authority),
    requestAt(authority, '192.0.2.1'),
    requestOnNeighbour(authority, '-y.test', '192.0.2.1'),
    showCertificate(authority),
    lookUp(authority),
  ];

  it('is no option: a value of one, part of a URL, or there is no line', () => {
    const takesValue = new Set(['-connect', '-servername', '-H', '-o', '--resolve']);
    for (const { words } of commands) {
      const dashed = words.filter((word, at) => /^-[xy]/.test(word) && !takesValue.has(words[at - 1] ?? ''));
      expect(dashed).toEqual([]);
    }
    for (const shell of SHELLS) {
      expect(renderCommand(lookUp(authority), shell)).toBeUndefined();
      expect(renderCommand(lookUp({ ...authority, host: 'x.test' }), shell)).toBe('nslookup x.test');
    }
  });

  it('takes no entry out of curl’s cache', () => {
    const resolved = commands.flatMap(({ words }) => words.filter((_, at) => words[at - 1] === '--resolve'));
    expect(resolved).toEqual(['+-x.test:443:192.0.2.1', '+-y.test:443:192.0.2.1']);
  });
});

describe('plain commands stay readable', () => {
  const s_client = {
    words: ['openssl', 's_client', '-connect', 'shop.example:443', '-servername', 'shop.example'],
    noInput: true,
  } as const;

  it('has no quotes where none are needed', () => {
    expect(renderCommand(s_client, 'sh')).toBe(
      'openssl s_client -connect shop.example:443 -servername shop.example </dev/null',
    );
    expect(renderCommand(s_client, 'powershell')).toBe(
      '$null | openssl s_client -connect shop.example:443 -servername shop.example',
    );
    expect(renderCommand(s_client, 'cmd')).toBe(
      'openssl s_client -connect shop.example:443 -servername shop.example < NUL',
    );
  });

  it('names curl and the null device as Windows knows them', () => {
    const command = { words: ['curl', '-sv', '-o', '/dev/null', 'https://shop.example/?a=1&b=2'] };
    expect(renderCommand(command, 'sh')).toBe("curl -sv -o /dev/null 'https://shop.example/?a=1&b=2'");
    expect(renderCommand(command, 'powershell')).toBe("curl.exe -sv -o NUL 'https://shop.example/?a=1&b=2'");
    expect(renderCommand(command, 'cmd')).toBe('curl.exe -sv -o NUL "https://shop.example/?a=1&b=2"');
  });

  it('writes a pipe', () => {
    const into = ['openssl', 'x509', '-noout', '-subject'];
    const command = piped(s_client, into);
    expect(renderCommand(command, 'sh')).toMatch(/ <\/dev\/null \| openssl x509 -noout -subject$/);
    expect(readPowerShellLine(renderCommand(command, 'powershell') ?? '')).toEqual({
      noInput: true,
      programs: [s_client.words, into],
    });
    expect(readCmdLine(renderCommand(command, 'cmd') ?? '', everyVariable)).toEqual({
      inputFrom: 'NUL',
      programs: [s_client.words, into],
    });
  });

  it('calls a program whose path needs quotes', () => {
    const command = { words: ['C:\\Program Files\\OpenSSL\\openssl.exe', 'version'] };
    expect(renderCommand(command, 'powershell')).toBe("& 'C:\\Program Files\\OpenSSL\\openssl.exe' version");
  });
});

describe('sh', () => {
  const printed = (args: readonly string[]) => renderCommand({ words: ['printf', '%s\\0', ...args] }, 'sh');

  it.each(['dash', 'bash'])('passes every word unchanged in a real %s', (shell) => {
    fc.assert(
      fc.property(words, (args) => {
        const line = printed(args);
        if (line === undefined) expect(args.every(fitForTerminal)).toBe(false);
        else expect(argvIn(shell, line)).toEqual(args);
      }),
      { numRuns: 150, examples: [[HOSTILE], [URLS]] },
    );
  });

  it('passes them at a prompt with history expansion, too', () => {
    const line = printed([...HOSTILE, ...URLS]) ?? '';
    const run = spawnSync('bash', ['--norc', '--noprofile'], {
      input: `set -o history -o histexpand\necho last\n${line}\n`,
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(run.stdout.replace('last\n', '').split('\0').slice(0, -1)).toEqual([...HOSTILE, ...URLS]);
  });

  it('gives the program an empty input and pipes its output', () => {
    const line = renderCommand(piped({ words: ['cat', '-'], noInput: true }, ['wc', '-c']), 'sh') ?? '';
    expect(spawnSync('dash', ['-c', line], { input: 'not this', encoding: 'utf8' }).stdout.trim()).toBe('0');
  });
});

describe('PowerShell, by its documented rules', () => {
  it('passes every word unchanged in 5.1 and in 7, or refuses', () => {
    fc.assert(
      fc.property(words, (args) => {
        const line = renderCommand({ words: ['argv', ...args], noInput: true }, 'powershell');
        if (line === undefined) {
          const refused = (arg: string) =>
            !fitForTerminal(arg) ||
            arg === '' ||
            arg === '--%' ||
            arg.includes('"') ||
            (/\s/.test(arg) && arg.endsWith('\\'));
          expect(args.some(refused)).toBe(true);
        } else {
          expect(readPowerShellLine(line)).toEqual({ noInput: true, programs: [['argv', ...args]] });
        }
      }),
      { numRuns: 2000, examples: HOSTILE.map((one): [string[]] => [[one]]) },
    );
  });
});

describe('cmd, by its documented rules', () => {
  it('passes every word unchanged whatever variables exist, or refuses', () => {
    fc.assert(
      fc.property(words, (args) => {
        const line = renderCommand({ words: ['argv', ...args], noInput: true }, 'cmd');
        if (line === undefined) expect(args.every(fitForTerminal)).toBe(false);
        else {
          expect(readCmdLine(line, everyVariable)).toEqual({
            programs: [['argv', ...args]],
            inputFrom: 'NUL',
          });
        }
      }),
      { numRuns: 2000, examples: HOSTILE.map((one): [string[]] => [[one]]) },
    );
  });

  it('refuses percent signs and double quotes in a pipe, whose sides may be parsed twice', () => {
    const paged = (url: string) => renderCommand(piped({ words: ['curl', url] }, ['more']), 'cmd');
    expect(paged('https://h.example/%41')).toBeUndefined();
    expect(paged('https://h.example/?a&b')).toBe('curl.exe "https://h.example/?a&b" | more');
  });
});

describe('every shell', () => {
  it.each(SHELLS)('%s has a line for every URL that a browser reports', (shell) => {
    for (const url of URLS) {
      const line = renderCommand({ words: ['curl', '-sv', url] }, shell);
      expect(line, url).toBeDefined();
      if (shell === 'powershell') {
        expect(readPowerShellLine(line ?? '').programs).toEqual([['curl.exe', '-sv', url]]);
      }
      if (shell === 'cmd') {
        expect(readCmdLine(line ?? '', everyVariable).programs).toEqual([['curl.exe', '-sv', url]]);
      }
    }
  });

  it.each(SHELLS)('%s refuses what a terminal would take for a key, or show in another order', (shell) => {
    for (const unfit of [
      'a\nb',
      'a\rb',
      'a\0b',
      'a\u0003b',
      'a\tb',
      '\u001b[31m',
      'a\u2028b',
      '\u202ex',
      '\ud800',
    ]) {
      expect(renderCommand({ words: ['curl', unfit] }, shell), JSON.stringify(unfit)).toBeUndefined();
    }
  });
});
