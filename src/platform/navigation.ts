import { browser } from './browser.js';
import { target } from './target.js';

/** A step in the life of a tab's main document. `time`: ms since the epoch. */
export interface Navigation {
  readonly tabId: number;
  readonly url: string;
  readonly time: number;
  /** Absent where the browser names documents by no id. */
  readonly documentId?: string;
  /** By "back" or "forward": the document may come out of the back/forward cache as it was left. */
  readonly throughHistory?: true;
  /** What the browser calls the failure, where it failed, e.g. `net::ERR_TUNNEL_CONNECTION_FAILED`. */
  readonly error?: string;
}

/**
 * What a navigation's failure leaves in the tab. `replaced`: a page of the browser's own, which Chrome reports by no commit.
 * `unchanged`: what was there; the document was loading still when the next one came, or when somebody stopped it. `broken`:
 * the document that was shown already, which Firefox replaces by its error page, as one more document.
 */
export type Failure = 'replaced' | 'unchanged' | 'broken';

/** Of a load that was ended from without: Firefox names NS_BINDING_ABORTED by its number (measured: 153). */
const ENDED: readonly string[] = ['net::ERR_ABORTED', 'Error code 2152398850'];

const failureOf = (error: string): Failure => {
  if (ENDED.includes(error)) return 'unchanged';
  return target === 'chromium' ? 'replaced' : 'broken';
};

interface Heard {
  /** A navigation begins. It may end in a download, or be aborted. */
  readonly begun: (tabId: number) => void;
  /** A new document took the tab's place. */
  readonly committed: (navigation: Navigation) => void;
  /** It is parsed. Never reported of one out of the back/forward cache (measured: Chromium 156, Firefox 153). */
  readonly parsed: (navigation: Navigation) => void;
  readonly failed: (navigation: Navigation, failure: Failure) => void;
  readonly closed: (tabId: number) => void;
}

interface Details {
  readonly tabId: number;
  readonly url: string;
  readonly frameId: number;
  readonly timeStamp: number;
}

/** Main documents of tabs only, none that is prerendered. Call once, synchronously, when the background starts. */
export function watchNavigation(heard: Heard): void {
  const main =
    (callback: (navigation: Navigation) => void) =>
    (details: Details): void => {
      if (details.frameId !== 0) return;
      const documentId = stringOf(details, 'documentId');
      const qualifiers: unknown = Reflect.get(details, 'transitionQualifiers');
      callback({
        tabId: details.tabId,
        url: details.url,
        time: details.timeStamp,
        ...(documentId === undefined ? {} : { documentId }),
        ...(Array.isArray(qualifiers) && qualifiers.includes('forward_back') ? { throughHistory: true } : {}),
      });
    };
  browser.webNavigation.onBeforeNavigate.addListener(main(({ tabId }) => heard.begun(tabId)));
  browser.webNavigation.onCommitted.addListener(main(heard.committed));
  browser.webNavigation.onDOMContentLoaded.addListener(main(heard.parsed));
  browser.webNavigation.onErrorOccurred.addListener((details) => {
    const error = stringOf(details, 'error') ?? '';
    main((navigation) => heard.failed({ ...navigation, error }, failureOf(error)))(details);
  });
  browser.tabs.onRemoved.addListener((tabId) => heard.closed(tabId));
}

/** The document that a tab shows now. */
export interface ShownDocument {
  /** Absent where the browser names documents by no id. */
  readonly documentId?: string;
  readonly url: string;
  /** A page of the browser's own stands there, for the navigation failed. */
  readonly failed: boolean;
}

/** undefined: there is no such tab, or it shows nothing. */
export async function documentShown(tabId: number): Promise<ShownDocument | undefined> {
  const frame = await browser.webNavigation.getFrame({ tabId, frameId: 0 }).catch(() => null);
  if (!frame) return undefined;
  // Absent from the types of webextension-polyfill; measured: Chromium 156, Firefox 153.
  const documentId = stringOf(frame, 'documentId');
  return {
    ...(documentId === undefined ? {} : { documentId }),
    url: frame.url,
    failed: frame.errorOccurred === true,
  };
}

const stringOf = (from: object, key: string): string | undefined => {
  const value: unknown = Reflect.get(from, key);
  return typeof value === 'string' ? value : undefined;
};
