import { trustedWorker } from '../../../platform/trusted.js';
import type { WorkerReply, WorkerRequest } from '../../../sources/log/file-job.js';

export type Outcome<Result> =
  | { readonly kind: 'read'; readonly result: Result }
  /** The file could not be had, or the worker broke; in the browser's own words. */
  | { readonly kind: 'failed'; readonly message: string };

export interface ReadingWatch<Result> {
  /** `bytes` of the file were read, of `total`; a few times a second. */
  progress(bytes: number, total: number): void;
  ended(outcome: Outcome<Result>): void;
}

/** Reads a file. Gives back what stops it at once, whatever it is doing; then nothing more comes. */
export type FileReading<Result> = (file: File, watch: ReadingWatch<Result>) => () => void;

/** Reads each file in a worker of its own. `url`: of a worker's script that speaks as src/sources/log/file-job.ts has it. */
export function readInWorker<Result>(url: string): FileReading<Result> {
  return (file, watch) => {
    const worker = trustedWorker(url);
    const end = (outcome: Outcome<Result>): void => {
      worker.terminate();
      watch.ended(outcome);
    };
    worker.onmessage = ({ data }: MessageEvent<WorkerReply<Result>>) => {
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
  };
}
