// A Web Worker around the reader: a page starts it with
// `trustedWorker` of src/platform/trusted.ts, and speaks as in file-job.ts.

import { startJob } from './file-job.js';
import { serveJobs } from './serve-jobs.js';

serveJobs(startJob);
