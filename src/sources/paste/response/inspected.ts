import type { Header } from '../../../model/header.js';
import { clientOf } from './client.js';
import type { FoundResponse } from './found.js';
import { targetOfUrl } from './messages-in-text.js';

/** Lines of one object that are looked at. */
const MAX_LINES = 300;

/** `name: value` as util.inspect writes it, quoted or not. */
const MEMBER = /^\s*(?:'((?:[^'\\]|\\.){1,100})'|"([^"]{1,100})"|([A-Za-z_][\w-]{0,99})): (.*?),?$/;

const unquoted = (text: string): string => {
  const inner = /^(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)$/.exec(text);
  return inner === null ? text : (inner[1] ?? inner[2] ?? inner[3] ?? '').replace(/\\(['"`\\])/g, '$1');
};

/**
 * A Response or an error as Node, Deno or Bun print it (util.inspect): `status: 421`, `statusText`, `url`, and the members of
 * `headers`. Of an axios error, `config.url` and `request` lie elsewhere and may be cut; the first URL counts.
 */
export function inspectedIn(lines: readonly string[]): FoundResponse[] {
  const found: FoundResponse[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (!/^\s*["']?status(?:Code)?["']?: 421,?$/.test(lines[at] ?? '')) continue;
    const response = objectAround(lines, at);
    if (response !== undefined && !found.some(({ line }) => at - line < MAX_LINES)) found.push(response);
  }
  return found;
}

/** Node's own class of that name; superagent's is built on Node's http. */
const FETCH = /\bResponse \{/;
const OF_NODE_HTTP = /\b(?:IncomingMessage|ClientRequest)\b/;

function objectAround(lines: readonly string[], at: number): FoundResponse | undefined {
  const from = Math.max(0, at - MAX_LINES);
  const around = lines.slice(from, at + MAX_LINES);
  const headers: Header[] = [];
  let [url, phrase, method, agent]: (string | undefined)[] = [];
  /** Indentation of the headers that are being read; null once they are over. */
  let inHeaders: string | null | undefined;
  for (const [index, line] of around.entries()) {
    const place = from + index - at;
    const indent = /^\s*/.exec(line)?.[0] ?? '';
    if (typeof inHeaders === 'string' && indent.length <= inHeaders.length && /^\s*[}\]]/.test(line)) {
      inHeaders = null;
    }
    const [, single, double, bare, value = ''] = MEMBER.exec(line.slice(0, 8192)) ?? [];
    const name = single ?? double ?? bare;
    if (name === undefined) continue;
    if (/^User-Agent$/i.test(name)) agent ??= unquoted(value);
    if (typeof inHeaders === 'string') {
      if (!/^[{[]/.test(value)) headers.push({ name, value: unquoted(value) });
    } else if (
      name === 'headers' &&
      value.endsWith('{') &&
      inHeaders === undefined &&
      place > 0 &&
      place < 4
    ) {
      inHeaders = indent;
    } else if (name === 'url' && /^['"]https?:/.test(value)) url ??= unquoted(value);
    else if (name === 'statusText') phrase ??= unquoted(value);
    else if (name === 'method' && /^['"][A-Za-z]{3,10}['"]$/.test(value))
      method ??= unquoted(value).toUpperCase();
  }
  const fetched = around.some((line) => FETCH.test(line)) && !around.some((line) => OF_NODE_HTTP.test(line));
  const client = agent === undefined ? undefined : clientOf(agent);
  return {
    ...{ kind: 'inspected', line: at, target: url === undefined ? {} : targetOfUrl(url), headers },
    statusLine: phrase === undefined || phrase === '' ? '' : `421 ${phrase}`,
    protocol: 'unknown',
    ...(method === undefined ? {} : { method }),
    ...(client !== undefined ? { client } : fetched ? { client: { name: 'Node fetch' } } : {}),
  };
}
