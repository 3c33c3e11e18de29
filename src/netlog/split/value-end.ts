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
 * chunks as it takes. Objects, lists and texts are told by their brackets and quotes; a number or a word ends before
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
      const byte = bytes[at];
      if (this.#inText) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) {
          this.#inText = false;
          if (this.#depth === 0) return at + 1;
        } else if (byte === LINE_FEED) {
          this.broken = true;
          return at + 1;
        }
      } else if (byte === QUOTE) this.#inText = this.#begun = true;
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
}
