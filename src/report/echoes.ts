import { authorityOf, originOf } from '../model/authority.js';
import { isCut, startOfUrl } from '../model/bounds.js';

/** Replaces what a text repeats of known paths and queries. */
export type RedactEchoes = (text: string) => string;

/** A shorter echo counts only where no letter or digit touches it: `/html` is part of `text/html`, too. */
const SHORT = 8;
/** So much of the beginning of a longer one is an echo as well: servers and browsers cut long texts. */
const BEGINNING = 16;
/** Segments of a path and values of a query that are looked for by themselves; shorter ones are words of their own. */
const OWN = 12;

/**
 * Searches texts for the paths and queries of these URLs: as they are, decoded, encoded once more, escaped for HTML, in
 * any case of letters; whole, and their longer parts one by one. Each becomes `/…`, whatever it was. A pattern would be
 * too long for some URLs, so it compares by hand; takes time in proportion to the text and the number of URLs.
 */
export function echoesOf(urls: readonly string[]): RedactEchoes {
  const cut = urls.some(isCut);
  const byFirst = new Map<string, string[]>();
  for (const echo of new Set(urls.flatMap(partsOf).flatMap(formsOf).map(lower))) {
    const first = echo.charAt(0);
    const known = byFirst.get(first);
    if (known) known.push(echo);
    else byFirst.set(first, [echo]);
  }
  return (text) => {
    const searched = lower(text);
    let redacted = '';
    let from = 0;
    for (let at = 0; at < text.length; ) {
      const echoed = longest(byFirst.get(searched.charAt(at)) ?? [], searched, at);
      if (echoed === 0) {
        at++;
        continue;
      }
      redacted += `${text.slice(from, at)}/…`;
      at += echoed;
      // Nobody knows the rest of a URL that was cut.
      if (cut && echoed >= BEGINNING) while (/[^\s"<>`]/.test(text.charAt(at))) at++;
      from = at;
    }
    return redacted + text.slice(from);
  };
}

/** Length of the longest echo that begins there; 0: none does. */
function longest(echoes: readonly string[], text: string, at: number): number {
  let length = 0;
  for (const echo of echoes) {
    const same = commonLength(echo, text, at);
    const counts = same === echo.length ? stands(echo, text, at) : same >= BEGINNING;
    if (counts && same > length) length = same;
  }
  return length;
}

function commonLength(echo: string, text: string, at: number): number {
  let same = 0;
  while (same < echo.length && echo.charCodeAt(same) === text.charCodeAt(at + same)) same++;
  return same;
}

/** Is it an echo there, and not part of another word, of a media type, a version or a tag of HTML? */
function stands(echo: string, text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  if (before === '<') return false;
  if (echo === '/') return rootStands(text, at);
  if (echo.length >= SHORT) return true;
  const after = text.charAt(at + echo.length);
  if (/[\w-]/.test(after)) return false;
  return (
    !/\w/.test(before) || (/^(?:\\?\/|%2f)/.test(echo) && endsInHost(text.slice(Math.max(0, at - 260), at)))
  );
}

/** The path `/` is one only where it stands alone, or after a host and at the end of a word. */
const rootStands = (text: string, at: number): boolean =>
  !/[^\s"')\]};,?]/.test(text.charAt(at + 1)) &&
  (!/[^\s"'([{=]/.test(text.charAt(at - 1)) || endsInHost(text.slice(Math.max(0, at - 260), at)));

/** `shop.example` or `localhost:8080`, and not `nginx` or `text`. */
const endsInHost = (text: string): boolean => /[\w-][.:][\w-]{1,63}\]?$/.test(text);

/** What of a URL is looked for: path and query together and each alone, parameters, and long parts. */
function partsOf(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { pathname, search, hash } = new URL(startOfUrl(url));
  const authority = authorityOf(url);
  const isPath = pathname.startsWith('/');
  // An origin has no path: `https://host` names none.
  if (authority !== undefined && url === originOf(authority)) return [];
  const query = search.slice(1);
  const parameters = query.split('&');
  return [
    isPath || pathname.length >= SHORT ? pathname : '',
    isPath && pathname.length > 1 ? pathname.replace(/\/$/, '') : '',
    search === '' ? '' : pathname + search,
    search,
    query.length >= 4 ? query : '',
    hash.length >= 4 ? hash : '',
    ...parameters.filter((parameter) => parameter.length >= 4 && parameter.includes('=')),
    ...[
      ...pathname.split('/'),
      ...parameters.map((parameter) => parameter.slice(parameter.indexOf('=') + 1)),
    ].filter((part) => part.length >= OWN),
  ].filter((part) => part !== '');
}

/** The ways in which servers and browsers write one part. */
function formsOf(part: string): string[] {
  const decoded = [part, decodedText(part), decodedText(part.replaceAll('+', ' '))];
  const read = [...decoded, ...decoded.map(asLatin1)];
  // White space at either end of a field value is none of it (RFC 9110 section 5.5).
  const plain = [...read, ...read.map((one) => one.trim())];
  return [
    ...plain,
    ...plain.map(escapedForHtml),
    // Apache and nginx leave the apostrophe as it is, others have their own number for it.
    ...["'", '&#039;', '&#x27;', '&apos;'].flatMap((quote) =>
      plain.map((one) => escapedForHtml(one).replaceAll('&#39;', quote)),
    ),
    ...plain.map((one) => one.replaceAll('/', '\\/')),
    encoded(part),
  ].filter((form) => form !== '');
}

/** Percent-encoding undone where it is UTF-8; what is not stays. */
const decodedText = (part: string): string =>
  part.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });

/** UTF-8 read as Latin-1, which is how browsers show bytes in header fields (Fetch, "isomorphic decode"). */
const asLatin1 = (text: string): string =>
  [...new TextEncoder().encode(text)].map((byte) => String.fromCharCode(byte)).join('');

function encoded(part: string): string {
  try {
    return encodeURIComponent(part);
  } catch {
    return '';
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapedForHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** ASCII only, so that places in the text stay what they are. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, (hostLabels) => hostLabels.toLowerCase());
