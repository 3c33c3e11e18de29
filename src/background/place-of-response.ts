// Which document a response belongs to. The browsers' fields mislead: Chrome reports a prefetch as a navigation of the
// visible tab, and a worker's request names no tab in either browser (measured: Chromium 156, Firefox 153).
import type { WebResponse } from '../platform/web-response.js';

export type Place =
  /** The response to a navigation of a tab: its page may be shown next. */
  | { readonly kind: 'navigation' }
  /** The document of a page that is shown, or of a frame in it, asked. */
  | { readonly kind: 'part' }
  /** A document that was asked for ahead: no page of a response with an error status is ever shown of it. */
  | { readonly kind: 'ahead' }
  /** A prerendered page asked, which is not shown yet. `documentId`: of its main document, where that is known. */
  | { readonly kind: 'prerendered'; readonly documentId?: string }
  /** A service worker or shared worker asked, or the browser for one: which page it was for is not said. */
  | { readonly kind: 'worker' };

/** Most responses are none, and are let go at a glance. */
export const isNavigation = (response: WebResponse): boolean =>
  response.type === 'main_frame' && placeOf(response).kind === 'navigation';

export function placeOf(response: WebResponse): Place {
  const { type, tabId, frameId, documentId, documentLifecycle } = response;
  if (tabId < 0) return { kind: 'worker' };
  if (type === 'main_frame') {
    // A navigation names no document that asked; a prefetch or prerender names the page that holds its rule.
    const isAhead = frameId !== 0 || documentId !== undefined || documentLifecycle === 'prerender';
    return { kind: isAhead ? 'ahead' : 'navigation' };
  }
  if (documentLifecycle !== 'prerender') return { kind: 'part' };
  const main = response.frameType === 'outermost_frame' ? documentId : response.parentDocumentId;
  return { kind: 'prerendered', ...(main === undefined ? {} : { documentId: main }) };
}
