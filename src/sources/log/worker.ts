// A Web Worker around the reader: a page starts it with
// `trustedWorker` of src/platform/trusted.ts, and speaks as in file-job.ts.

import { serveJobs, startJob } from './file-job.js';

serveJobs(startJob);
