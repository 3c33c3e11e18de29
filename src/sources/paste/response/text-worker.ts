// A Web Worker around the reader of texts: a page starts it with `trustedWorker` of src/platform/trusted.ts.

import { runJob } from '../../log/file-job.js';
import { serveJobs } from '../../log/serve-jobs.js';
import { readTextFile } from './text-file.js';

serveJobs((file, post) => runJob(file, readTextFile, post));
