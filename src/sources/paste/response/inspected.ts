import { type BodyFacts, MAX_BODY_BYTES } from '../../../model/exchange.js';
import type { Header } from '../../../model/header.js';
import { clientOf } from './client.js';
import type { Client, FoundResponse } from './found.js';
import { targetOfUrl } from './messages-in-text.js';

/** Lines of one object that are looked at. */
const MAX_LINES = 300;
/** Members of one object that are looked at. */
const MAX_FIELDS = 200;

/** `name: value` as util.inspect writes it, quoted or not; `'name' => value` and `[name] => value` as Perl, PHP and Ruby do. */
const MEMBER =
  /^[\s{]*(?:'((?:[^'\\]|\\.){1,100})'|"([^"]{1,100})"|\[?([A-Za-z_][\w-]{0,99})\]?)(?:: | {1,3}=> )(.*?)[,}]{0,2}$/;
/** A Map of fields, as Node 20 and later keep those of a Response. */
const ENTRY = /^\s*'((?:[^'\\]|\\.){1,100})' => \{ name: '[^']{1,100}', value: '((?:[^'\\]|\\.)*)' \},?$/;
const STATUS =
  /^[\s{]*(?:["']?status(?:Code)?["']?: |["']status["'] {1,3}=> |["']status_code["']: |\[http_code\] => )["']?421["']?[,}]{0,2}$/;
/**
 * The fields stand beside the status: those of a response over HTTP/2 as Node's http2 gives them; or behind it, where a program
 * prints one and the other.
 */
const BEFORE_FIELDS = /^\s*(?:':status': 421,?|421 ?(?<phrase>[A-Za-z ]{0,60}) \{)$/;

const unquoted = (text: string): string => {
  const inner = /^(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)$/.exec(text);
  return inner === null ? text : (inner[1] ?? inner[2] ?? inner[3] ?? '').replace(/\\(['"`\\])/g, '$1');
};

/**
 * A Response or an error as Node, Deno or Bun print it (util.inspect): `status: 421`, `statusText`, `url`, and the members of
 * `headers`; the same of Perl (Data::Dumper), PHP (print_r) and Python (pprint). Of an axios error, `config.url` and `request` lie
 * elsewhere and may be cut; the first URL counts.
 */
export function inspectedIn(lines: readonly string[]): FoundResponse[] {
  const found: FoundResponse[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (!STATUS.test(line) && !BEFORE_FIELDS.test(line)) continue;
    const before = found.at(-1);
    const near = before !== undefined && at - before.line < MAX_LINES;
    if (near && before.headers.length > 0) continue;
    const response = objectAround(lines, at);
    // An error has the response within it, and may repeat its status.
    if (!near) found.push(response);
    else if (response.headers.length > 0) found[found.length - 1] = response;
  }
  return found;
}

/** Node's own class of that name; superagent's is built on Node's http. */
const FETCH = /\bResponse \{/;
const OF_NODE_HTTP = /\b(?:IncomingMessage|ClientRequest)\b/;
/** The class of npm's node-fetch, and of minipass-fetch, which was made of it. */
const OF_NODE_FETCH = /\[Symbol\((?:Response|Body) internals\)\]/;

const indentOf = (line: string): number => /^\s*/.exec(line)?.[0].length ?? 0;

interface Member {
  /** Its line. */
  readonly at: number;
  readonly indent: number;
  readonly name: string;
  readonly value: string;
}

function membersOf(lines: readonly string[], from: number, to: number): Member[] {
  const members: Member[] = [];
  for (let at = from; at < to; at++) {
    const line = (lines[at] ?? '').slice(0, 8192);
    const [, single, double, bare, value = ''] = MEMBER.exec(line) ?? [];
    const name = single ?? double ?? bare;
    if (name !== undefined) members.push({ at, indent: indentOf(line), name, value });
  }
  return members;
}

function objectAround(lines: readonly string[], at: number): FoundResponse {
  const from = Math.max(0, at - MAX_LINES);
  const to = Math.min(lines.length, at + MAX_LINES);
  const indent = indentOf(lines[at] ?? '');
  // The object that the status is a member of.
  const begins = lines
    .slice(from, at)
    .findLastIndex((line) => indentOf(line) < indent && /[{([]$/.test(line));
  const ends = lines
    .slice(at + 1, to)
    .findIndex((line) => indentOf(line) < indent && /^\s*[}\])]/.test(line));
  const first = begins < 0 ? from : from + begins;
  const last = ends < 0 ? to : at + 1 + ends;
  const all = membersOf(lines, from, to);
  const own = all.filter((member) => member.at > first && member.at < last && member.indent === indent);
  const ofOwn = (...names: readonly string[]) => own.find(({ name }) => names.includes(name));
  const someOf = (name: string, fits: RegExp): string | undefined =>
    [...own, ...all].find((member) => member.name === name && fits.test(member.value))?.value;
  const url = someOf('url', /^["']?https?:/);
  const agent = all.find(({ name }) => /^User-Agent$/i.test(name))?.value;
  const method = someOf('method', /^['"][A-Za-z]{3,10}['"]$/);
  const before = BEFORE_FIELDS.exec(lines[at] ?? '');
  const phrase = before?.groups?.phrase ?? ofOwn('statusText', 'statusMessage', 'reason')?.value;
  const container =
    before === null
      ? ofOwn('headers', 'header')
      : { at, indent: before.groups?.phrase === undefined ? indent - 1 : indent };
  const headers = [
    ...rawFields(lines, ofOwn('rawHeaders')),
    ...(container === undefined ? [] : fieldsBehind(lines, container.at, container.indent)),
    ...entriesIn(lines.slice(at, to)),
  ];
  const body = textOf(lines, ofOwn('data', 'body', 'content'));
  const around = lines.slice(from, to);
  const client = agent === undefined ? clientByClass(around) : clientOf(unquoted(agent));
  return {
    ...{ kind: 'inspected', line: at, target: url === undefined ? {} : targetOfUrl(unquoted(url)), headers },
    statusLine: phrase === undefined || unquoted(phrase) === '' ? '' : `421 ${unquoted(phrase)}`,
    protocol: before !== null && before.groups?.phrase === undefined ? 'h2' : 'unknown',
    ...(method === undefined ? {} : { method: unquoted(method).toUpperCase() }),
    ...(body === undefined ? {} : { body }),
    ...(client === undefined ? {} : { client }),
  };
}

function clientByClass(lines: readonly string[]): Client | undefined {
  const has = (pattern: RegExp): boolean => lines.some((line) => pattern.test(line));
  if (!has(FETCH) || has(OF_NODE_HTTP)) return undefined;
  return { name: has(OF_NODE_FETCH) ? 'node-fetch' : 'Node fetch' };
}

/** The members of the object that begins on a line, or behind it, up to its end. `indent`: of that line. */
function fieldsBehind(lines: readonly string[], at: number, indent: number): Header[] {
  const headers: Header[] = [];
  for (let next = at + 1; next < lines.length && next < at + MAX_FIELDS; next++) {
    const line = lines[next] ?? '';
    if (indentOf(line) <= indent) break;
    const [member] = membersOf(lines, next, next + 1);
    if (member !== undefined && !/^(?:[{(]|\[(?! '[^']*' \]))/.test(member.value))
      headers.push({ name: member.name, value: unquoted(member.value.replace(/^\[ (.*) \]$/, '$1')) });
  }
  return headers;
}

/** Names and values in turn, as Node's IncomingMessage has them. */
function rawFields(lines: readonly string[], list: Member | undefined): Header[] {
  if (list?.value !== '[') return [];
  const words: string[] = [];
  for (let at = list.at + 1; at < lines.length && words.length < 2 * MAX_FIELDS; at++) {
    const word = (lines[at] ?? '').trim().replace(/,$/, '');
    if (!/^['"`]/.test(word)) break;
    words.push(unquoted(word));
  }
  return words.flatMap((name, at) => (at % 2 === 0 ? [{ name, value: words[at + 1] ?? '' }] : []));
}

const entriesIn = (lines: readonly string[]): Header[] =>
  lines.flatMap((line) => {
    const [, name, value = ''] = ENTRY.exec(line.slice(0, 8192)) ?? [];
    return name === undefined ? [] : [{ name, value }];
  });

/** A text of several literals, or of one with line feeds in it. */
function textOf(lines: readonly string[], member: Member | undefined): BodyFacts | undefined {
  if (member === undefined) return undefined;
  const quote = /^(['"`])/.exec(member.value)?.[1];
  if (quote === undefined) return undefined;
  const end = new RegExp(`(?<!\\\\)${quote},?$`);
  let whole = member.value.replace(/ \+$/, '');
  let joined = / \+$/.test(member.value);
  for (let next = member.at + 1; next < lines.length && next < member.at + MAX_LINES; next++) {
    if (!joined && (whole === quote ? false : end.test(whole))) break;
    const line = lines[next] ?? '';
    whole = joined
      ? `${whole.slice(0, -1)}${line
          .trim()
          .replace(/ \+$|,$/g, '')
          .slice(1)}`
      : `${whole}\n${line}`;
    joined = joined && / \+$/.test(line);
  }
  const text = unquoted(whole.replace(/,$/, ''))
    .replace(/\\r\\n|\\n/g, '\n')
    .trim();
  return text === ''
    ? undefined
    : { text: text.slice(0, MAX_BODY_BYTES), cut: text.length > MAX_BODY_BYTES, via: 'pasted' };
}
