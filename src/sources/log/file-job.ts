import { fileChunks } from './file-chunks.js';
import { type Bytes, readFile } from './read-file.js';
import type { ReadingResult } from './reading.js';

/** ms between two notices of progress */
const PROGRESS = 100;

/** Reads one log and posts what comes of it. */
export function startJob(file: File, post: (reply: WorkerReply<ReadingResult>) => void): void {
  runJob(file, (bytes) => readFile(bytes, { changed: file.lastModified }), post);
}

/** Reads one file, unpacked, and posts how far it is and what comes of it. */
export function runJob<Result>(
  file: File,
  read: (open: Bytes) => Promise<Result>,
  post: (reply: WorkerReply<Result>) => void,
): void {
  let done = 0;
  let gone = false;
  async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    let told = Date.now();
    try {
      for await (const chunk of fileChunks(file)) {
        // A file may be read more than once.
        done = Math.max(done, chunk.done);
        yield chunk.bytes;
        if (Date.now() - told >= PROGRESS) {
          post({ type: 'progress', bytes: done, total: file.size });
          told = Date.now();
        }
      }
    } catch (error) {
      // What fails in the reader of the bytes does not come by here.
      gone = true;
      throw error;
    }
  }
  read(bytes)
    .then((result) => post({ type: 'done', result }))
    .catch((error: unknown) => post({ type: 'failed', why: gone ? 'gone' : 'fault', error: String(error) }));
}

/** From a page to the worker. One worker reads one file; to stop it, the page ends it, whatever it is doing. */
export interface WorkerRequest {
  readonly file: File;
  /** Name of a lock (Web Locks API) that the worker takes before its first reply and never gives back. */
  readonly alive: string;
}

/** From the worker to the page. `progress` comes a few times a second; one of the others comes last, once. */
export type WorkerReply<Result> =
  | { readonly type: 'progress'; readonly bytes: number; readonly total: number }
  | { readonly type: 'done'; readonly result: Result }
  /**
   * `gone`: the file could not be had, as one that was moved or changed since it was chosen. `fault`: a fault of the reader.
   * `error`: the browser's own words.
   */
  | { readonly type: 'failed'; readonly why: 'gone' | 'fault'; readonly error: string };
