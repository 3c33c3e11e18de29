// What a page inside the developer tools may ask of them. Both browsers have these calls, with callbacks, as `chrome`.
import { browser } from './browser.js';
import { target } from './target.js';

/** A request of the inspected page that is over, or one that was there before the panel. */
export interface FinishedRequest {
  /** An entry as HAR 1.2 has it, with the browser's own fields; nobody has looked at it yet. */
  readonly entry: unknown;
  /** The body of the response; undefined where the browser gives none beyond what stands in the entry. */
  readonly body: () => Promise<FinishedBody | undefined>;
}

export interface FinishedBody {
  readonly text: string;
  readonly base64: boolean;
}

export interface NetworkListener {
  readonly finished: (request: FinishedRequest) => void;
  /** The inspected window shows another document. Chromium does not report it for its own error pages (measured: 156). */
  readonly navigated: (url: string) => void;
}

/** Characters of a body that are taken over; more than is kept of one (MAX_BODY_BYTES), also in base64. */
const MAX_TEXT = 16_384;

/** ms that the browser has for a body: an entry must not wait for ever. */
const BODY_COMES_MS = 3000;

/** Calls back for each request of the inspected page from now on. Returns the function that stops it. */
export function watchNetwork({ finished, navigated }: NetworkListener): () => void {
  const { onRequestFinished, onNavigated } = chrome.devtools.network;
  const heard = (request: chrome.devtools.network.Request): void => finished(finishedRequest(request));
  onRequestFinished.addListener(heard);
  onNavigated.addListener(navigated);
  return () => {
    onRequestFinished.removeListener(heard);
    onNavigated.removeListener(navigated);
  };
}

/**
 * What the network panel has of the inspected page already. Firefox has nothing as long as nobody listened; Chromium also
 * has requests that are not over yet, which have no status.
 */
export const requestsSoFar = (): Promise<FinishedRequest[]> =>
  new Promise((resolve) => {
    chrome.devtools.network.getHAR((log) => {
      const entries: unknown = Reflect.get(log, 'entries');
      resolve(Array.isArray(entries) ? entries.map(finishedRequest) : []);
    });
  });

const finishedRequest = (entry: unknown): FinishedRequest => ({ entry, body: () => bodyOf(entry) });

function bodyOf(entry: unknown): Promise<FinishedBody | undefined> {
  return new Promise((resolve) => {
    if (!hasContent(entry)) {
      resolve(undefined);
      return;
    }
    setTimeout(resolve, BODY_COMES_MS, undefined);
    entry.getContent((text: unknown, encoding: unknown) =>
      resolve(
        typeof text === 'string'
          ? { text: text.slice(0, MAX_TEXT), base64: encoding === 'base64' }
          : undefined,
      ),
    );
  });
}

/** Entries of Firefox's network panel have their bodies in them and no call for it. */
const hasContent = (
  entry: unknown,
): entry is { readonly getContent: (got: (text: unknown, encoding: unknown) => void) => void } =>
  typeof entry === 'object' &&
  entry !== null &&
  'getContent' in entry &&
  typeof entry.getContent === 'function';

/** Firefox shows for no request which connection carried it. */
export const namesConnections: boolean = target === 'chromium';

export const inspectedTabId = (): number => chrome.devtools.inspectedWindow.tabId;

export const reloadInspected = (): void => chrome.devtools.inspectedWindow.reload({});

/** Adds a panel. `icon` and `page`: addresses inside the extension. */
export function addPanel(title: string, icon: string, page: string): void {
  void chrome.devtools.panels.create(title, icon, page);
}

export type ToolsTheme = 'light' | 'dark';

/** Chromium calls its light theme `default`. */
const themeOf = (name: unknown): ToolsTheme => (name === 'dark' ? 'dark' : 'light');

/** Calls back with the theme of the developer tools, at once and, where the browser reports it, when it changes. */
export function watchToolsTheme(wear: (theme: ToolsTheme) => void): void {
  const { panels } = target === 'firefox' ? browser.devtools : chrome.devtools;
  wear(themeOf(panels.themeName));
  if ('onThemeChanged' in panels) panels.onThemeChanged.addListener((name) => wear(themeOf(name)));
  else panels.setThemeChangeHandler?.((name) => wear(themeOf(name)));
}
