import { COMMA, isSpace, LINE_FEED } from './ascii.js';

/** Below this the array is never made smaller; above it, memory that one large element took is given back. */
const CALM_SIZE = 1 << 22;

/** Bytes that have come and are not yet used up, in one array: positions are offsets into `bytes`, valid until the next `append`. */
export class ByteQueue {
  bytes = new Uint8Array(1 << 16);
  /** Offset of the first byte that is not used up. */
  start = 0;
  /** Offset after the last byte that has come. */
  end = 0;

  /** Offset before which, from `start` on, no line feed is left: what was searched once is not searched again. */
  #searched = 0;

  append(chunk: Uint8Array): void {
    if (this.end + chunk.length > this.bytes.length) this.#makeRoom(this.length + chunk.length);
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
  }

  /** Moves what is kept to the front, of a larger or smaller array where that fits better. */
  #makeRoom(size: number): void {
    const kept = this.bytes.subarray(this.start, this.end);
    const capacity = this.bytes.length;
    if (size > capacity || (capacity > CALM_SIZE && size < capacity / 8)) {
      this.bytes = new Uint8Array(Math.max(1 << 16, size * 2));
      this.bytes.set(kept);
    } else this.bytes.copyWithin(0, this.start, this.end);
    this.#searched = Math.max(0, this.#searched - this.start);
    this.end = kept.length;
    this.start = 0;
  }

  get length(): number {
    return this.end - this.start;
  }

  /** The byte `ahead` of the first one; undefined where it has not come. */
  peek(ahead = 0): number | undefined {
    const at = this.start + ahead;
    return at < this.end ? this.bytes[at] : undefined;
  }

  /** Uses up white space, and commas if wished; the byte after it, undefined where it has not come. */
  skipSpace({ commas = false } = {}): number | undefined {
    let byte = this.peek();
    while (isSpace(byte) || (commas && byte === COMMA)) {
      this.start++;
      byte = this.peek();
    }
    return byte;
  }

  /** Offset of the next line feed at or after an offset; -1 where none has come. */
  lineFeed(from: number): number {
    const begin = Math.max(from, this.#searched);
    const at = begin < this.end ? this.bytes.indexOf(LINE_FEED, begin) : -1;
    if (at >= 0 && at < this.end) return at;
    // Only what was searched without a gap is known to be free of them.
    if (from <= Math.max(this.start, this.#searched)) this.#searched = this.end;
    return -1;
  }
}
