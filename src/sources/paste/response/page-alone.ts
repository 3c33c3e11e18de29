import { bodyFrom } from './body-lines.js';
import type { FoundResponse } from './found.js';

/** The sentence by which servers' own pages for 421 are known, also as a browser for terminals shows them (docs/products.md). */
const SENTENCES =
  /The client needs a new connection for this\s+request|does not match any Subject Alternative Names|Request sent to a non-authoritative server|distribution does not match the\s+certificate|<title>\s{0,20}(?:HTTP Status )?421\b|<h1>\s{0,20}421 /i;
const BEGIN = /^\s*(?:<!doctype html|<html\b)/i;

/** A page with a 421 in its title or a server's own sentence, and nothing of the message around it. */
export function pageAlone(text: string, lines: readonly string[]): FoundResponse[] {
  if (!SENTENCES.test(text)) return [];
  const begins = lines.findIndex((line) => BEGIN.test(line));
  const from =
    begins < 0
      ? Math.max(
          0,
          lines.findIndex((line) => line.trim() !== ''),
        )
      : begins;
  const body = bodyFrom(lines.slice(0, endOfPage(lines, from)), from, undefined);
  return body === undefined
    ? []
    : [{ kind: 'page', line: from, target: {}, statusLine: '', headers: [], body, protocol: 'unknown' }];
}

/** The page that a program prints behind its error, within a few lines. */
export function pageBehind(lines: readonly string[], at: number): FoundResponse['body'] {
  const near = lines.slice(at, at + 30).findIndex((line) => BEGIN.test(line) || /<!doctype html/i.test(line));
  if (near < 0) return undefined;
  const first = lines[at + near] ?? '';
  const starts = first.search(/<!doctype html/i);
  const behind = starts > 0 ? [first.slice(starts), ...lines.slice(at + near + 1)] : lines.slice(at + near);
  return bodyFrom(behind.slice(0, endOfPage(behind, 0)), 0, undefined);
}

/** The line after a page: behind its end tag come comments at most. A program's own words behind it are none of it. */
function endOfPage(lines: readonly string[], from: number): number {
  const cut = lines.findIndex((line, at) => at >= from && /\(truncated\.\.\.\)\s*$/.test(line));
  const tag = lines.findIndex((line, at) => at >= from && /<\/html>/i.test(line));
  if (tag < 0) return cut < 0 ? lines.length : cut + 1;
  const rest = lines.findIndex((line, at) => at > tag && !/^\s*(?:<!--.*|$)/.test(line));
  return rest < 0 ? lines.length : rest;
}
