import {
  BACKSLASH,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COMMA,
  isSpace,
  LINE_FEED,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from './ascii.js';

/** The value goes on beyond the bytes at hand. */
export const GOES_ON = -1;

/**
 * Finds where one JSON value ends without keeping or understanding it: whatever its depth and length, over as many
 * chunks as it takes. Objects, lists and texts are found by their brackets and quotes; a number or a word ends before
 * the byte that cannot belong to it.
 */
export class ValueEnd {
  #depth = 0;
  #inText = false;
  #escaped = false;
  #begun = false;
  /** A text went on over the end of its line, which JSON does not allow (RFC 8259 section 7); the value ends there. */
  broken = false;

  /** The offset after the value; GOES_ON where it does not end before `to`. The next call goes on at `to`. */
  find(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to) {
      if (this.#inText) {
        at = this.#textEnd(bytes, at, to);
        if (this.#inText) return GOES_ON;
        if (this.broken || this.#depth === 0) return at;
      }
      if (this.#depth > 0) at = nextOfStructure(bytes, at, to);
      if (at >= to) return GOES_ON;
      const byte = bytes[at];
      if (byte === QUOTE) this.#inText = this.#begun = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        this.#depth++;
        this.#begun = true;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        // At depth zero it closes what the value stands in.
        if (this.#depth === 0) return at;
        this.#depth--;
        if (this.#depth === 0) return at + 1;
      } else if (this.#depth === 0) {
        if (byte === COMMA || (this.#begun && isSpace(byte))) return at;
        if (!isSpace(byte)) this.#begun = true;
      }
      at++;
    }
    return GOES_ON;
  }

  /** Goes to the end of the text that was begun, or to the end of the line that breaks it. */
  #textEnd(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    // The next byte that may end the text, and the first of the backslashes before it.
    let [first, stop] = [from, from - 1];
    while (at < to) {
      at = this.#nearEnd(bytes, at, to);
      if (!this.#inText) return at;
      if (this.#escaped) continue;
      // Nothing that matters for a while: it is a long text, and the engine's own search is faster.
      if (at > stop) {
        stop = nextStop(bytes, at, to);
        first = stop;
        while (first > at && bytes[first - 1] === BACKSLASH) first--;
      }
      at = Math.max(at, first);
    }
    return to;
  }

  /** The offset after the text; else `to`, or an offset before which no backslash stands in NEAR bytes. */
  #nearEnd(bytes: Uint8Array, from: number, to: number): number {
    let escaped = this.#escaped;
    let most = Math.min(to, from + NEAR);
    let at = from;
    for (; at < most; at++) {
      const byte = bytes[at];
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) {
        escaped = true;
        most = Math.min(to, at + NEAR);
      } else if (byte === QUOTE || byte === LINE_FEED) {
        this.#inText = false;
        this.#escaped = false;
        this.broken = byte === LINE_FEED;
        return at + 1;
      }
    }
    this.#escaped = escaped;
    return at;
  }
}

/** Bytes that are looked at one by one before the rest of a text is searched. */
const NEAR = 64;

/** Where a text ends or breaks, unless a backslash stands before it; `to` where there is no such byte. */
function nextStop(bytes: Uint8Array, from: number, to: number): number {
  const quote = bytes.subarray(from, to).indexOf(QUOTE);
  const most = quote < 0 ? to : from + quote;
  const lineFeed = bytes.subarray(from, most).indexOf(LINE_FEED);
  return lineFeed < 0 ? most : from + lineFeed;
}

/** By byte: 1 for what matters inside an object or a list. */
const OF_STRUCTURE = new Uint8Array(256);
for (const byte of [QUOTE, OPEN_OBJECT, OPEN_LIST, CLOSE_OBJECT, CLOSE_LIST]) OF_STRUCTURE[byte] = 1;

function nextOfStructure(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && OF_STRUCTURE[bytes[at] ?? 0] === 0) at++;
  return at;
}
