import { type ReadonlySignal, signal } from '@preact/signals';
import type { Failure } from '../../../sources/log/note.js';
import type { Reading, ReadingResult } from '../../../sources/log/reading.js';
import type { FileFailure, FileReading } from './read-in-worker.js';

/** The chosen file, as the page names it. */
export interface LogFile {
  readonly name: string;
  /** bytes */
  readonly size: number;
}

export type LogState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly file: LogFile; readonly bytes: number }
  /** It is no log; why. */
  | { readonly kind: 'refused'; readonly file: LogFile; readonly failure: Failure }
  | ({ readonly kind: 'failed'; readonly file: LogFile } & FileFailure)
  | { readonly kind: 'read'; readonly file: LogFile; readonly reading: Reading };

export interface LogStore {
  readonly state: ReadonlySignal<LogState>;
  /** Reads a file; one that is being read is left. */
  open(file: File): void;
  cancel(): void;
}

/** One log at a time. It lives as long as the page, and nothing of it is kept. */
export function createLogStore(read: FileReading<ReadingResult>): LogStore {
  const state = signal<LogState>({ kind: 'none' });
  let stop: () => void = () => undefined;
  return {
    state,
    open(chosen) {
      stop();
      const file = { name: chosen.name, size: chosen.size };
      state.value = { kind: 'reading', file, bytes: 0 };
      stop = read(chosen, {
        progress(bytes) {
          state.value = { kind: 'reading', file, bytes };
        },
        ended(outcome) {
          if (outcome.kind === 'failed') state.value = { ...outcome, file };
          else if (outcome.result.read) state.value = { kind: 'read', file, reading: outcome.result.reading };
          else state.value = { kind: 'refused', file, failure: outcome.result.failure };
        },
      });
    },
    cancel() {
      stop();
      state.value = { kind: 'none' };
    },
  };
}
