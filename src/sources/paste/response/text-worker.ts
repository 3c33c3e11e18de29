// A Web Worker around the reader of texts: a page starts it with `trustedWorker` of src/platform/trusted.ts.

import { runJob, type WorkerRequest } from '../../log/file-job.js';
import { readTextFile } from './text-file.js';

// Only the page that started this worker can send it messages.
self.addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  runJob(data.file, readTextFile, (reply) => self.postMessage(reply));
});
