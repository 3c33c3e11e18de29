import type { ReadingResult } from './reading.js';

/** From a page to the worker. One worker reads one file; to stop it, the page ends it, whatever it is doing. */
export interface WorkerRequest {
  readonly file: File;
}

/** From the worker to the page. `progress` comes a few times a second; one of the others comes last, once. */
export type WorkerReply =
  | { readonly type: 'progress'; readonly bytes: number; readonly total: number }
  | { readonly type: 'done'; readonly result: ReadingResult }
  /** The file could not be had: it was moved or changed since it was chosen. The browser's own words. */
  | { readonly type: 'failed'; readonly error: string };
