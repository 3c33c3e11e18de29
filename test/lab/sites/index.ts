import type { Site } from '../site.js';
import { applications } from './applications.js';
import { changing } from './changing.js';
import { edges } from './edges.js';
import { gateways } from './gateways.js';
import { good } from './good.js';
import { lastWords } from './last-words.js';
import { latePart } from './late-part.js';
import { refusals } from './refusals.js';
import { requestTypes } from './request-types.js';
import { serviceWorker } from './service-worker.js';
import { settledByChecks } from './settled-by-checks.js';
import { sharedConnection } from './shared-connection.js';
import { unmarked } from './unmarked.js';
import { urlShapes } from './url-shapes.js';
import { without421 } from './without-421.js';

/** Every site of the lab, in the order of the start page. */
export const SITES: readonly Site[] = [
  ...gateways,
  ...refusals,
  ...edges,
  ...applications,
  ...urlShapes,
  ...sharedConnection,
  ...settledByChecks,
  ...changing,
  ...requestTypes,
  ...lastWords,
  ...latePart,
  ...serviceWorker,
  ...unmarked,
  ...without421,
  ...good,
];
