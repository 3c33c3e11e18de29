import { visibleName } from '../../http/certificate/visible.js';

/** Characters of a name's line that are looked at. */
const MAX_LINE = 2048;

/** Where one attribute ends: at a separator that the next `KEY=` follows. */
const NEXT_ATTRIBUTE = /[,;/+] ?[A-Za-z][A-Za-z0-9.]* ?=/;

/**
 * Common name, or organisation where there is none, out of a distinguished name as programs print it:
 * `C = DE, O = "Shop, Inc.", CN = shop.example` (OpenSSL 1.1 and later), `/C=DE/CN=shop.example` (OpenSSL 1.0, LibreSSL),
 * `C=DE; O=Shop, Inc.; CN=shop.example` (curl with OpenSSL), `C=DE,O=Shop\, Inc.,CN=shop.example` (RFC 4514, GnuTLS).
 * Of several the last counts, as in readCertificate.
 */
export function nameIn(distinguishedName: string): string | undefined {
  const line = distinguishedName.slice(0, MAX_LINE).trim();
  return attribute(line, 'CN') ?? attribute(line, 'O');
}

function attribute(line: string, key: string): string | undefined {
  const start = new RegExp(`(?:^|[,;/+]) ?${key} ?= ?`, 'g');
  const last = [...line.matchAll(start)].at(-1);
  if (last === undefined) return undefined;
  const rest = line.slice(last.index + last[0].length);
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(rest)?.[1];
  const end = NEXT_ATTRIBUTE.exec(rest)?.index;
  const value = unescaped(quoted ?? rest.slice(0, end)).trim();
  return value === '' ? undefined : visibleName(value);
}

/** `\C3\BC` is two bytes of UTF-8, `\,` a comma (RFC 4514 section 2.4). */
const unescaped = (value: string): string =>
  value
    .replace(/(?:\\[0-9A-Fa-f]{2})+/g, (run) =>
      new TextDecoder().decode(Uint8Array.from(run.slice(1).split('\\'), (hex) => Number.parseInt(hex, 16))),
    )
    .replace(/\\(.)/g, '$1');
