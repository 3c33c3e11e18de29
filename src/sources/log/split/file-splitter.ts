import { OPEN_OBJECT, startsWith } from './ascii.js';
import { ByteQueue } from './byte-queue.js';
import { ElementReader } from './element-reader.js';
import { LineForm } from './line-form.js';
import { ObjectForm } from './object-form.js';
import type { FileEnd, FileKind, Form, SplitSink } from './sink.js';
import { ValueForm } from './value-form.js';

const BYTE_ORDER_MARK = Uint8Array.of(0xef, 0xbb, 0xbf);
/** Bytes that distinguish the two forms, with room for spaces. */
const HEAD = 64;
/** net/log/file_net_log_observer.cc, kPlaceholderText: stands in the file until a log with a size bound is stopped. */
const IN_PROGRESS = /^Logging is in progress/;
/** How a NetLog and a HAR file begin, before the list of what is in them. */
const BEGUN = /^\{\s*(?:"(?:constants|log)"\s*:\s*\{|"type"\s*:\s*"constants")/;
const IN_LINES = /^\{\s*"type"\s*:/;

/**
 * Takes a NetLog (both forms) or HAR file apart into its events or entries, or any file into the JSON values in it, chunk by
 * chunk. What it keeps is one
 * element at a time. Events that nobody wants are recognised by the end of their line and never parsed. Nothing in the
 * file makes it throw; what cannot be read is counted and passed over.
 */
export class FileSplitter {
  readonly #queue = new ByteQueue();
  readonly #reader: ElementReader;
  #form: Form | undefined;
  #end: FileEnd | undefined;
  /** The browser has not yet put the log into this file. */
  inProgress = false;
  /** It begins as a log does. */
  begun = false;
  /** After the end of the log the file goes on. */
  trailing = false;

  /** `values`: it is neither a NetLog nor HAR, but may hold reports all the same. `lines`: a NetLog of one object a line. */
  constructor(sink: SplitSink, as: 'log' | 'lines' | 'values') {
    this.#reader = new ElementReader(this.#queue, sink);
    if (as === 'values') this.#form = new ValueForm(this.#queue, this.#reader);
    if (as === 'lines') this.#form = new LineForm(this.#queue, this.#reader);
  }

  /** Undefined as long as nothing shows that this is such a file. */
  get kind(): FileKind | undefined {
    return this.#form?.kind;
  }

  /** Events or entries that could not be read, or were too large. */
  get damaged(): number {
    return this.#reader.damaged;
  }

  /** Events or entries that were seen, wanted or not. */
  get seen(): number {
    return this.#reader.seen;
  }

  /** False when the rest of the file is of no use. */
  push(chunk: Uint8Array): boolean {
    if (this.#over) return false;
    this.#queue.append(chunk);
    this.#run(false);
    return !this.#over;
  }

  /** Behind a log that is whole, only what may follow it is of interest. */
  get #over(): boolean {
    return this.#end !== undefined && (this.#end !== 'whole' || this.trailing);
  }

  /** No more bytes will come. */
  finish(): FileEnd {
    this.#run(true);
    return this.#end ?? 'cut';
  }

  #run(last: boolean): void {
    this.#form ??= this.#formOf(last);
    while (this.#form?.step(last)) {
      // One step after the other, until more bytes are needed.
    }
    this.#end ??= this.#form?.end;
    if (this.#end === 'whole') this.trailing = this.#queue.skipSpace() !== undefined;
  }

  #formOf(last: boolean): Form | undefined {
    const queue = this.#queue;
    if (queue.length < HEAD && !last) return undefined;
    if (startsWith(queue.bytes, queue.start, BYTE_ORDER_MARK)) queue.start += BYTE_ORDER_MARK.length;
    const first = queue.skipSpace();
    if (first === undefined || (queue.length < HEAD && !last)) return undefined;
    if (first !== OPEN_OBJECT) {
      this.#end = 'broken';
      this.inProgress = IN_PROGRESS.test(this.#reader.text(queue.start, queue.end));
      return undefined;
    }
    const head = this.#reader.text(queue.start, Math.min(queue.end, queue.start + HEAD));
    this.begun = BEGUN.test(head);
    const Chosen = IN_LINES.test(head) ? LineForm : ObjectForm;
    return new Chosen(queue, this.#reader);
  }
}
