import { CLOSE_LIST, CLOSE_OBJECT, COLON, isSpace, OPEN_LIST, OPEN_OBJECT, QUOTE } from './ascii.js';
import type { ByteQueue } from './byte-queue.js';
import { type ElementReader, MAX_ELEMENT } from './element-reader.js';
import { readEventLine, withoutTail } from './event-line.js';
import type { FileEnd, FileKind, Form } from './sink.js';
import { GOES_ON, ValueEnd } from './value-end.js';

/** Bytes that are searched for the end of an event's line before the brackets are counted instead. */
const MAX_LINE = 1 << 20;
/** Bytes of a member's name. */
const MAX_NAME = 1 << 12;
/** Members that are read, with the bytes that are read of each. */
const MEMBERS: ReadonlyMap<string, number> = new Map([
  ['constants', 1 << 23],
  ['polledData', 1 << 25],
  ['log.creator', 1 << 16],
  ['log.browser', 1 << 16],
]);
const ENTERED: ReadonlySet<string> = new Set(['log']);
const LISTS: ReadonlyMap<string, FileKind> = new Map([
  ['events', 'netlog'],
  ['log.entries', 'har'],
]);

/**
 * A file that is one JSON object: Chromium's NetLog in its usual form (net/log/file_net_log_observer.cc: `constants`,
 * then `events`, one a line, then perhaps `polledData`), or HAR (HTTP Archive 1.2: `log`, in it `entries`).
 */
export class ObjectForm implements Form {
  kind: FileKind | undefined;
  end: FileEnd | undefined;

  readonly #queue: ByteQueue;
  readonly #reader: ElementReader;
  #place: 'object' | 'member' | 'list' | 'element' = 'object';
  /** Names of the objects that were entered below the outermost one. */
  readonly #path: string[] = [];
  #member = { path: '', most: 0 };
  #value = new ValueEnd();
  /** How far the search for the value's end has come, from the queue's start. */
  #reached = 0;
  /** The element is too large to be read; its end is looked for all the same. */
  #tooLarge = false;

  constructor(queue: ByteQueue, reader: ElementReader) {
    this.#queue = queue;
    this.#reader = reader;
    // The outermost brace.
    queue.start++;
  }

  step(last: boolean): boolean {
    if (this.#step(last)) return true;
    this.#reader.flush();
    return false;
  }

  #step(last: boolean): boolean {
    if (this.end !== undefined) return false;
    switch (this.#place) {
      case 'object':
        return this.#betweenMembers();
      case 'member':
        return this.#inMember();
      case 'list':
        return this.#betweenElements(last);
      case 'element':
        return this.#inElement();
    }
  }

  #stop(end: FileEnd): false {
    this.end = end;
    return false;
  }

  #use(end: number, place: 'object' | 'list'): true {
    this.#queue.start = end;
    this.#reached = 0;
    this.#place = place;
    return true;
  }

  #betweenMembers(): boolean {
    const queue = this.#queue;
    const byte = queue.skipSpace({ commas: true });
    if (byte === undefined) return false;
    if (byte === CLOSE_OBJECT) {
      queue.start++;
      return this.#path.pop() !== undefined || this.#stop('whole');
    }
    if (byte !== QUOTE) return this.#stop('broken');
    const nameEnd = new ValueEnd().find(queue.bytes, queue.start, queue.end);
    let at = nameEnd === GOES_ON ? queue.end : nameEnd;
    while (at < queue.end && (isSpace(queue.bytes[at]) || queue.bytes[at] === COLON)) at++;
    if (at >= queue.end) return queue.length > MAX_NAME && this.#stop('broken');
    const name = this.#reader.value(queue.start, nameEnd);
    if (typeof name !== 'string') return this.#stop('broken');
    queue.start = at;
    this.#enter([...this.#path, name].join('.'));
    return true;
  }

  /** At the first byte of a member's value. */
  #enter(path: string): void {
    const byte = this.#queue.peek();
    const kind = LISTS.get(path);
    if (byte === OPEN_OBJECT && ENTERED.has(path)) {
      this.#queue.start++;
      this.#path.push(path);
    } else if (byte === OPEN_LIST && kind !== undefined && (this.kind ?? kind) === kind) {
      this.kind = kind;
      this.#queue.start++;
      this.#place = 'list';
    } else {
      this.#member = { path, most: MEMBERS.get(path) ?? 0 };
      this.#begin('member');
    }
  }

  #begin(place: 'member' | 'element'): true {
    this.#value = new ValueEnd();
    this.#reached = 0;
    this.#place = place;
    return true;
  }

  /** The offset after the value that was begun. `keep`: its bytes are still wanted where it goes on. */
  #valueEnd(keep: boolean): number {
    const queue = this.#queue;
    const end = this.#value.find(queue.bytes, queue.start + this.#reached, queue.end);
    if (end === GOES_ON) {
      if (!keep) queue.start = queue.end;
      this.#reached = queue.length;
    }
    return end;
  }

  #inMember(): boolean {
    const { path, most } = this.#member;
    const keep = this.#queue.length <= most;
    const end = this.#valueEnd(keep);
    if (end === GOES_ON) {
      if (!keep) this.#member = { path, most: 0 };
      return false;
    }
    if (this.#value.broken) return this.#stop('broken');
    if (MEMBERS.has(path)) {
      this.#reader.flush();
      this.#reader.sink.member(path, most > 0 ? this.#reader.value(this.#queue.start, end) : undefined);
    }
    return this.#use(end, 'object');
  }

  #betweenElements(last: boolean): boolean {
    const queue = this.#queue;
    const byte = queue.skipSpace({ commas: true });
    if (byte === undefined) return false;
    if (byte === CLOSE_LIST) return this.#use(queue.start + 1, 'object');
    if (byte === CLOSE_OBJECT) {
      // One too many; a value does not begin with it.
      this.#reader.damaged++;
      return this.#use(queue.start + 1, 'list');
    }
    if (byte === OPEN_OBJECT && this.kind === 'netlog') return this.#eventByLine(last);
    return byte === OPEN_OBJECT ? this.#entryAtHand() : this.#begin('element');
  }

  /** At an entry's first byte: most have their last one at hand as well. */
  #entryAtHand(): boolean {
    const end = this.#reader.takeEntry(this.#queue.start, this.#queue.end);
    if (end < 0) return this.#begin('element');
    this.#reader.seen++;
    return this.#use(end, 'list');
  }

  /** At an event's first byte. Chromium writes one event a line; where that holds, it is read by its line. */
  #eventByLine(last: boolean): boolean {
    const queue = this.#queue;
    const lineEnd = queue.lineFeed(queue.start);
    if (lineEnd < 0) return (last || queue.length > MAX_LINE) && this.#begin('element');
    const line = readEventLine(queue.bytes, queue.start, lineEnd);
    if (line !== undefined) {
      this.#reader.seen++;
      if (this.#reader.sink.wants(line.type)) this.#reader.giveEvent(queue.start, line.end);
      return this.#use(line.end, 'list');
    }
    // Another hand wrote this, or the line is damaged: where the next line is an event again, this one stands alone.
    const nextEnd = queue.lineFeed(lineEnd + 1);
    if (nextEnd < 0 && !last && queue.length <= MAX_LINE) return false;
    if (nextEnd < 0 || readEventLine(queue.bytes, lineEnd + 1, nextEnd) === undefined) {
      return this.#begin('element');
    }
    this.#reader.seen++;
    this.#reader.give('netlog', queue.start, withoutTail(queue.bytes, queue.start, lineEnd));
    return this.#use(lineEnd + 1, 'list');
  }

  /** Within an element whose end is found by counting brackets. */
  #inElement(): boolean {
    const kind = this.kind === 'har' ? 'har' : 'netlog';
    if (this.#queue.length > MAX_ELEMENT[kind]) this.#tooLarge = true;
    const end = this.#valueEnd(!this.#tooLarge);
    if (end === GOES_ON) return false;
    this.#reader.seen++;
    if (this.#tooLarge || this.#value.broken) this.#reader.damaged++;
    else this.#reader.give(kind, this.#queue.start, end);
    this.#tooLarge = false;
    return this.#use(end, 'list');
  }
}
