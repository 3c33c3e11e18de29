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
        continue;
      }
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
    while (at < to) {
      const near = Math.min(to, at + NEAR);
      const end = this.#nearEnd(bytes, at, near);
      if (!this.#inText) return end;
      // Nothing that matters for a while: it is a long plain text, as base64 is, and the engine's own search is faster.
      at = end === near && !this.#escaped ? nextMark(bytes, near, to) : end;
    }
    return to;
  }

  /** The offset after the text; else `to`, or the offset after an escape. */
  #nearEnd(bytes: Uint8Array, from: number, to: number): number {
    let escaped = this.#escaped;
    let at = from;
    for (; at < to; at++) {
      const byte = bytes[at];
      if (escaped) {
        this.#escaped = false;
        return at + 1;
      }
      if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE || byte === LINE_FEED) {
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

/** The next byte that ends, breaks or escapes a text; `to` where there is none. */
function nextMark(bytes: Uint8Array, from: number, to: number): number {
  let most = to;
  for (const mark of [QUOTE, BACKSLASH, LINE_FEED]) {
    const at = bytes.subarray(from, most).indexOf(mark);
    if (at >= 0) most = from + at;
  }
  return most;
}
