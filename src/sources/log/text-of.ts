/**
 * Bytes that become a text without the decoder: Chromium keeps what that one gives until it collects all garbage (measured: 156).
 */
const SHORT = 4096;

const decoder = new TextDecoder();

/** The text of UTF-8; what is none becomes U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  return bytes.length <= SHORT && isAscii(bytes)
    ? String(Reflect.apply(String.fromCharCode, undefined, bytes))
    : decoder.decode(bytes);
}

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] ?? 0) > 0x7f) return false;
  return true;
}
