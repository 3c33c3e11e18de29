import { builtExtension } from '../../browser/drivers/extension.js';
import type { LabAddress } from '../../lab/lab.js';
import type { BrowserName } from '../../lab/site.js';
import { launchForBench } from './launch.js';

/** One call of `addListener`: the event, e.g. `webRequest.onResponseStarted`, and what was given besides the function. */
interface Registered {
  readonly event: string;
  readonly options: readonly unknown[];
}

/**
 * A background script that listens to what the built background listens to, and does nothing: what it costs a page that an
 * extension has these listeners at all. Read out of the background itself, in a page of the extension.
 */
export async function sameListeners(kind: BrowserName, lab: LabAddress): Promise<string> {
  const browser = await launchForBench(kind, { lab, extensions: [builtExtension(kind).folder] });
  try {
    const page = await browser.newPage();
    await browser.go(page, `${await browser.home()}src/pages/options/index.html`);
    await page.evaluate(catchAll);
    // As text: the compiler that runs this file would make the import one of its own.
    await page.evaluate(`import('/background.js').then(() => undefined)`);
    // As text: BiDi leaves out an object that it meets a second time.
    const registered: readonly Registered[] = JSON.parse(
      await page.evaluate(() => JSON.stringify(Reflect.get(globalThis, 'registered'))),
    );
    const count = registered.filter(({ event }) => event.startsWith('webRequest.')).length;
    if (count === 0) throw new Error('the background registered no listener of webRequest');
    return registered
      .map(({ event, options }) => {
        const more = options.map((option) => `, ${JSON.stringify(option)}`).join('');
        return `chrome.${event}.addListener(() => {}${more});\n`;
      })
      .join('');
  } finally {
    await browser.close();
  }
}

/** Runs in a page of the extension: whoever adds a listener there from now on is written down instead. */
function catchAll(): void {
  const registered: Registered[] = [];
  const visit = (object: object, path: readonly string[]): void => {
    for (const name of Object.keys(object)) {
      const value: unknown = Reflect.get(object, name);
      if (typeof value !== 'object' || value === null) continue;
      const event = [...path, name];
      if ('addListener' in value) {
        const addListener = (_: unknown, ...options: readonly unknown[]): void => {
          registered.push({ event: event.join('.'), options });
        };
        Object.defineProperty(value, 'addListener', { value: addListener });
      } else if (event.length < 3) visit(value, event);
    }
  };
  visit(chrome, []);
  Object.assign(globalThis, { registered });
}
