import { setTimeout as pause } from 'node:timers/promises';
import type { DrivenPage } from './driver.js';

/** What a browser lets a test do inside a panel of its developer tools. */
export interface PanelDoor extends Pick<DrivenPage, 'press' | 'screenshot' | 'close'> {
  /** Gives the value of an expression, through JSON; awaits it if it is a promise. */
  evaluate(expression: string): Promise<unknown>;
}

const WAIT = 20_000;

/** Asks again and again until the response is yes. */
export async function polled(send: () => Promise<boolean>, timeout = WAIT): Promise<void> {
  const end = Date.now() + timeout;
  for (;;) {
    if (await send()) return;
    if (Date.now() > end) throw new Error(`no yes within ${timeout} ms to ${send}`);
    await pause(50);
  }
}

/** A panel as a page like any other. */
export const panelPage = ({ evaluate, ...door }: PanelDoor): DrivenPage => ({
  ...door,
  async run<Args extends readonly unknown[], Result>(
    code: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    // As in drivenPage: the function's own result, through JSON.
    return (await evaluate(`(${code})(...${JSON.stringify(args)})`)) as Result;
  },
  waitFor: (selector, timeout) =>
    polled(
      async () => (await evaluate(`document.querySelector(${JSON.stringify(selector)}) !== null`)) === true,
      timeout,
    ).catch(async () => {
      const text = await evaluate('document.body.innerText.slice(0, 600)');
      throw new Error(`the panel shows no ${selector}, but: ${text}`);
    }),
});
