import type { Text } from '../model/text.js';
import type { Say } from './options.js';
import { visible } from './visible.js';

/** A fence of backticks longer than any run of them inside (CommonMark sections 4.5 and 6.1). */
function fenceFor(content: string, least: number): string {
  let longest = 0;
  for (const [run] of content.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return '`'.repeat(Math.max(least, longest + 1));
}

/**
 * A value as a code span: no markup, no HTML, no links, and none of the names and numbers that issue trackers turn
 * into mentions. A blank at either side is taken off again where the content touches a backtick.
 */
export function codeSpan(value: string): string {
  const content = visible(value);
  if (content.trim() === '') return '–';
  const fence = fenceFor(content, 1);
  const blank = /^`|`$|^ .* $/.test(content) ? ' ' : '';
  return `${fence}${blank}${content}${blank}${fence}`;
}

/** Lines as a fenced code block. */
export function codeBlock(lines: string, language = ''): string {
  const fence = fenceFor(lines, 3);
  return `${fence}${language}\n${lines}\n${fence}`;
}

/** Our own sentence as Markdown: whatever could be taken for markup or HTML is escaped. */
export const escaped = (sentence: string): string =>
  sentence
    .replace(/[\\`*[\]<>~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=[#\w]+;)/gu, '\\$&')
    .replace(/^(\d+)([.)])(?=\s)/, '$1\\$2')
    .replace(/^[-+#=](?=\s|$)/, '\\$&');

/** Words and plain numbers, which read better without the look of code. */
const PLAIN = /^[\p{L}\p{N}](?:[\p{L}\p{N} ,]{0,38}[\p{L}\p{N}](?:\.\d{1,5})?)?$/u;

/** A value as it stands in a sentence: plain where it is a few words, in a code span otherwise. */
export const inline = (value: string): string => (PLAIN.test(value) ? value : codeSpan(value));

/**
 * An address as a link that shows itself (CommonMark section 6.5); in a code span where it is no address of the web, or
 * was shortened.
 */
export function link(url: string): string {
  if (!/^https?:/i.test(url) || url.includes('…') || !URL.canParse(url)) return codeSpan(url);
  const { href } = new URL(url);
  return /[<>\s]/.test(href) ? codeSpan(url) : `<${href}>`;
}

/** Stand for the arguments while the sentence is escaped: private-use characters, which no message has. */
const [OPEN, CLOSE] = ['\ue000', '\ue001'];

const onOneLine = (said: string): string =>
  said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');

/** A text as one line of Markdown, its arguments as code where they are more than words. */
export function sentence(text: Text, say: Say): string {
  const args = (text.args ?? []).map(inline);
  const said = say({ key: text.key, args: args.map((_, at) => `${OPEN}${at}${CLOSE}`) });
  return escaped(onOneLine(said)).replace(
    new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g'),
    (_, at: string) => args[Number(at)] ?? '',
  );
}
