import { isObject, type JsonObject, textIn } from '../json.js';
import { asciiBytes, CLOSE_OBJECT, startsWith } from './ascii.js';
import type { ByteQueue } from './byte-queue.js';
import { type ElementReader, MAX_ELEMENT } from './element-reader.js';
import { readEventLine, withoutTail } from './event-line.js';
import type { FileEnd, FileKind, Form } from './sink.js';

const EVENT = asciiBytes('{"type":"event","event":');

/**
 * The other form of a NetLog (chrome://net-export, file format NDJSON; measured: Chromium 156): each line is an object,
 * first `{"type":"constants","constants":…}`, then events, `polledData`, and `{"type":"end"}`.
 */
export class LineForm implements Form {
  kind: FileKind | undefined;
  end: FileEnd | undefined;

  readonly #queue: ByteQueue;
  readonly #reader: ElementReader;
  /** The line is too large to be read; its end is looked for all the same. */
  #tooLarge = false;

  constructor(queue: ByteQueue, reader: ElementReader) {
    this.#queue = queue;
    this.#reader = reader;
  }

  step(last: boolean): boolean {
    const queue = this.#queue;
    if (this.end !== undefined || queue.skipSpace() === undefined) return false;
    const lineEnd = queue.lineFeed(queue.start);
    if (lineEnd < 0 && !last) return this.#wait();
    const end = lineEnd < 0 ? queue.end : lineEnd;
    if (this.#tooLarge) this.#reader.damaged++;
    else this.#read(queue.start, withoutTail(queue.bytes, queue.start, end), lineEnd < 0);
    queue.start = lineEnd < 0 ? queue.end : lineEnd + 1;
    this.#tooLarge = false;
    return this.end === undefined;
  }

  #wait(): false {
    const queue = this.#queue;
    if (queue.length > MAX_ELEMENT.netlog) {
      this.#tooLarge = true;
      if (this.kind === undefined) this.end = 'broken';
    }
    if (this.#tooLarge) queue.start = queue.end;
    return false;
  }

  #read(start: number, end: number, cut: boolean): void {
    const { bytes } = this.#queue;
    if (this.kind !== undefined && startsWith(bytes, start, EVENT) && bytes[end - 1] === CLOSE_OBJECT) {
      const event = start + EVENT.length;
      const line = readEventLine(bytes, event, end - 1);
      if (line !== undefined) {
        this.#reader.seen++;
        if (this.#reader.sink.wants(line.type)) this.#reader.giveEvent(event, line.end);
        return;
      }
    }
    const value = this.#reader.value(start, end);
    if (isObject(value)) this.#take(value);
    // The last line of a file that was cut off is no damage.
    else if (!cut) this.#reader.damaged++;
    if (this.kind === undefined && !cut) this.end = 'broken';
  }

  #take(value: JsonObject): void {
    const type = textIn(value, 'type');
    const { sink } = this.#reader;
    if (type === 'constants') {
      this.kind ??= 'netlog';
      sink.member('constants', value.constants);
    } else if (this.kind === undefined && type !== 'event') return;
    else if (type === 'end') this.end = 'whole';
    else if (type === 'polledData') sink.member('polledData', value.polledData);
    else if (type === 'event') {
      if (isObject(value.event)) this.kind ??= 'netlog';
      this.#reader.seen++;
      if (isObject(value.event)) sink.event(value.event);
      else this.#reader.damaged++;
    }
  }
}
