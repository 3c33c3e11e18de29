import { type Bidi, inBrowserScope } from './bidi.js';
import type { DrivenPage } from './driver.js';
import { elementPage } from './element-firefox.js';

/** The window's element in which the extension's popup stands, once it is shown: it is loaded in another one before. */
const FIND = `() => {
  const { document } = Services.wm.getMostRecentWindow('navigator:browser');
  return [...document.querySelectorAll('browser[webextension-view-type="popup"]')].find(
    (element) => element.currentURI?.spec.endsWith('/src/pages/popup/index.html') && element.closest('panel')?.state === 'open');
}`;

/** What a click on the button does. */
const OPEN = `async (id) => {
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  window.focus();
  const { browserActionFor } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs')
    .ExtensionParent.apiManager.global;
  const { extension } = WebExtensionPolicy.getByID(id);
  await browserActionFor(extension).openPopup(window, true);
  for (let n = 0; n < 200 && !(${FIND})(); n++) await new Promise((resolve) => setTimeout(resolve, 50));
  if (!(${FIND})()) throw new Error('the popup did not open');
}`;

const CLOSE = `() => {
  const popup = (${FIND})();
  popup?.closest('panel')?.hidePopup();
}`;

/** Opens the popup itself over the tab in front. `id`: the extension's. */
export async function openFirefoxPopup(bidi: Bidi, id: string): Promise<DrivenPage> {
  await inBrowserScope(bidi, OPEN, id);
  return elementPage(bidi, { find: FIND, close: CLOSE });
}
