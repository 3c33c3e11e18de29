import { HarReader } from '../har/har-reader.js';
import { NelReader } from '../nel/nel-reader.js';
import { NetLogReader } from '../netlog/netlog-reader.js';
import type { Counts, HostTroubles } from './incident-builder.js';
import type { JsonObject } from './json.js';
import type { ConnectionMap } from './map/connection-map.js';
import { type FailureId, failure, type Note, note } from './note.js';
import type { Contents, ReadingResult, SharedConnection, Summary } from './reading.js';
import { FileSplitter } from './split/file-splitter.js';
import type { FileEnd, FileKind, SplitSink } from './split/sink.js';
import type { WantedMembers } from './split/wanted.js';

export interface ReadOptions {
  /** When the file was last changed, in ms since the epoch: stands in where the file does not say its date. */
  readonly changed: number;
}

/** Gives the bytes of a file from its beginning, as often as it is asked. */
export type Bytes = () => AsyncIterable<Uint8Array>;

/**
 * Reads a NetLog of Chromium (chrome://net-export in both file formats, --log-net-log), a HAR file, or reports of Network
 * Error Logging, chunk by chunk. Which of them it is shows in the file itself. A file that ends in the middle is read as far as it goes. One whose
 * constants stand behind its events, as Cronet writes it, is read twice.
 */
export async function readFile(open: Bytes, { changed }: ReadOptions): Promise<ReadingResult> {
  const sink = new FileSink(changed);
  const split = await splitInto(sink, open, 'log');
  const { kind, inProgress } = split.splitter;
  // The first line of the form in lines is an object, too; by its beginning alone the two are not told apart.
  if (kind === undefined && sink.understands && split.splitter.trailing) {
    const lines = new FileSink(changed);
    return resultOf(lines, await splitInto(lines, open, 'lines'));
  }
  if (kind === undefined && !inProgress) {
    const reports = new FileSink(changed);
    const values = await splitInto(reports, open, 'values');
    return reports.reports === 0 ? resultOf(sink, split) : resultOf(reports, values);
  }
  if (sink.lateConstants === undefined) return resultOf(sink, split);
  const again = new FileSink(changed, sink.lateConstants);
  return resultOf(again, await splitInto(again, open, 'log'));
}

/** Bytes within which the first report must come; a file of other JSON is not read to its end for nothing. */
const WITHOUT_REPORT = 1 << 24;

interface Split {
  readonly splitter: FileSplitter;
  readonly end: FileEnd;
  readonly bytes: number;
}

async function splitInto(sink: FileSink, open: Bytes, as: 'log' | 'lines' | 'values'): Promise<Split> {
  const splitter = new FileSplitter(sink, as);
  let bytes = 0;
  for await (const chunk of open()) {
    bytes += chunk.length;
    const goesOn = splitter.push(chunk) && !sink.useless;
    if (!goesOn || (as === 'values' && sink.reports === 0 && bytes > WITHOUT_REPORT)) break;
  }
  return { splitter, end: splitter.finish(), bytes };
}

async function resultOf(sink: FileSink, { splitter, end, bytes }: Split): Promise<ReadingResult> {
  const { kind } = splitter;
  const seen = kind === 'nel' ? sink.reports : splitter.seen;
  const contents = await sink.contents(kind);
  if (kind === undefined || contents === undefined) {
    return { read: false, failure: failure(failureOf(bytes, end, splitter)) };
  }
  const { hosts, unnamed, cut, notes, damaged = 0, ...parts } = contents;
  return {
    read: true,
    reading: {
      kind,
      seen,
      ...parts,
      summary: summaryOf(hosts, unnamed, contents.map),
      notes: [...notesOf(end, seen, splitter.trailing, splitter.damaged + damaged, cut), ...notes],
    },
  };
}

/** Leads what the splitter finds to the reader that it is for. */
class FileSink implements SplitSink {
  readonly #changed: number;
  #log: NetLogReader | undefined;
  readonly #har: HarReader;
  readonly #nel: NelReader;
  /** A NetLog with constants that are none: no event can be understood. */
  useless = false;
  /** Events came before the constants. */
  #early = false;
  /** The constants that came behind the events. */
  lateConstants: unknown;

  constructor(changed: number, constants?: unknown) {
    this.#changed = changed;
    this.#har = new HarReader(changed);
    this.#nel = new NelReader(changed);
    this.#log = constants === undefined ? undefined : NetLogReader.of(constants, changed);
  }

  member(path: string, value: unknown): void {
    if (path === 'constants') {
      this.#log ??= NetLogReader.of(value, this.#changed);
      this.useless = this.#log === undefined;
      if (this.#early && !this.useless) this.lateConstants = value;
    } else if (path === 'polledData') this.#log?.polledData(value);
    else if (path === 'log.creator') this.#har.creator(value);
    else if (path === 'log.browser') this.#har.browser(value);
  }

  /** The constants of a NetLog were read. */
  get understands(): boolean {
    return this.#log !== undefined;
  }

  wants(type: number): boolean {
    if (this.#log === undefined) this.#early = true;
    return this.#log?.wants(type) ?? false;
  }

  params(type: number): WantedMembers | undefined {
    return this.#log?.params(type);
  }

  event(event: JsonObject): void {
    if (this.#log === undefined) this.#early = true;
    this.#log?.event(event);
  }

  get outline(): WantedMembers {
    return this.#har.outline;
  }

  entry(outline: JsonObject, whole: () => JsonObject | undefined): void {
    this.#har.entry(outline, whole);
  }

  value(value: unknown): void {
    this.#nel.value(value);
  }

  /** Of Network Error Logging, that were read. */
  get reports(): number {
    return this.#nel.seen;
  }

  async contents(kind: FileKind | undefined): Promise<Contents | undefined> {
    if (kind === 'nel') return this.#nel.finish();
    return kind === 'har' ? this.#har.finish() : this.#log?.finish();
  }
}

function failureOf(bytes: number, end: FileEnd, { kind, inProgress, begun }: FileSplitter): FailureId {
  if (bytes === 0) return 'empty';
  if (inProgress) return 'in-progress';
  if (kind !== undefined) return 'without-constants';
  return begun && end === 'cut' ? 'cut-early' : 'not-a-log';
}

const notesOf = (end: FileEnd, seen: number, trailing: boolean, damaged: number, cut: boolean): Note[] => [
  ...(end === 'whole' ? [] : [note(end === 'cut' ? 'cut-off' : 'broken')]),
  ...(damaged === 0 ? [] : [note('damaged', String(damaged))]),
  ...(trailing ? [note('trailing')] : []),
  ...(seen === 0 && end === 'whole' ? [note('no-requests')] : []),
  ...(cut ? [note('more')] : []),
];

/** What a file comes to: how many 421s, on which hosts, from which shared connections, and the time they took. */
function summaryOf(hosts: readonly HostTroubles[], unnamed: Counts, map: ConnectionMap): Summary {
  const total = (count: (counts: Counts) => number) =>
    hosts.reduce((sum, host) => sum + count(host), count(unnamed));
  return {
    hidden: total(({ hidden }) => hidden),
    surfaced: total(({ surfaced }) => surfaced),
    unsettled: total(({ unsettled }) => unsettled),
    lost: total(({ lost }) => lost),
    hosts,
    unnamed,
    shared: sharedIn(map),
  };
}

/** Connections that refused hosts other than their own; the most refusing first. */
function sharedIn({ groups }: ConnectionMap): SharedConnection[] {
  return groups
    .flatMap(({ openedFor, address, secure, hosts }): SharedConnection[] => {
      const refused = hosts.filter(({ opener, misdirected }) => opener === false && misdirected > 0);
      if (openedFor === undefined || !secure || refused.length === 0) return [];
      const total = (count: (host: (typeof refused)[number]) => number) =>
        refused.reduce((sum, host) => sum + count(host), 0);
      return [
        {
          openedFor,
          ...(address === undefined ? {} : { address }),
          hosts: refused.map(({ host, port }) => ({ host, port })),
          misdirected: total(({ misdirected }) => misdirected),
          hidden: total(({ hidden }) => hidden),
          lost: total(({ lost }) => lost),
        },
      ];
    })
    .sort((a, b) => b.misdirected - a.misdirected);
}
