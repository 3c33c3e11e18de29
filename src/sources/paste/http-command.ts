import { authorityOf, hostFieldOf } from '../../model/authority.js';
import { shellCommands } from './shell-words.js';

/** What a command line of an HTTP client asks for, as far as it says. */
export interface HttpCommand {
  /** As the program calls itself. */
  readonly client: string;
  /** With scheme, and the host by which it is asked: the one in a Host field where the command sets one. Absent where there are several. */
  readonly url?: string;
  /** The host in the URL as it is written, which the program puts into SNI. */
  readonly named?: string;
  readonly method?: string;
}

interface Program {
  readonly client: string;
  readonly pattern: RegExp;
  /** Of a URL without one. */
  readonly scheme: 'http' | 'https';
  /** Letters of the short options that take a value. */
  readonly short: string;
  /** Long options that take the next word as their value. */
  readonly long: RegExp;
}

/** curl(1), 8.x */
const CURL_LONG =
  /^--(?:header|proxy(?:-header|-user)?|preproxy|socks\w{1,20}|noproxy|referer|user(?:-agent)?|request(?:-target)?|data(?:-\w{1,10})?|json|resolve|connect-to|output(?:-dir)?|cookie(?:-jar)?|max-\w{1,10}|connect-timeout|ca(?:cert|path)|cert(?:-type)?|key(?:-type)?|pass|write-out|form(?:-string)?|retry(?:-delay|-max-time)?|interface|dns-\w{1,20}|doh-url|(?:abstract-)?unix-socket|trace(?:-ascii|-config)?|stderr|limit-rate|ciphers|tls13-ciphers|curves|tls-max|upload-file|range|oauth2-bearer|haproxy-clientip|config|dump-header|local-port|pinnedpubkey|aws-sigv4|expand-\w{1,20}|variable|alt-svc|hsts|ech)$/;
/** wget(1); most of its options have their value behind `=`. */
const WGET_LONG =
  /^--(?:header|user-agent|referer|output-\w{1,10}|post-(?:data|file)|body-(?:data|file)|method|tries|timeout|wait|user|password|ca-certificate|directory-prefix|execute)$/;
/** HTTPie's manual, and xh's, which has the same. */
const HTTPIE_LONG =
  /^--(?:print|pretty|style|auth(?:-type)?|proxy|verify|cert(?:-key)?|timeout|session(?:-read-only)?|output|default-scheme|max-redirects|ssl|boundary|raw|format-options|resolve|http-version|bearer)$/;

const PROGRAMS: readonly Program[] = [
  {
    ...{ client: 'curl', pattern: /^(?:.*[/\\])?curl(?:\.exe)?$/i, scheme: 'http' },
    ...{ short: 'AbcCdDeEFhHKmoPQrtTuUwxXyYz', long: CURL_LONG },
  },
  { client: 'wget2', pattern: /^(?:.*\/)?wget2$/, scheme: 'http', short: 'OoaPUetTwQlAR', long: WGET_LONG },
  {
    ...{ client: 'wget', pattern: /^(?:.*[/\\])?wget(?:\.exe)?$/i, scheme: 'http' },
    ...{ short: 'OoaPUetTwQlAR', long: WGET_LONG },
  },
  { client: 'HTTPie', pattern: /^http$/, scheme: 'http', short: 'psaAo', long: HTTPIE_LONG },
  { client: 'HTTPie', pattern: /^https$/, scheme: 'https', short: 'psaAo', long: HTTPIE_LONG },
  { client: 'xh', pattern: /^xh$/, scheme: 'http', short: 'psaAo', long: HTTPIE_LONG },
  { client: 'xh', pattern: /^xhs$/, scheme: 'https', short: 'psaAo', long: HTTPIE_LONG },
  { client: 'lynx', pattern: /^lynx$/, scheme: 'http', short: '', long: /^$/ },
  { client: 'w3m', pattern: /^w3m$/, scheme: 'http', short: 'TIOtlX', long: /^$/ },
  { client: 'aria2', pattern: /^aria2c$/, scheme: 'http', short: 'doxsjkui', long: /^--(?:header|dir|out)$/ },
  {
    ...{ client: 'libwww-perl', pattern: /^(?:lwp-request|GET|HEAD|POST)$/, scheme: 'http' },
    ...{ short: 'mtibCHpo', long: /^$/ },
  },
];

/** Words before the program: a prompt, `sudo`, `time`, a container's command, variables. Not more of them than this. */
const MAX_BEFORE = 12;
const URL_WORD = /^https?:\/\/[^\s"'<>^`]+$/i;
/** A host name or address with an optional port and path, as programs take it for a URL. */
const BARE =
  /^(?:(?:[\w-]{1,63}\.)+[A-Za-z][\w-]{1,62}\.?|localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?(?:[/?]\S*)?$/;
const HOST_FIELD = /^Host: ?([A-Za-z0-9._:[\]-]{1,300})$/i;

/** Undefined for a line without a command of a known client. */
export function httpCommand(line: string): HttpCommand | undefined {
  for (const words of shellCommands(line)) {
    for (const [at, word] of words.slice(0, MAX_BEFORE).entries()) {
      const program = PROGRAMS.find(({ pattern }) => pattern.test(word));
      // By its name alone it may be a word of English.
      if (program !== undefined && words.length > at + 1) return commandOf(program, words.slice(at + 1));
    }
  }
  return undefined;
}

interface Arguments {
  readonly urls: string[];
  readonly options: Map<string, string>;
  readonly fields: string[];
}

function commandOf(program: Program, words: readonly string[]): HttpCommand {
  const { urls, options, fields } = read(program, words);
  const { client } = program;
  const [url, ...others] = new Set(urls);
  const method = methodOf(program, options);
  const found = { client, ...(method === undefined ? {} : { method }) };
  if (url === undefined || others.length > 0) return found;
  const whole = URL_WORD.test(url) ? url : `${program.scheme}://${url}`;
  const authority = authorityOf(whole);
  // A shell's variables in a host leave it open.
  if (authority === undefined || !/^[\w.:[\]-]+$/.test(authority.host)) return found;
  const named = authority.host;
  const field = fields.map((text) => HOST_FIELD.exec(text)?.[1]).findLast((host) => host !== undefined);
  const { pathname, search } = new URL(whole);
  return {
    ...{ ...found, named },
    url: `${authority.scheme}://${field ?? hostFieldOf(authority)}${pathname}${search}`,
  };
}

const HTTPIE_METHOD = /^[A-Z]{3,10}$/;

function read({ client, short, long }: Program, words: readonly string[]): Arguments {
  const found: Arguments = { urls: [], options: new Map(), fields: [] };
  const own = client === 'HTTPie' || client === 'xh';
  const take = (name: string, value: string): void => {
    found.options.set(name, value);
    if (name === 'H' || name === '--header') found.fields.push(value);
    if (name === '--url') found.urls.push(value);
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (/^--./.test(word)) {
      const [, name = word, value] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? [];
      if (value !== undefined) take(name, value);
      else if (long.test(name) || name === '--url') take(name, words[++at] ?? '');
      else take(name, '');
    } else if (/^-./.test(word)) {
      const letters = [...word.slice(1)];
      const valued = letters.findIndex((letter) => short.includes(letter));
      for (const letter of valued < 0 ? letters : letters.slice(0, valued)) take(letter, '');
      if (valued >= 0) take(letters[valued] ?? '', letters.slice(valued + 1).join('') || (words[++at] ?? ''));
    } else if (own && found.urls.length > 0) found.fields.push(word);
    else if (own && HTTPIE_METHOD.test(word)) found.options.set('X', word);
    else if (own && /^:\d{0,5}(?:\/|$)/.test(word))
      found.urls.push(`localhost${word === ':' ? '' : word.replace(/^:(?=\/)/, '')}`);
    else if (URL_WORD.test(word) || BARE.test(word)) found.urls.push(word);
  }
  return found;
}

function methodOf({ client }: Program, options: ReadonlyMap<string, string>): string | undefined {
  const set = client === 'curl' || client === 'HTTPie' || client === 'xh' ? options.get('X') : undefined;
  const method = set ?? options.get('--request') ?? options.get('--method');
  if (method !== undefined && /^[A-Za-z]{3,16}$/.test(method)) return method.toUpperCase();
  const head =
    client === 'curl'
      ? ['I', '--head']
      : client === 'wget' || client === 'wget2'
        ? ['--spider']
        : ['I', '--head'];
  return head.some((name) => options.has(name)) ? 'HEAD' : undefined;
}
