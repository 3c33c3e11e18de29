import type { Browser, Page } from 'puppeteer-core';
import type { DrivenPage } from './driver.js';
import { panelPage, polled } from './panel-page.js';

const PANEL = 'src/pages/panel/index.html';

/**
 * In the developer tools' own page: shows an extension's panel, once it is there. Its id: ExtensionServer.ts of the
 * DevTools front end, the extension's origin and the panel's title without blanks. As text: a bundler would rewrite import().
 */
const SHOW = `async (origin) => {
  const { ViewManager } = await import('./ui/legacy/legacy.js');
  // Until the front end has started there is no instance.
  const views = (() => { try { return ViewManager.ViewManager.instance(); } catch { return undefined; } })();
  const id = origin + 'Missent';
  if (!views?.hasView(id)) return false;
  await views.showView(id);
  return true;
}`;

/** In the same page: keys go into the panel from now on. It is a frame below several shadow roots. */
const FOCUS = `(origin) => {
  const frames = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
    element.localName === 'iframe' ? [element] : element.shadowRoot ? frames(element.shadowRoot) : []);
  frames(document).find((frame) => frame.src.startsWith(origin)).focus();
}`;

/** Opens the developer tools of a tab, with Missent's panel in front. `home`: the extension's address, with a slash. */
export async function openChromiumPanel(browser: Browser, page: Page, home: string): Promise<DrivenPage> {
  const tools = await page.openDevTools();
  await polled(
    async () => (await tools.evaluate(`(${SHOW})(${JSON.stringify(home.slice(0, -1))})`)) === true,
  );
  const target = await browser.waitForTarget((one) => one.url() === home + PANEL, { timeout: 20_000 });
  const session = await target.createCDPSession();
  return panelPage({
    async evaluate(expression) {
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    press: async (key) => {
      const within = await tools.evaluate(() => document.activeElement?.localName ?? 'body');
      if (within === 'body') await tools.evaluate(`(${FOCUS})(${JSON.stringify(home)})`);
      await tools.keyboard.press(key);
    },
    screenshot: async (file) => {
      await tools.screenshot({ path: file as `${string}.png` });
    },
    close: () => tools.close(),
  });
}
