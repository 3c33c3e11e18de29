// Which page a response belongs to. A request may outlive its page (fetch with keepalive, sendBeacon), and is reported as
// one of the tab all the same.
//
// Measured with Chromium 156 and Firefox 153, requests of a main document, of a frame and of a frame in it:
// - Ids of documents and of frames are never used again, but for the main frame's 0.
// - Chrome names the document of each request, and of a frame's own document the parent. The main frame of a page that is
//   gone has another id than 0.
// - Firefox names the document, but not for a fetch with keepalive or of a worker: of these it names the frame and a URL, the
//   document's or the worker's. The parent of a frame that is gone is reported as the page that came after it.
import { browser } from './browser.js';
import type { WebResponse } from './web-response.js';

/** The page that asked. `documentId`: of the main document on screen, where the browser names it. */
export type AskingPage =
  | { readonly is: 'shown'; readonly documentId?: string }
  /** A page before, or one that is prerendered or kept for "back". */
  | { readonly is: 'other' }
  /** `url`: of the main document that asked or of its worker; `shown`: of the page on screen, now. Without fragments. */
  | { readonly is: 'unnamed'; readonly url: string; readonly shown: string; readonly documentId?: string };

interface Frame {
  readonly frameId: number;
  readonly url: string;
  readonly documentId?: string | undefined;
  readonly documentLifecycle?: string | undefined;
}

/** Asks the browser which frames the tab shows now. Not for main documents, whose page is still to come. Never rejects. */
export async function askingPage(response: AskingResponse): Promise<AskingPage> {
  // Absent from the types of webextension-polyfill: the documents.
  const frames: readonly Frame[] | null = await browser.webNavigation
    .getAllFrames({ tabId: response.tabId })
    .catch(() => null);
  // The tab has no page, or is gone: then nothing is shown in it.
  return frames ? pageAmong(frames, response) : { is: 'shown' };
}

type AskingResponse = Pick<
  WebResponse,
  'tabId' | 'frameId' | 'documentId' | 'parentDocumentId' | 'documentUrl'
>;

/** The rule by itself. */
export function pageAmong(frames: readonly Frame[], response: AskingResponse): AskingPage {
  const { frameId, documentId, parentDocumentId, documentUrl } = response;
  const shown = frames.filter(({ documentLifecycle = 'active' }) => documentLifecycle === 'active');
  const main = shown.find((frame) => frame.frameId === 0);
  const named = main?.documentId === undefined ? {} : { documentId: main.documentId };
  const asker = documentId ?? parentDocumentId;
  const isPart =
    (frameId !== 0 && shown.some((frame) => frame.frameId === frameId)) ||
    (asker !== undefined && shown.some((frame) => frame.documentId === asker));
  if (isPart) return { is: 'shown', ...named };
  if (asker !== undefined || frameId !== 0) return { is: 'other' };
  if (documentUrl === undefined || !main) return { is: 'shown', ...named };
  return { is: 'unnamed', url: withoutFragment(documentUrl), shown: withoutFragment(main.url), ...named };
}

const withoutFragment = (url: string): string => url.split('#', 1)[0] ?? url;
