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
    const kept = this.end - this.start;
    this.#searched = Math.max(0, this.#searched - this.start);
    const size = kept + chunk.length;
    if (size > this.bytes.length || (this.bytes.length > CALM_SIZE && size < this.bytes.length / 8)) {
      const roomy = new Uint8Array(Math.max(1 << 16, size * 2));
      roomy.set(this.bytes.subarray(this.start, this.end));
      this.bytes = roomy;
    } else {
      this.bytes.copyWithin(0, this.start, this.end);
    }
    this.bytes.set(chunk, kept);
    this.start = 0;
    this.end = size;
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
