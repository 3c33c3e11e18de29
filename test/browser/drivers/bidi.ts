import type { Browser, Page } from 'puppeteer-core';

/** WebDriver BiDi beneath puppeteer, for what it has no method for: extension pages and Firefox's own scope. */
export interface Bidi {
  send(method: string, params: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Id of a page's top browsing context. */
  contextOf(page: Page): string;
}

export const property = (value: unknown, name: string): unknown =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? Reflect.get(value, name)
    : undefined;

/** puppeteer keeps its connection to itself; this looks whether it is still where it was in puppeteer 24. */
export function bidiOf(browser: Browser): Bidi {
  const connection = property(browser, 'connection');
  const send = property(connection, 'send');
  if (typeof send !== 'function') throw new Error('puppeteer no longer shows its BiDi connection');
  return {
    async send(method, params) {
      const response: unknown = await Reflect.apply(send, connection, [method, params]);
      return property(response, 'result') ?? response;
    },
    contextOf(page) {
      const id = property(page.mainFrame(), '_id');
      if (typeof id !== 'string') throw new Error('puppeteer no longer shows a frame’s id');
      return id;
    },
  };
}

/** Runs JavaScript text with Firefox's own rights (needs --remote-allow-system-access); gives a string, if it gives one. */
export async function inBrowserScope(bidi: Bidi, code: string, ...args: readonly string[]): Promise<string> {
  const tree = await bidi.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const contexts = property(tree, 'contexts');
  const context = Array.isArray(contexts) ? property(contexts[0], 'context') : undefined;
  if (typeof context !== 'string') throw new Error('Firefox shows no window of its own');
  const response = await bidi.send('script.callFunction', {
    functionDeclaration: code,
    awaitPromise: true,
    target: { context },
    arguments: args.map((value) => ({ type: 'string', value })),
  });
  if (property(response, 'type') !== 'success') throw new Error(`in Firefox: ${JSON.stringify(response)}`);
  const value = property(property(response, 'result'), 'value');
  return typeof value === 'string' ? value : '';
}
