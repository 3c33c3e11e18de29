import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Agent, Incident } from '../model/incident.js';
import type { send } from '../platform/send.js';

/**
 * What a page can do about an incident beyond showing it. A page that only shows (a file that was imported, the
 * developer tools) has no desk, and draws no button that would need one.
 */
export interface PageActions {
  readonly send: typeof send;
  /** Opens a web page, or a page of the browser's own that extensions may open. */
  readonly openUrl: (url: string) => Promise<void>;
  /** The tab that the page speaks of; else its own, with which its checks end. */
  readonly tabId: number;
  /** That tab shows the page that failed, and can load it again. */
  readonly showsPage: boolean;
  /** Since when the tab shows its page, ms since the epoch; absent: not known. */
  readonly since?: number | undefined;
  /** The browser that this is. */
  readonly here: Agent['name'];
  /** Loads the page again past the cache. Absent where the page does not show what comes of it. */
  readonly checkFix?: (incident: Incident) => Promise<void>;
  /** Incidents whose checks are under way. */
  readonly checking: readonly string[];
}

const PageActionsContext = createContext<PageActions | undefined>(undefined);

export const PageActionsProvider = PageActionsContext.Provider;

export const usePageActions = (): PageActions | undefined => useContext(PageActionsContext);
