import { writeFile } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import { type Bidi, inBrowserScope } from './bidi.js';
import type { DrivenPage } from './driver.js';
import { panelPage } from './panel-page.js';

/** The toolbox of the window's front tab, and the browser element that shows a panel of the extension in it. */
const FIND = `
  const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = require('devtools/client/framework/devtools');
  const { selectedTab } = Services.wm.getMostRecentWindow('navigator:browser').gBrowser;
  const frames = (toolbox) => [...toolbox.doc.querySelectorAll('iframe')].flatMap((frame) =>
    [...(frame.contentDocument?.querySelectorAll('browser') ?? [])]);
  const shown = (toolbox) =>
    frames(toolbox).find(({ currentURI }) => currentURI?.spec.endsWith('/src/panel/index.html'));
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

/** The extension's pages are in a process of their own: what runs there is sent, and its result sent back. */
const RUN = `async (code) => {
  ${FIND}
  const { messageManager } = shown(gDevTools.getToolboxForTab(selectedTab));
  const name = 'missent:' + Math.random();
  return await new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('the panel gave no answer')), 10_000);
    messageManager.addMessageListener(name, ({ data }) => (data.failed ? reject(new Error(data.failed)) : resolve(data.json)));
    const frameScript = (name, code) => {
      const sandbox = Components.utils.Sandbox(content, { sandboxPrototype: content, wantXrays: false });
      Components.utils.evalInSandbox('(async () => JSON.stringify(await (' + code + ')))()', sandbox).then(
        (json) => sendAsyncMessage(name, { json }),
        (error) => sendAsyncMessage(name, { failed: String(error) }),
      );
    };
    messageManager.loadFrameScript(
      'data:application/javascript;charset=utf-8,' +
        encodeURIComponent('(' + frameScript + ')(' + JSON.stringify(name) + ',' + JSON.stringify(code) + ')'),
      false,
    );
  });
}`;

/** WebDriver's keys go into the page beside the tools; these go into the panel, the way that input methods type. */
const PRESS = `async (key) => {
  ${FIND}
  const panel = shown(gDevTools.getToolboxForTab(selectedTab));
  const window = panel.ownerDocument.defaultView;
  if (panel.ownerDocument.activeElement !== panel) panel.focus();
  const processor = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
  if (!processor.beginInputTransactionForTests(window)) throw new Error('nobody takes keys');
  const event = new window.KeyboardEvent('', { key, code: key });
  processor.keydown(event, processor.KEY_NON_PRINTABLE_KEY);
  processor.keyup(event, processor.KEY_NON_PRINTABLE_KEY);
  await pause();
}`;

const PICTURE = `async () => {
  ${FIND}
  const { browsingContext } = shown(gDevTools.getToolboxForTab(selectedTab));
  const image = await browsingContext.currentWindowGlobal.drawSnapshot(null, 1, 'white');
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}`;

const CLOSE = `async () => {
  ${FIND}
  await gDevTools.closeToolboxForTab(selectedTab);
}`;

/** Opens the developer tools of a tab, which comes to the front, with Missent's panel in them. */
export async function openFirefoxPanel(bidi: Bidi, page: Page): Promise<DrivenPage> {
  await page.bringToFront();
  await inBrowserScope(bidi, OPEN);
  return panelPage({
    evaluate: async (expression) => {
      const json = await inBrowserScope(bidi, RUN, expression);
      return json === '' ? undefined : JSON.parse(json);
    },
    press: async (key) => {
      await inBrowserScope(bidi, PRESS, key);
    },
    screenshot: async (file) => writeFile(file, Buffer.from(await inBrowserScope(bidi, PICTURE), 'base64')),
    close: async () => {
      await inBrowserScope(bidi, CLOSE);
    },
  });
}
