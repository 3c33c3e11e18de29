import type { Step } from '../model/step.js';
import { text } from '../model/text.js';

/** The one reload that helps: it passes the browser's cache by (RFC 9111 section 5.2.1.4). */
export const bypassCache = (): Step => ({
  id: 'bypass-cache',
  audience: 'visitor',
  trial: 1,
  title: text('step_bypass_cache'),
  detail: text('step_bypass_cache_detail'),
  actions: [],
});

export const clearEdgeCache = (): Step => ({
  id: 'clear-edge-cache',
  audience: 'operator',
  group: 'fix',
  title: text('step_clear_edge_cache'),
  actions: [],
});

export const neverStoreErrors = (): Step => ({
  id: 'never-store-errors',
  audience: 'operator',
  group: 'fix',
  title: text('step_never_store_errors'),
  detail: text('step_never_store_errors_detail'),
  actions: [{ kind: 'copy', value: 'Cache-Control: no-store' }],
});
