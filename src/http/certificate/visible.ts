/** Longest name that is kept, in characters. RFC 5280 allows 64 for a common name, RFC 1035 253 for a host name. */
const MAX_NAME = 256;

const ODD = /[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const ODD_IN_HOST = /[^!-[\]-~]/gu;

const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
};

/** A person's or company's name for showing: characters that cannot be seen, and the backslash, become `\x00` or `\u{202e}`. */
export function visibleName(name: string): string {
  const shown = name.slice(0, MAX_NAME).replace(ODD, escaped);
  return name.length > MAX_NAME ? `${shown}…` : shown;
}

/**
 * A dNSName for showing and for matching: everything but printable ASCII is escaped, so that `good.example\0.evil`
 * looks like what it is and equals no host name. `bytes` is the value of the IA5String (RFC 5280 section 4.2.1.6).
 */
export function visibleHost(bytes: Uint8Array): string {
  const shown = String.fromCharCode(...bytes.subarray(0, MAX_NAME))
    .replace(ODD_IN_HOST, escaped)
    .toLowerCase();
  return bytes.length > MAX_NAME ? `${shown}…` : shown;
}
