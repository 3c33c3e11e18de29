// A Web Worker around the reader of texts: a page starts it with `trustedWorker` of src/platform/trusted.ts.

import { runJob, serveJobs } from '../../log/file-job.js';
import { readTextFile } from './text-file.js';

serveJobs((file, post) => runJob(file, readTextFile, post));
