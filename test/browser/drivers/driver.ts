import type { KeyInput } from 'puppeteer-core';
import type { BrowserName } from '../../lab/site.js';

/** A page that a driver can look into: of the web or of the extension. */
export interface DrivenPage {
  /**
   * Runs a function in the page. It is sent as text: it may use its arguments and the page's globals, nothing else.
   * Arguments and result travel as JSON.
   */
  run<Args extends readonly unknown[], Result>(
    code: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  /** Waits until a selector matches; throws after `timeout` ms. */
  waitFor(selector: string, timeout?: number): Promise<void>;
  /** Presses a key and lets it go, as a keyboard does: `Tab`, `Enter`, `ArrowRight` ... The page comes to the front. */
  press(key: KeyInput): Promise<void>;
  /** Saves a PNG of what the window shows. */
  screenshot(file: string): Promise<void>;
  close(): Promise<void>;
}

/** A tab of the browser. */
export interface DrivenTab extends DrivenPage {
  /** The tab's id as extensions know it. */
  readonly id: number;
  /** Goes to a URL and waits for the load event; a page with an error status is a page as well. */
  visit(url: string): Promise<void>;
  /** Brings it to the front of its window. */
  bringToFront(): Promise<void>;
  /** Opens the developer tools of this tab with Missent's panel in front. */
  panel(): Promise<DrivenPage>;
}

/** One running browser with the extension in it, led to the lab. */
export interface BrowserDriver {
  readonly kind: BrowserName;
  /** e.g. `Chrome/156.0.8078.79` */
  readonly version: string;
  newTab(): Promise<DrivenTab>;
  /** Goes to a URL in the window's first tab, for a person to look at. */
  show(url: string): Promise<void>;
  /** Opens a page of the extension in a tab, e.g. `src/pages/popup/index.html?tab=1`. */
  extensionPage(path: string): Promise<DrivenPage>;
  /** As extensionPage, in a new private window. Needs `allowPrivate`. */
  privatePage(path: string): Promise<DrivenPage>;
  /** As a tab's `panel`, of the tab that shows this address, in whichever window. */
  panelAt(url: string): Promise<DrivenPage>;
  /** Opens the popup's page for a tab and waits until it is drawn. */
  popup(tabId: number): Promise<DrivenPage>;
  /** Opens the popup itself over a tab, as its button does, and waits until it is drawn. */
  actionPopup(tab: DrivenTab): Promise<DrivenPage>;
  /** Runs a function with the extension's rights, in a page of the extension that stays open. */
  asExtension<Args extends readonly unknown[], Result>(
    code: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  /** Ends the background (service worker or event page) as the browser does when it is idle. */
  stopBackground(): Promise<void>;
  backgroundRuns(): Promise<boolean>;
  /**
   * What the background threw since the browser started; in Chromium also what it wrote to its console as a warning
   * or an error.
   */
  backgroundErrors(): Promise<readonly string[]>;
  /** Takes the extension's access to all sites away, as a user can, or gives it back. */
  setAccess(granted: boolean): Promise<void>;
  /**
   * Firefox: asks for http pages over https first, also for names whose ending no registry has (as `.test`). Chromium's
   * driver keeps the upgrade of its own off.
   */
  httpsFirst(on: boolean): Promise<void>;
  /**
   * Allows the extension in private windows, as a user can. The browser reloads the extension for it: pages of it that
   * were open are gone, and with them `asExtension`.
   */
  allowPrivate(): Promise<void>;
  /**
   * Loads the extension anew, as an update of it does: its pages and all that it kept in memory are gone, tabs stay as they
   * are.
   */
  reloadExtension(): Promise<void>;
  /** Takes the extension out, with all that it stored, and installs it for the first time again. */
  installAnew(): Promise<void>;
  /** Leaves the extension no room to store anything on the disk, as a full one would; answers with what gives it back. */
  fillDisk(): Promise<() => Promise<void>>;
  /** SIGKILL, as a crash would have it. */
  kill(): Promise<void>;
  close(): Promise<void>;
  /** Resolves when the browser is gone, whoever ended it. */
  readonly gone: Promise<void>;
}
