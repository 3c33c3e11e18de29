import { writeFile } from 'node:fs/promises';
import { type Bidi, inBrowserScope } from './bidi.js';
import type { DrivenPage } from './driver.js';
import { panelPage } from './panel-page.js';

/** The extension's pages are in a process of their own: what runs there is sent, and its result sent back. */
const run = (find: string): string => `async (code) => {
  const { messageManager } = (${find})();
  const name = 'missent:' + Math.random();
  return await new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('the page gave no answer')), 10_000);
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

/** WebDriver's keys go into the page in front; these go into the element, the way that input methods type. */
const press = (find: string): string => `async (key) => {
  const element = (${find})();
  const window = element.ownerDocument.defaultView;
  if (element.ownerDocument.activeElement !== element) element.focus();
  const processor = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
  if (!processor.beginInputTransactionForTests(window)) throw new Error('nobody takes keys');
  const event = new window.KeyboardEvent('', { key, code: key });
  processor.keydown(event, processor.KEY_NON_PRINTABLE_KEY);
  processor.keyup(event, processor.KEY_NON_PRINTABLE_KEY);
  await new Promise((resolve) => setTimeout(resolve, 50));
}`;

const picture = (find: string): string => `async () => {
  const { browsingContext } = (${find})();
  const image = await browsingContext.currentWindowGlobal.drawSnapshot(null, 1, 'white');
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}`;

/**
 * A page of the extension that stands in no tab, as a page like any other. `find`: text of a function that gives its
 * browser element; `close`: of one that closes it. Both run with Firefox's own rights.
 */
export const elementPage = (bidi: Bidi, { find, close }: { find: string; close: string }): DrivenPage =>
  panelPage({
    evaluate: async (expression) => {
      const json = await inBrowserScope(bidi, run(find), expression);
      return json === '' ? undefined : JSON.parse(json);
    },
    press: async (key) => {
      await inBrowserScope(bidi, press(find), key);
    },
    screenshot: async (file) =>
      writeFile(file, Buffer.from(await inBrowserScope(bidi, picture(find)), 'base64')),
    close: async () => {
      await inBrowserScope(bidi, close);
    },
  });
