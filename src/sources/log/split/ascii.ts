// The characters of JSON's grammar (RFC 8259 section 2) as bytes.
export const LINE_FEED = 0x0a;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_LIST = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;

export const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === LINE_FEED || byte === 0x0d || byte === 0x09;

export const isDigit = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** The text stands in `bytes` just before `end`. */
export function endsWith(bytes: Uint8Array, end: number, text: Uint8Array): boolean {
  const start = end - text.length;
  return start >= 0 && startsWith(bytes, start, text);
}

/** The text stands in `bytes` at `start`. Beyond the array there is nothing, which equals no byte. */
export function startsWith(bytes: Uint8Array, start: number, text: Uint8Array): boolean {
  for (let at = 0; at < text.length; at++) {
    if (bytes[start + at] !== text[at]) return false;
  }
  return true;
}

export const asciiBytes = (text: string): Uint8Array => new TextEncoder().encode(text);
