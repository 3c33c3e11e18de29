import { trustedWorker } from '../../../platform/trusted.js';
import type { WorkerReply, WorkerRequest } from '../../../sources/log/file-job.js';
import type { ReadingResult } from '../../../sources/log/reading.js';
import workerUrl from '../../../sources/log/worker.ts?worker&url';

export type Outcome =
  | { readonly kind: 'read'; readonly result: ReadingResult }
  /** The file could not be had, or the worker broke; in the browser's own words. */
  | { readonly kind: 'failed'; readonly message: string };

export interface ReadingWatch {
  /** `bytes` of the file were read, of `total`; a few times a second. */
  progress(bytes: number, total: number): void;
  ended(outcome: Outcome): void;
}

/** Reads a file in a worker of its own. Gives back what stops it at once, whatever it is doing; then nothing more comes. */
export function readInWorker(file: File, watch: ReadingWatch): () => void {
  const worker = trustedWorker(workerUrl);
  const end = (outcome: Outcome): void => {
    worker.terminate();
    watch.ended(outcome);
  };
  worker.onmessage = ({ data }: MessageEvent<WorkerReply>) => {
    if (data.type === 'progress') watch.progress(data.bytes, data.total);
    else if (data.type === 'done') end({ kind: 'read', result: data.result });
    else end({ kind: 'failed', message: data.error });
  };
  worker.onerror = (event) => {
    event.preventDefault();
    end({ kind: 'failed', message: event.message });
  };
  const request: WorkerRequest = { file };
  worker.postMessage(request);
  return () => worker.terminate();
}
