import { browser } from './browser.js';

/** A step in the life of a tab's main document. `time`: ms since the epoch. */
export interface Navigation {
  readonly tabId: number;
  readonly url: string;
  readonly time: number;
  /** Absent where the browser names documents by no id. */
  readonly documentId?: string;
}

interface Heard {
  /** A new document took the tab's place. */
  readonly committed: (navigation: Navigation) => void;
  /** It can be read now: parsed, or replaced by the browser's own error page. */
  readonly readable: (navigation: Navigation) => void;
  readonly closed: (tabId: number) => void;
}

/** Main documents only. Call once, synchronously, when the background starts. */
export function watchNavigation(heard: Heard): void {
  const main =
    (callback: (navigation: Navigation) => void) =>
    (details: { tabId: number; url: string; frameId: number; timeStamp: number }): void => {
      const documentId: unknown = 'documentId' in details ? details.documentId : undefined;
      if (details.frameId !== 0) return;
      callback({
        tabId: details.tabId,
        url: details.url,
        time: details.timeStamp,
        ...(typeof documentId === 'string' ? { documentId } : {}),
      });
    };
  browser.webNavigation.onCommitted.addListener(main(heard.committed));
  browser.webNavigation.onDOMContentLoaded.addListener(main(heard.readable));
  browser.webNavigation.onErrorOccurred.addListener(main(heard.readable));
  browser.tabs.onRemoved.addListener((tabId) => heard.closed(tabId));
}
