// A Web Worker around the reader: a page starts it with
// `trustedWorker` of src/platform/trusted.ts, and speaks as in file-job.ts.

import { startJob, type WorkerRequest } from './file-job.js';

// Only the page that started this worker can send it messages.
self.addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  startJob(data.file, (reply) => self.postMessage(reply));
});
