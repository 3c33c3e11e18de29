import type { Page } from 'puppeteer-core';
import { type Bidi, inBrowserScope } from './bidi.js';
import type { DrivenPage } from './driver.js';
import { elementPage } from './element-firefox.js';

/** The toolbox of the window's gateway tab, and the browser element that shows a panel of the extension in it. */
const FIND = `
  const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = require('devtools/client/framework/devtools');
  const { selectedTab } = Services.wm.getMostRecentWindow('navigator:browser').gBrowser;
  const frames = (toolbox) => [...toolbox.doc.querySelectorAll('iframe')].flatMap((frame) =>
    [...(frame.contentDocument?.querySelectorAll('browser') ?? [])]);
  const shown = (toolbox) =>
    frames(toolbox).find(({ currentURI }) => currentURI?.spec.endsWith('/src/pages/panel/index.html'));
  const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
`;

const OPEN = `async () => {
  ${FIND}
  const toolbox = await gDevTools.showToolboxForTab(selectedTab, { toolId: 'inspector' });
  for (let n = 0; n < 400; n++, await pause()) {
    const tool = toolbox.getAdditionalTools().find(({ label }) => label === 'Missent');
    if (!tool) continue;
    await toolbox.selectTool(tool.id);
    for (; n < 400; n++, await pause()) if (shown(toolbox)) return 'open';
  }
  throw new Error('the toolbox shows no panel of Missent');
}`;

const CLOSE = `async () => {
  ${FIND}
  await gDevTools.closeToolboxForTab(selectedTab);
}`;

const SHOWN = `() => {
  ${FIND}
  return shown(gDevTools.getToolboxForTab(selectedTab));
}`;

/** Opens the developer tools of a tab, which comes to the front, with Missent's panel in them. */
export async function openFirefoxPanel(bidi: Bidi, page: Page): Promise<DrivenPage> {
  await page.bringToFront();
  await inBrowserScope(bidi, OPEN);
  return elementPage(bidi, { find: SHOWN, close: CLOSE });
}
