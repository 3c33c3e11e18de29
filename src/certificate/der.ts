// As much of DER (ITU-T X.690 sections 8 and 10) as certificates are written in.

/** One element: what kind of thing it is, and its bytes. */
export interface Element {
  /** 0: universal, 2: context-specific (`[n]`). */
  readonly tagClass: number;
  readonly tag: number;
  /** Its content is elements again. */
  readonly constructed: boolean;
  readonly content: Uint8Array;
}

/** Universal tags (X.680 section 8.4). */
export const OCTET_STRING = 4;
export const OBJECT_IDENTIFIER = 6;
export const SEQUENCE = 16;
export const UTC_TIME = 23;
export const GENERALIZED_TIME = 24;

/**
 * The elements that fill the bytes exactly; undefined if the bytes are no such thing. Of nested ones only the outer are
 * read, so it needs no depth. Tags above 30 and lengths that DER does not allow (section 10.1) are refused:
 * certificates have none.
 */
export function elementsOf(bytes: Uint8Array): Element[] | undefined {
  const found: Element[] = [];
  let at = 0;
  while (at < bytes.length) {
    const identifier = bytes[at] ?? 0;
    const tag = identifier & 0x1f;
    const length = lengthAt(bytes, at + 1);
    if (tag === 0x1f || length === undefined) return undefined;
    const end = length.start + length.value;
    if (end > bytes.length) return undefined;
    found.push({
      tagClass: identifier >> 6,
      tag,
      constructed: (identifier & 0x20) !== 0,
      content: bytes.subarray(length.start, end),
    });
    at = end;
  }
  return found;
}

/** The only element of the bytes. */
export function elementOf(bytes: Uint8Array): Element | undefined {
  const found = elementsOf(bytes);
  return found?.length === 1 ? found[0] : undefined;
}

/** What a constructed element is made of; nothing if it is none, or is damaged. */
export const childrenOf = (element: Element | undefined): readonly Element[] =>
  (element?.constructed ? elementsOf(element.content) : undefined) ?? [];

export const isUniversal = (element: Element | undefined, tag: number): element is Element =>
  element?.tagClass === 0 && element.tag === tag;

/** `[tag]` */
export const isContext = (element: Element | undefined, tag: number): element is Element =>
  element?.tagClass === 2 && element.tag === tag;

/** Lengths of up to four bytes; longer ones fit into no file that is read here. */
function lengthAt(bytes: Uint8Array, at: number): { value: number; start: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 0x80) return { value: first, start: at + 1 };
  const count = first & 0x7f;
  // 0: of no definite length, which is BER.
  if (count === 0 || count > 4 || at + count >= bytes.length) return undefined;
  let value = 0;
  for (let i = 1; i <= count; i++) value = value * 256 + (bytes[at + i] ?? 0);
  return { value, start: at + 1 + count };
}

/** UTCTime or GeneralizedTime as RFC 5280 sections 4.1.2.5.1 and 4.1.2.5.2 have them, in ms since the epoch. */
export function timeOf(element: Element | undefined): number | undefined {
  const digits = isUniversal(element, UTC_TIME) ? 2 : isUniversal(element, GENERALIZED_TIME) ? 4 : undefined;
  if (element === undefined || digits === undefined || element.content.length !== digits + 11)
    return undefined;
  const written = String.fromCharCode(...element.content);
  if (!/^\d+Z$/.test(written)) return undefined;
  const field = (at: number): number => Number(written.slice(digits + at, digits + at + 2));
  const short = Number(written.slice(0, digits));
  const year = digits === 4 ? short : short + (short >= 50 ? 1900 : 2000);
  const time = Date.UTC(year, field(0) - 1, field(2), field(4), field(6), field(8));
  // A 31st of February would roll over into March: it is no time at all.
  return new Date(time).getUTCDate() === field(2) && field(0) <= 12 ? time : undefined;
}

/** The text of a directory string (RFC 5280 section 4.1.2.4); undefined for what is none. */
export function stringOf({ tagClass, tag, constructed, content }: Element): string | undefined {
  if (tagClass !== 0 || constructed) return undefined;
  switch (tag) {
    case 12: // UTF8String
      return new TextDecoder().decode(content);
    case 30: // BMPString: UCS-2, high byte first
      return new TextDecoder('utf-16be').decode(content);
    case 28: // UniversalString: UCS-4
      return utf32(content);
    case 18: // NumericString
    case 19: // PrintableString
    case 20: // TeletexString, in practice ISO 8859-1
    case 22: // IA5String
    case 26: // VisibleString
      return Array.from(content, (byte) => String.fromCharCode(byte)).join('');
    default:
      return undefined;
  }
}

function utf32(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at);
    text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  }
  return text;
}
