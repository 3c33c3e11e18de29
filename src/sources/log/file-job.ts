import { fileChunks } from './file-chunks.js';
import { readFile } from './read-file.js';
import type { WorkerReply } from './worker-messages.js';

/** ms between two notices of progress */
const PROGRESS = 100;

/** Reads one file and posts what comes of it. */
export function startJob(file: File, post: (response: WorkerReply) => void): void {
  let done = 0;
  async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    let told = Date.now();
    for await (const chunk of fileChunks(file)) {
      // A file may be read more than once.
      done = Math.max(done, chunk.done);
      yield chunk.bytes;
      if (Date.now() - told >= PROGRESS) {
        post({ type: 'progress', bytes: done, total: file.size });
        told = Date.now();
      }
    }
  }
  readFile(bytes, { changed: file.lastModified }).then(
    (result) => post({ type: 'done', result }),
    (error: unknown) => post({ type: 'failed', error: String(error) }),
  );
}
