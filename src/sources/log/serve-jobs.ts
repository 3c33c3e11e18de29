import type { WorkerRequest } from './file-job.js';

/** Runs in a worker: reads each file that its page sends. Only the page that started a worker can send it messages. */
export function serveJobs(start: (file: File, post: (reply: unknown) => void) => void): void {
  self.addEventListener('message', ({ data: { file, alive } }: MessageEvent<WorkerRequest>) => {
    const begin = (): void => {
      self.postMessage({ type: 'progress', bytes: 0, total: file.size });
      start(file, (reply) => self.postMessage(reply));
    };
    // Held as long as the worker lives, however it ends: browsers give no event for some of the ways.
    self.navigator.locks
      .request(alive, () => {
        begin();
        return new Promise(() => undefined);
      })
      // Where the browser allows this origin no locks, its page gets none either.
      .catch(begin);
  });
}
