import type { JsonObject } from '../json.js';
import type { WantedMembers } from './wanted.js';

export type FileKind = 'netlog' | 'har' | 'nel';

/** Who uses what is found in a file. */
export interface SplitSink {
  /** Whether events of this type number are of use; the others are passed over unread. */
  wants(type: number): boolean;
  /** What of the parameters of such events is of use; undefined: all. The same object for the same. */
  params(type: number): WantedMembers | undefined;
  /** With `params`, `phase`, `source.id`, `time` and `type` at least, as far as the log has them. */
  event(event: JsonObject): void;
  /** What of an entry is always of use; another one from some entry on. */
  readonly outline: WantedMembers;
  /** `outline`: at least that of an entry. `whole`: all of it, for as long as this call; undefined where it is damaged. */
  entry(outline: JsonObject, whole: () => JsonObject | undefined): void;
  /** One of a file of values, which may hold reports. */
  value(value: unknown): void;
  /** What stands beside the list: `constants`, `polledData`, `log.creator`, … Undefined where it could not be read. */
  member(path: string, value: unknown): void;
}

/** `whole`: to its last bracket. `cut`: the end is missing. `broken`: from some point on it is no such file. */
export type FileEnd = 'whole' | 'cut' | 'broken';

/** A way in which such files are written, read from a queue of bytes. */
export interface Form {
  /** Undefined as long as nothing shows that this is such a file. */
  readonly kind: FileKind | undefined;
  /** Set when the rest of the file is of no use. */
  readonly end: FileEnd | undefined;
  /** Does one thing; false where it can do no more with the bytes at hand. `last`: no more will come. */
  step(last: boolean): boolean;
}
