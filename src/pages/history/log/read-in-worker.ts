import { trustedWorker } from '../../../platform/trusted.js';
import type { WorkerReply, WorkerRequest } from '../../../sources/log/file-job.js';

export type Outcome<Result> =
  | { readonly kind: 'read'; readonly result: Result }
  | ({ readonly kind: 'failed' } & FileFailure);

export interface FileFailure {
  /** The file could not be had, the worker that read it ended before its time, or the reader has a fault. */
  readonly why: 'gone' | 'ended' | 'fault';
  /** The browser's own words; empty where it has none. */
  readonly message: string;
}

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
    const alive = `missent-reading-${crypto.randomUUID()}`;
    const over = new AbortController();
    const stop = (): void => {
      worker.terminate();
      over.abort();
    };
    const end = (outcome: Outcome<Result>): void => {
      if (over.signal.aborted) return;
      stop();
      watch.ended(outcome);
    };
    const ended = (message: string): void => end({ kind: 'failed', why: 'ended', message });
    // Its first message shows that the worker has its lock; who gets it next knows that the worker is no more.
    worker.addEventListener(
      'message',
      () => {
        navigator.locks.request(alive, { signal: over.signal }, () => ended('')).catch(() => undefined);
      },
      { once: true },
    );
    worker.onmessage = ({ data }: MessageEvent<WorkerReply<Result>>) => {
      if (data.type === 'progress') watch.progress(data.bytes, data.total);
      else if (data.type === 'done') end({ kind: 'read', result: data.result });
      else end({ kind: 'failed', why: data.why, message: data.error });
    };
    worker.onerror = (event) => {
      event.preventDefault();
      // A script that cannot be loaded is an event without words.
      ended(event.message ?? '');
    };
    worker.onmessageerror = () => ended('');
    const request: WorkerRequest = { file, alive };
    worker.postMessage(request);
    return stop;
  };
}
