import { asciiBytes, isDigit, startsWith } from '../../log/split/ascii.js';

/** Bytes of the shortest word: one in so many bytes is looked at. */
const STRIDE = 3;

interface Sign {
  readonly word: Uint8Array;
  /** Offset of the byte in the word. */
  readonly at: number;
}

/**
 * Finds words in bytes of UTF-8 without making a text of them. A number in a word is no part of a longer one.
 */
export class WordSearch {
  /** By byte: the words among whose first bytes it is. */
  readonly #signs: (readonly Sign[] | undefined)[] = new Array(256).fill(undefined);

  /** @param words in ASCII, of three characters or more */
  constructor(words: readonly string[]) {
    for (const word of words.map(asciiBytes)) {
      for (let at = 0; at < STRIDE; at++) {
        const byte = word[at] ?? 0;
        this.#signs[byte] = [...(this.#signs[byte] ?? []), { word, at }];
      }
    }
  }

  /** Offset of the first word between two offsets; -1 where there is none. */
  find(bytes: Uint8Array, from: number, to: number): number {
    for (let at = from + STRIDE - 1; at < to; at += STRIDE) {
      const signs = this.#signs[bytes[at] ?? 0];
      if (signs === undefined) continue;
      for (const sign of signs) {
        const start = at - sign.at;
        if (start >= from && this.#stands(sign.word, bytes, start, to)) return start;
      }
    }
    return -1;
  }

  #stands(word: Uint8Array, bytes: Uint8Array, start: number, to: number): boolean {
    const end = start + word.length;
    return (
      end <= to &&
      startsWith(bytes, start, word) &&
      !goesOn(bytes, start) &&
      (end === to || !goesOn(bytes, end))
    );
  }
}

/** A number goes on over this offset. */
const goesOn = (bytes: Uint8Array, at: number): boolean =>
  at > 0 && isDigit(bytes[at - 1]) && isDigit(bytes[at]);
