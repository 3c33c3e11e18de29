import { headerValue } from '../../model/header.js';
import type { Text } from '../../model/text.js';
import { text } from '../../model/text.js';
import { refusedAttempt } from '../observed/attempts.js';
import type { RawFacts, Sign } from '../types.js';

/** Header values stand in sentences; a hostile one must not fill the page. */
const LONGEST_QUOTE = 80;

const quote = (value: string): string =>
  value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value;

export const sign = (sure: Sign['sure'], by: Text): Sign => ({ sure, by });

export const byHeader = (name: string, value: string): Text =>
  text('product_by_header', quote(`${name}: ${value}`));

export const bySentence = (sentence: string): Text => text('product_by_sentence', sentence);

/**
 * Whether the visible response is the 421 itself. After a hidden retry the visible headers and body belong to
 * the good response, and a suspected misdirection has no 421 at all.
 */
export const shows421 = (facts: RawFacts): boolean =>
  facts.occurrence.outcome === 'misdirected' && facts.occurrence.exchange.response.status === 421;

/** A field of the 421 whose value fits. */
export function byField(facts: RawFacts, name: string, pattern: RegExp): Sign | undefined {
  const value = shows421(facts) ? facts.headers(name).find((line) => pattern.test(line)) : undefined;
  return value === undefined ? undefined : sign('likely', byHeader(name, value));
}

/** Puts its own Server value beside the origin's (measured: Caddy 2.6.2); other gateways overwrite it or leave it alone. */
const ADDS_ITS_OWN = /^Caddy$/;

/**
 * The 421's Server field, which a gateway may have left as it was. Beside the value of another server it is the gateway's own:
 * a program that passes responses on adds its field to theirs (measured: uvicorn 0.17 and hypercorn 0.13 before Apache 2.4.71).
 */
export function byServer(facts: RawFacts, pattern: RegExp): Sign | undefined {
  if (!shows421(facts)) return undefined;
  const [own, ...others] = listed(facts, 'server').toSorted(
    (a, b) => Number(pattern.test(b)) - Number(pattern.test(a)),
  );
  return own !== undefined &&
    pattern.test(own) &&
    others.every((value) => pattern.test(value) || ADDS_ITS_OWN.test(value))
    ? sign('likely', byHeader('Server', own))
    : undefined;
}

/** The 421's page fits; `words` of it are quoted. */
export const byPage = (facts: RawFacts, pattern: RegExp, words: string): Sign | undefined =>
  pattern.test(misdirectedBody(facts) ?? '') ? sign('likely', bySentence(words)) : undefined;

/** Path of the request's URL; '' where the URL is not one. */
export function pathOf({ occurrence }: RawFacts): string {
  const { url } = occurrence.exchange.request;
  return URL.canParse(url) ? new URL(url).pathname : '';
}

/** The kept part of the 421's body. Text is evidence of an responder only under that status. */
export const misdirectedBody = (facts: RawFacts): string | undefined =>
  shows421(facts) ? facts.body : undefined;

/** The body is this text and nothing else; white space around it does not count. */
export const bodyIs = (facts: RawFacts, wanted: string): boolean => misdirectedBody(facts)?.trim() === wanted;

/** The body is this text, to the byte; by its length in bytes where only that could be had. */
export function bodyIsExactly(facts: RawFacts, wanted: string): boolean {
  if (!shows421(facts)) return false;
  return facts.body === undefined
    ? facts.header('content-length') === String(wanted.length) &&
        facts.header('content-encoding') === undefined
    : facts.body === wanted;
}

/** The 421 had no body, or its header says so where the body could not be had. */
export const hasEmptyBody = (facts: RawFacts): boolean =>
  shows421(facts) && (facts.body === undefined ? facts.header('content-length') === '0' : facts.body === '');

/**
 * Content-Type of the 421. Firefox puts the type of the hidden first 421 in front of the visible one, comma between,
 * whether its retry was answered 421 again or not (measured: Firefox 153 against Apache, nginx, Caddy and nghttpx).
 * The visible one is the last; of a recovered 421 the first is all there is, unless a log has the 421 itself.
 */
export function misdirectedType(facts: RawFacts): string | undefined {
  const types = listed(facts, 'content-type');
  if (shows421(facts)) return types.at(-1);
  if (facts.occurrence.outcome !== 'recovered') return undefined;
  const logged = headerValue(refusedAttempt(facts)?.headers ?? [], 'content-type');
  return logged ?? (types.length > 1 ? types[0] : undefined);
}

/**
 * Splits the list form that browsers make of a repeated field (RFC 9110 section 5.3). Commas inside a comment
 * in parentheses do not count.
 */
function members(value: string): string[] {
  if (!value.includes(',') && !value.includes('\n')) return value.trim() === '' ? [] : [value.trim()];
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < value.length; at++) {
    const char = value[at];
    if (char === '(') depth++;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if ((char === ',' || char === '\n') && depth === 0) {
      parts.push(value.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(value.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Every value of a field that may be repeated or joined, in order. */
export const listed = (facts: RawFacts, name: string): readonly string[] =>
  facts.headers(name).flatMap(members);

/** The first value of a listed field that fits. */
export const listedLike = (facts: RawFacts, name: string, pattern: RegExp): string | undefined =>
  listed(facts, name).find((value) => pattern.test(value));

/** The first `Server` value that fits. A chain may have left more than one. */
export const serverLike = (facts: RawFacts, pattern: RegExp): string | undefined =>
  listedLike(facts, 'server', pattern);

/**
 * An empty response that announces HTTP/3 in the way of the Go QUIC library (ma=2592000), whatever Server field stands over it:
 * Caddy sends this with its empty 421 (measured: Caddy 2.6.2 behind nginx, nghttpx and HAProxy).
 */
export const announcesHttp3 = (facts: RawFacts): boolean =>
  facts.headers('alt-svc').some((value) => /^h3=":\d{1,5}"; ?ma=2592000$/.test(value));

/** The reason phrase of a 421 that came over HTTP/1.x: '' where it has none, undefined where it does not show. */
export function phraseOf(facts: RawFacts): string | undefined {
  if (!shows421(facts) || facts.protocol !== 'http/1.1') return undefined;
  const line = /^HTTP\/1\.[01] 421(?: (.*))?$/i.exec(facts.occurrence.exchange.response.statusLine);
  return line === null ? undefined : (line[1] ?? '').trim();
}
