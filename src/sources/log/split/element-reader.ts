import { isObject, type JsonObject, parseJson } from '../json.js';
import { textOf } from '../text-of.js';
import type { ByteQueue } from './byte-queue.js';
import { readEventParts } from './event-line.js';
import { Outline, UNLIKE } from './outline.js';
import type { FileKind, SplitSink } from './sink.js';
import { GOES_ON } from './value-end.js';
import type { WantedMembers } from './wanted.js';

/** Bytes of one event or entry that are read; a larger one is passed over. A HAR entry holds the body of its response. */
export const MAX_ELEMENT: Readonly<Record<'netlog' | 'har', number>> = { netlog: 1 << 24, har: 1 << 26 };

/** Bytes of outlines that are parsed together: one by one the parser's and the decoder's calls would cost more than their work. */
const TOGETHER = 1 << 15;

/** Makes values of bytes and hands them on, counting what was seen and what could not be read. */
export class ElementReader {
  /** Elements that could not be read, or were too large. */
  damaged = 0;
  /** Elements that were seen, wanted or not. */
  seen = 0;
  readonly sink: SplitSink;
  readonly #queue: ByteQueue;
  readonly #outline: Outline;
  #wanted: WantedMembers;
  readonly #params = new Map<WantedMembers, Outline>();
  /** Offsets of entries and after them, in turn. */
  #taken: number[] = [];

  constructor(queue: ByteQueue, sink: SplitSink) {
    this.#queue = queue;
    this.sink = sink;
    this.#wanted = sink.outline;
    this.#outline = new Outline(this.#wanted);
  }

  text(start: number, end: number): string {
    return textOf(this.#queue.bytes.subarray(start, end));
  }

  value(start: number, end: number): unknown {
    return parseJson(this.text(start, end));
  }

  /** Hands on an event that stands alone on its line. */
  giveEvent(start: number, end: number): void {
    const event = this.#eventIn(start, end);
    if (event === undefined) this.#handOn('netlog', start, end);
    else this.sink.event(event);
  }

  #eventIn(start: number, end: number): JsonObject | undefined {
    const parts = readEventParts(this.#queue.bytes, start, end);
    if (parts?.params === undefined) return parts && { ...parts };
    const params = this.#paramsOf(parts.type, ...parts.params);
    return isObject(params) ? { ...parts, params } : undefined;
  }

  #paramsOf(type: number, from: number, to: number): unknown {
    const wanted = this.sink.params(type);
    if (wanted === undefined) return this.value(from, to);
    const params = this.#params.get(wanted) ?? new Outline(wanted);
    this.#params.set(wanted, params);
    params.clear();
    const list = params.add(this.#queue.bytes, from, to) === to ? parseJson(textOf(params.text)) : undefined;
    return Array.isArray(list) ? list[0] : undefined;
  }

  /** Hands on an event, or an entry. */
  give(kind: FileKind, start: number, end: number): void {
    if (kind === 'har' && this.takeEntry(start, end) === end) return;
    // In their order.
    this.flush();
    this.#handOn(kind, start, end);
  }

  #handOn(kind: FileKind, start: number, end: number): void {
    const value = this.value(start, end);
    if (!isObject(value)) this.damaged++;
    else if (kind === 'har') this.sink.entry(value, () => value);
    else this.sink.event(value);
  }

  /**
   * Takes the entry that begins at an offset, to be handed on with those around it, unless it goes on beyond `to`. The offset after
   * it; GOES_ON, or UNLIKE.
   */
  takeEntry(start: number, to: number): number {
    const end = this.#outline.add(this.#queue.bytes, start, to);
    if (end === GOES_ON || end === UNLIKE) return end;
    this.#taken.push(start, end);
    if (this.#outline.length > TOGETHER) this.flush();
    return end;
  }

  /** Hands on the entries that were taken. Their offsets are valid until the queue gets more. */
  flush(): void {
    if (this.#taken.length === 0) return;
    const outlines = parseJson(textOf(this.#outline.text));
    const taken = this.#taken;
    this.#taken = [];
    this.#outline.clear();
    for (let at = 0; at < taken.length; at += 2) {
      const [start = 0, end = 0] = [taken[at], taken[at + 1]];
      const outline: unknown = Array.isArray(outlines) ? outlines[at / 2] : undefined;
      // One that is no JSON makes none of the list.
      if (!isObject(outline)) this.#handOn('har', start, end);
      else
        this.sink.entry(outline, () => {
          const whole = this.value(start, end);
          return isObject(whole) ? whole : undefined;
        });
    }
    if (this.#wanted !== this.sink.outline) {
      this.#wanted = this.sink.outline;
      this.#outline.want(this.#wanted);
    }
  }
}
