import { parseJson } from '../json.js';
import { CLOSE_LIST, COMMA, isSpace, LINE_FEED, OPEN_LIST, OPEN_OBJECT } from './ascii.js';
import type { ByteQueue } from './byte-queue.js';
import type { ElementReader } from './element-reader.js';
import type { FileEnd, Form } from './sink.js';
import { GOES_ON, ValueEnd } from './value-end.js';

/** Bytes of one value that are read; a larger one is passed over. */
const MAX_VALUE = 1 << 23;
/** Bytes of a line in which a value is looked for. */
const MAX_LINE = 1 << 20;
/** Elements of the outermost list that are held together, and their bytes. */
const MAX_TOGETHER = 200;

/**
 * A file of JSON values, whatever stands between them: one a line, or one behind the other without anything, or one list of
 * all, or after other words of a log's line. A short outermost list comes as a whole, a long one element by element, so
 * that memory stays bounded.
 */
export class ValueForm implements Form {
  readonly kind = 'nel';
  end: FileEnd | undefined;

  readonly #queue: ByteQueue;
  readonly #reader: ElementReader;
  #value: ValueEnd | undefined;
  #reached = 0;
  /** Bytes that may still be searched twice. */
  #patience = 1 << 28;
  /** In the outermost list; what it holds so far, until it is too much to be held together. */
  #list: unknown[] | 'long' | undefined;

  constructor(queue: ByteQueue, reader: ElementReader) {
    this.#queue = queue;
    this.#reader = reader;
  }

  step(last: boolean): boolean {
    if (this.end !== undefined || this.#step(last)) return this.end === undefined;
    if (last) {
      this.end = this.#value !== undefined || this.#list !== undefined ? 'cut' : 'whole';
      this.#endList();
    }
    return false;
  }

  #step(last: boolean): boolean {
    if (this.#value !== undefined) return this.#inValue(this.#value, last);
    const queue = this.#queue;
    const byte = queue.skipSpace({ commas: true });
    if (byte === undefined) return false;
    if (byte === CLOSE_LIST && this.#list !== undefined) {
      queue.start++;
      this.#endList();
      return true;
    }
    if (byte === OPEN_LIST && this.#list === undefined) {
      queue.start++;
      this.#list = [];
      return true;
    }
    if (byte === OPEN_OBJECT || this.#list !== undefined) {
      this.#value = new ValueEnd();
      this.#reached = 0;
      return true;
    }
    return this.#betweenValues(last);
  }

  #inValue(value: ValueEnd, last: boolean): boolean {
    const queue = this.#queue;
    const end = value.find(queue.bytes, queue.start + this.#reached, queue.end);
    if (end === GOES_ON) {
      this.#reached = queue.length;
      const halfLine = last && queue.bytes.subarray(queue.start, queue.end).includes(LINE_FEED);
      if (queue.length <= MAX_VALUE && !halfLine) return false;
      // It has no end, or none that is worth waiting for.
      this.#pass(queue.end);
      return true;
    }
    const parsed = value.broken || end === queue.start ? undefined : this.#reader.value(queue.start, end);
    if (parsed === undefined) this.#pass(end);
    else {
      this.#take(parsed);
      this.#value = undefined;
      queue.start = end;
    }
    return true;
  }

  /** Goes on at the line after the one in which the value began: what follows half a line may be whole. */
  #pass(end: number): void {
    const queue = this.#queue;
    this.#reader.damaged++;
    this.#value = undefined;
    const lineEnd = queue.bytes.subarray(queue.start, end).indexOf(LINE_FEED);
    const again = lineEnd < 0 ? 0 : end - queue.start - lineEnd;
    if (again > 0 && again <= this.#patience) {
      this.#patience -= again;
      queue.start += lineEnd + 1;
    } else queue.start = Math.max(end, queue.start + 1);
  }

  #take(value: unknown): void {
    if (Array.isArray(this.#list)) {
      this.#list.push(value);
      if (this.#list.length > MAX_TOGETHER) {
        for (const held of this.#list) this.#reader.sink.value(held);
        this.#list = 'long';
      }
    } else this.#reader.sink.value(value);
  }

  #endList(): void {
    if (Array.isArray(this.#list) && this.#list.length > 0) this.#reader.sink.value(this.#list);
    this.#list = undefined;
  }

  /** Words before a value, as in a log's line; the value may have its quotes written as `\x22` (nginx's default escape). */
  #betweenValues(last: boolean): boolean {
    const queue = this.#queue;
    const lineEnd = queue.lineFeed(queue.start);
    if (lineEnd < 0 && !last) {
      if (queue.length > MAX_LINE) {
        queue.start = queue.end;
        this.#reader.damaged++;
      }
      return false;
    }
    const end = lineEnd < 0 ? queue.end : lineEnd;
    const from = firstBracket(queue.bytes, queue.start, end);
    if (from < 0) {
      this.#reader.damaged++;
      queue.start = end;
      return true;
    }
    const line = this.#reader.text(from, end);
    if (line.includes('\\x22')) {
      const text = unescaped(line);
      const parsed = parseJson(text.slice(0, Math.max(text.lastIndexOf(']'), text.lastIndexOf('}')) + 1));
      if (parsed === undefined) this.#reader.damaged++;
      else this.#take(parsed);
      queue.start = end;
    } else queue.start = from;
    return true;
  }
}

function firstBracket(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (bytes[at] === OPEN_OBJECT) return at;
    // `[27/Nov/2026:15:00:00 +0000]` is no list of values.
    if (bytes[at] === OPEN_LIST && beginsElement(bytes, at + 1, to)) return at;
  }
  return -1;
}

function beginsElement(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && (isSpace(bytes[at]) || bytes[at] === COMMA)) at++;
  return bytes[at] === OPEN_OBJECT;
}

const unescaped = (line: string): string =>
  line.replace(/\\x([\dA-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
