import { isObject, parseJson } from '../json.js';
import type { ByteQueue } from './byte-queue.js';
import { wantedParts } from './long-texts.js';
import type { FileKind, SplitSink } from './sink.js';

/** Bytes of one event or entry that are read; a larger one is passed over. A HAR entry holds the body of its response. */
export const MAX_ELEMENT: Readonly<Record<'netlog' | 'har', number>> = { netlog: 1 << 24, har: 1 << 26 };

/**
 * Bytes that become a text without the decoder: Chromium keeps what that one gives until it collects all garbage (measured: 156).
 */
const SHORT = 4096;

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] ?? 0) > 0x7f) return false;
  return true;
}

/** Makes values of bytes and hands them on, counting what was seen and what could not be read. */
export class ElementReader {
  /** Elements that could not be read, or were too large. */
  damaged = 0;
  /** Elements that were seen, wanted or not. */
  seen = 0;
  readonly sink: SplitSink;
  readonly #queue: ByteQueue;
  readonly #decoder = new TextDecoder();

  constructor(queue: ByteQueue, sink: SplitSink) {
    this.#queue = queue;
    this.sink = sink;
  }

  /** What is no UTF-8 becomes U+FFFD. */
  text(start: number, end: number): string {
    const bytes = this.#queue.bytes.subarray(start, end);
    return bytes.length <= SHORT && isAscii(bytes)
      ? String(Reflect.apply(String.fromCharCode, undefined, bytes))
      : this.#decoder.decode(bytes);
  }

  value(start: number, end: number): unknown {
    return parseJson(this.text(start, end));
  }

  give(kind: FileKind, start: number, end: number): void {
    if (!this.giveIfWhole(kind, start, end)) this.damaged++;
  }

  /** False where these bytes are no object. */
  giveIfWhole(kind: FileKind, start: number, end: number): boolean {
    const value = kind === 'har' ? this.#entry(start, end) : this.value(start, end);
    if (!isObject(value)) return false;
    if (kind === 'har') this.sink.entry(value);
    else this.sink.event(value);
    return true;
  }

  /** Of the body that most entries of a HAR file consist of, no more is made a value than is ever kept. */
  #entry(start: number, end: number): unknown {
    const { bytes } = this.#queue;
    return parseJson(
      wantedParts(bytes, start, end)
        .map(([from, to]) => this.text(from, to))
        .join(''),
    );
  }
}
