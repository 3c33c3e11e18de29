export const SHORTCUTS_ADDRESS = 'chrome://extensions/shortcuts';

/** `none` in the address: the user has taken the shortcut away. */
const parameters = new URLSearchParams(location.search);

export const popupShortcut = (): Promise<string> =>
  Promise.resolve(parameters.get('shortcut') === 'none' ? '' : 'Alt+Shift+M');

/** As in a browser that does not let the page go there. */
export const openShortcuts = (): Promise<void> => Promise.reject(new Error('not allowed'));
