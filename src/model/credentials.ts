import type { Header } from './header.js';

/** Names of fields whose value lets somebody in, or is likely to. */
const CREDENTIAL =
  /auth|token|jwt|bearer|secret|session|credential|passw(?:or)?d|csrf|xsrf|signature|cookie|(?:api|access|app|client|function|functions|master|subscription)-?key/i;
const SET_COOKIE = /^set-cookie2?$/i;
/** RFC 9110 sections 11.6.1 and 11.7.1. */
const CHALLENGE = /^(?:www|proxy)-authenticate$/i;

/** Does a field of this name hold a credential, in whole or in part? */
export const isCredential = (name: string): boolean => CREDENTIAL.test(name);

/**
 * The field without what could let somebody in. A cookie keeps its name and attributes, by which balancers are recognised,
 * a challenge its scheme and realm; every other credential becomes its length. What was cleaned once stays as it is.
 */
export function withoutCredentials(header: Header): Header {
  const { name, value } = header;
  if (!isCredential(name)) return header;
  return {
    name,
    value: SET_COOKIE.test(name) ? cookies(value) : CHALLENGE.test(name) ? challenges(value) : length(value),
  };
}

const LENGTH = /^\[\d+ characters\]$/;

/** `[32 characters]`: what stands for a secret. Nothing is hashed: short secrets are guessed from their hash. */
const length = (secret: string): string =>
  secret === '' || LENGTH.test(secret) ? secret : `[${secret.length} characters]`;

/** Cookie attributes that say nothing of the person (RFC 6265 section 5.2, and what browsers added since). */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  'domain',
  'expires',
  'httponly',
  'max-age',
  'partitioned',
  'path',
  'priority',
  'samesite',
  'secure',
]);

/** HAR files, and Firefox, may hold several Set-Cookie fields in one value, a line each. */
const cookies = (value: string): string => value.split('\n').map(cookie).join('\n');

function cookie(line: string): string {
  const [pair = '', ...attributes] = line.split(';');
  return [withLength(pair), ...attributes.map(attribute)].join(';');
}

const attribute = (text: string): string => {
  const equals = text.indexOf('=');
  const name = (equals < 0 ? text : text.slice(0, equals)).trim().toLowerCase();
  return ATTRIBUTES.has(name) || name === '' ? text : withLength(text);
};

/** `name=secret` keeps its name; a text without a name is all value (RFC 6265bis section 5.6). */
function withLength(pair: string): string {
  const equals = pair.indexOf('=');
  const start = pair.length - pair.trimStart().length;
  const from = equals < 0 ? start : equals + 1;
  return pair.slice(0, from) + length(pair.slice(from));
}

/** A scheme that begins a challenge, and what follows it up to the next comma (RFC 9110 section 11.6.1). */
const SCHEME = /^([\w!#$%&'*+.^`|~-]+)(?:[ \t]+(?![ \t=])(.*))?$/s;
const REALM = /^realm[ \t]*=[ \t]*(?:"(?:[^"\\]|\\.)*"|[^\s",]+)$/is;

/** `Basic realm="shop", charset="UTF-8"` becomes `Basic realm="shop"`. */
function challenges(value: string): string {
  const kept: string[] = [];
  for (const part of partsOf(value)) {
    const [, scheme, rest] = SCHEME.exec(part) ?? [];
    if (scheme !== undefined) kept.push(scheme);
    const parameter = scheme === undefined ? part : rest;
    if (parameter !== undefined && REALM.test(parameter) && kept.length > 0) {
      kept.push(`${kept.pop()} ${parameter}`);
    }
  }
  return kept.join(', ');
}

/** What stands between commas that are not inside a quoted string (RFC 9110 section 5.6.1). */
function partsOf(value: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at < value.length; at++) {
    const character = value[at];
    if (quoted && character === '\\') at++;
    else if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) {
      parts.push(value.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, value.slice(from)].map((part) => part.trim()).filter((part) => part !== '');
}

/** The URL without the name and password before its host (RFC 3986 section 3.2.1). */
export const withoutUserinfo = (url: string): string =>
  url.replace(/^([a-z][a-z0-9+.-]{0,30}:\/\/)[^/?#\\]*@/i, '$1');
