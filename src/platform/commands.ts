import { browser } from './browser.js';
import { target } from './target.js';

/** Chrome's name for the command that presses the extension's button; Firefox knows it too. */
const OPEN_POPUP = '_execute_action';

/** Where the browser lets a user change shortcuts. A page may open it by a call, never by a link. */
export const SHORTCUTS_ADDRESS = { chromium: 'chrome://extensions/shortcuts', firefox: 'about:addons' }[
  target
];

/** The keys that open the popup, as the browser writes them (`Alt+Shift+M`, on a Mac `⌥⇧M`); empty where there are none. */
export async function popupShortcut(): Promise<string> {
  const commands = await browser.commands.getAll();
  return commands.find(({ name }) => name === OPEN_POPUP)?.shortcut ?? '';
}

/** Takes the user to the browser's own page for shortcuts. Rejects where the browser does not allow that. */
export async function openShortcuts(): Promise<void> {
  // A page may not go to about:addons by itself; Firefox 137 and later have a call for it.
  if (target === 'firefox') await browser.commands.openShortcutSettings();
  else await browser.tabs.create({ url: SHORTCUTS_ADDRESS });
}
