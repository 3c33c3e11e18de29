import { isCredential } from '../../../model/credentials.js';
import type { Header } from '../../../model/header.js';

/** A secret that stood in a text and is not kept. */
export interface Removed {
  /** `field`: of a message. `parameter`: of a URL. `url`: a name and password, or a token in a URL's path. `option`: of a command line. */
  readonly kind: 'field' | 'parameter' | 'url' | 'option';
  /** The field's, parameter's or option's name; empty for `url`. */
  readonly name: string;
  readonly count: number;
}

/** Parameters by which somebody is let in, beside those whose names say so (model/credentials.ts). */
const PARAMETER =
  /^(?:.*[_-])?(?:key|sig|sign|code|state|nonce|sid|pwd|pass|pin|otp|ticket|hash|hmac|policy|access|id_token|user|login|email)$/i;
/** A JSON Web Token (RFC 7519), or what is as long and as random as a secret. */
const TOKEN = /^(?:eyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*|(?=[^.]*\d)(?=[^.]*[A-Za-z])[\w%+=~-]{32,})$/;
/** What stands for it. */
const REMOVED = '[removed]';

const isSecret = (name: string, value: string): boolean =>
  value !== '' && value !== REMOVED && (isCredential(name) || PARAMETER.test(name) || TOKEN.test(value));

/** Path, query and all that may stand in for one, without what lets somebody in. */
function cleanRest(rest: string, seen: (kind: Removed['kind'], name: string) => void): string {
  const [, path = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(rest) ?? [];
  const segments = path.split('/').map((segment) => {
    if (!TOKEN.test(segment)) return segment;
    seen('url', '');
    return REMOVED;
  });
  const parameters = query?.split('&').map((pair) => {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? '' : pair.slice(0, equals);
    const value = pair.slice(equals + 1);
    if (!isSecret(decoded(name), decoded(value))) return pair;
    seen(name === '' ? 'url' : 'parameter', decoded(name).slice(0, 60));
    return name === '' ? REMOVED : `${name}=${REMOVED}`;
  });
  // A fragment is never sent; what programs print of it may be a token (RFC 6749 section 4.2.2).
  if (fragment) seen('url', '');
  return `${segments.join('/')}${parameters === undefined ? '' : `?${parameters.join('&')}`}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}

const nothing = (): void => undefined;

/** Path and query without what lets somebody in. */
export const pathWithoutSecrets = (path: string): string => cleanRest(path, nothing);

const URLS = /\b(https?|wss?):\/\/([^\s/?#"'<>]{1,400}@)?([^\s/?#"'<>]{1,300})([^\s"'<>]{0,8192})/gi;

/** A text with its URLs cleaned, and members of JSON whose name says that they are secret. */
export const textWithoutSecrets = (text: string): string =>
  text
    .replace(
      URLS,
      (_, scheme: string, __, host: string, rest: string) => `${scheme}://${host}${cleanRest(rest, nothing)}`,
    )
    .replace(
      /(["'])([^"'\\]{1,60})\1(\s{0,3}(?::|=>)\s{0,3}\[?\s?)(["'])(?:(?!\4)[^\\]|\\.)+\4/g,
      (whole, quote: string, name: string, colon: string, other: string) =>
        isCredential(name) ? `${quote}${name}${quote}${colon}${other}${REMOVED}${other}` : whole,
    );

/** Values of fields may be URLs, as Location is. What the names of fields say is decided where they are kept. */
export const headersWithoutSecrets = (headers: readonly Header[]): Header[] =>
  headers.map(({ name, value }) => ({ name, value: isCredential(name) ? value : textWithoutSecrets(value) }));

/** A field in whatever dress programs print it: after `> `, in brackets, in quotes. */
const FIELD =
  /(?:^[\s<>*]{0,20}|[>"'[{(,]\s?|\s(?=[A-Z]))["']?([A-Za-z][A-Za-z0-9-]{2,60})["']?: ?["']?([^\s"',]+)/g;
/** Challenges and attributes that are no secret, though their names are like one's. */
const NO_SECRET =
  /^(?:www-authenticate|proxy-authenticate|authority|x-frame-options|access-control-.*|author|.*name|authorization-required|requires-auth)$/i;
/** What an object's member of such a name may hold in a dump: a switch, a number, another object. */
const NO_VALUE = /^(?:true|false|null|undefined|none|no|yes|\d{1,4}|[[{<].*|Symbol\(.*|Object|function)$/i;
const OPTION =
  /\s(-u|--user|-b|--cookie|--oauth2-bearer|--proxy-user|-a|--auth|--password|--http-password)[ =](\S+)/g;
/** Characters of one line that are looked at. */
const MAX_LINE = 16_384;
/** Different secrets that are listed. */
const MAX_LISTED = 30;

/** What a text holds that lets somebody in. None of it is kept; the list is for the page to show. */
export function secretsIn(lines: readonly string[]): Removed[] {
  const counts = new Map<string, { kind: Removed['kind']; name: string; count: number }>();
  const seen = (kind: Removed['kind'], name: string): void => {
    const key = `${kind} ${name.toLowerCase()}`;
    const known = counts.get(key);
    if (known !== undefined) known.count++;
    else if (counts.size < MAX_LISTED) counts.set(key, { kind, name, count: 1 });
  };
  for (const whole of lines) {
    const line = whole.slice(0, MAX_LINE);
    if (line.includes(':')) {
      for (const [, name = '', value] of line.matchAll(FIELD)) {
        if (
          value !== undefined &&
          isCredential(name) &&
          !NO_SECRET.test(name) &&
          (!NO_VALUE.test(value) || /^set-cookie$/i.test(name))
        ) {
          seen('field', name);
        }
      }
    }
    if (line.includes('://')) {
      for (const [, , userinfo, , rest = ''] of line.matchAll(URLS)) {
        if (userinfo !== undefined) seen('url', '');
        cleanRest(rest, seen);
      }
    }
    const request =
      /\b[A-Z]{3,16} (\/\S{1,8192}) HTTP\/\d/.exec(line)?.[1] ??
      /\[:path: (\/[^\]\s]{1,8192})\]/.exec(line)?.[1];
    if (request !== undefined) cleanRest(request, seen);
    if (/\b(?:curl|wget|http|https)\b/.test(line)) {
      for (const [, name = ''] of line.matchAll(OPTION)) seen('option', name);
    }
  }
  return [...counts.values()];
}
