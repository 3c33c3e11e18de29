import { type Text, text } from '../../model/text.js';
import { HarReader } from '../har/har-reader.js';
import { NetLogReader } from '../netlog/netlog-reader.js';
import type { JsonObject } from './json.js';
import type { Contents, ReadingResult } from './reading.js';
import { FileSplitter } from './split/file-splitter.js';
import type { FileEnd, FileKind, SplitSink } from './split/sink.js';
import { summaryOf } from './summary.js';

export interface ReadOptions {
  /** When the file was last changed, in ms since the epoch: stands in where the file does not tell its date. */
  readonly changed: number;
}

/**
 * Reads a NetLog of Chromium (chrome://net-export in both file formats, --log-net-log) or a HAR file, chunk by chunk.
 * Which of them it is shows in the file itself. A file that ends in the middle is read as far as it goes.
 */
export async function readFile(
  chunks: AsyncIterable<Uint8Array>,
  { changed }: ReadOptions,
): Promise<ReadingResult> {
  const sink = new FileSink(changed);
  const splitter = new FileSplitter(sink);
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    const goesOn = splitter.push(chunk) && !sink.useless;
    if (!goesOn) break;
  }
  const end = splitter.finish();
  const { kind, seen, damaged } = splitter;
  const contents = await sink.contents(kind);
  if (kind === undefined || contents === undefined) {
    return { read: false, failure: failureOf(bytes, kind !== undefined) };
  }
  const { hosts, cut, ...parts } = contents;
  return {
    read: true,
    reading: {
      kind,
      seen,
      ...parts,
      summary: summaryOf(hosts, contents.map),
      notes: notesOf(end, damaged, contents),
    },
  };
}

/** Leads what the splitter finds to the reader that it is for. */
class FileSink implements SplitSink {
  readonly #changed: number;
  #log: NetLogReader | undefined;
  readonly #har: HarReader;
  /** A NetLog without its constants: no event can be understood. */
  useless = false;

  constructor(changed: number) {
    this.#changed = changed;
    this.#har = new HarReader(changed);
  }

  member(path: string, value: unknown): void {
    if (path === 'constants') {
      this.#log ??= NetLogReader.of(value, this.#changed);
      this.useless = this.#log === undefined;
    } else if (path === 'polledData') this.#log?.polledData(value);
    else if (path === 'log.creator') this.#har.creator(value);
    else if (path === 'log.browser') this.#har.browser(value);
  }

  wants(type: number): boolean {
    return this.#log?.wants(type) ?? false;
  }

  event(event: JsonObject): void {
    this.#log?.event(event);
  }

  entry(entry: JsonObject): void {
    this.#har.entry(entry);
  }

  async contents(kind: FileKind | undefined): Promise<Contents | undefined> {
    return kind === 'har' ? this.#har.finish() : this.#log?.finish();
  }
}

function failureOf(bytes: number, isLog: boolean): Text {
  if (bytes === 0) return text('netlog_empty');
  return text(isLog ? 'netlog_without_constants' : 'netlog_not_a_log');
}

function notesOf(end: FileEnd, damaged: number, { agent, creator, cut }: Contents): Text[] {
  return [
    ...(end === 'whole' ? [] : [text(end === 'cut' ? 'netlog_note_cut_off' : 'netlog_note_broken')]),
    ...(damaged === 0 ? [] : [text('netlog_note_damaged', String(damaged))]),
    ...(cut ? [text('netlog_note_more')] : []),
    ...(creator !== undefined && agent.name === 'other' ? [text('netlog_note_other_program', creator)] : []),
  ];
}
