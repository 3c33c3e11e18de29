import { browser } from './browser.js';

/** How the toolbar button looks for one tab. Empty text: no badge. */
export interface BadgeLook {
  readonly text: string;
  /** CSS colours */
  readonly background: string;
  readonly color: string;
  readonly title: string;
}

/** Stands on the buttons of tabs in which nothing was misdirected while Missent does not see all. */
export const RESTING_MARK = '!';

/** Sets it for all tabs that have none of their own. Both browsers forget it with the session. */
export async function showRestingBadge(look: BadgeLook): Promise<void> {
  await Promise.all([
    browser.action.setBadgeText({ text: look.text }),
    browser.action.setTitle({ title: look.title }),
    browser.action.setBadgeBackgroundColor({ color: look.background }),
    browser.action.setBadgeTextColor({ color: look.color }),
  ]);
}

/** Sets it for a tab; a tab that is gone is no error. Browsers forget it at each navigation of the tab. */
export async function showBadge(tabId: number, look: BadgeLook): Promise<void> {
  try {
    await Promise.all([
      browser.action.setBadgeText({ tabId, text: look.text }),
      browser.action.setTitle({ tabId, title: look.title }),
      browser.action.setBadgeBackgroundColor({ tabId, color: look.background }),
      browser.action.setBadgeTextColor({ tabId, color: look.color }),
    ]);
  } catch {
    // "No tab with id": it was closed in between, so there is nothing to show.
  }
}
