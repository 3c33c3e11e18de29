import type { Agent } from '../model/incident.js';
import { browser } from './browser.js';
import { target } from './target.js';

/** The browser that this is. Chrome and its relatives freeze the minor version; the major one is what matters. */
export async function agentHere(): Promise<Agent> {
  // Pages inside Firefox's developer tools have no such call (measured: 153), whatever its type says.
  const getBrowserInfo: unknown = Reflect.get(browser.runtime, 'getBrowserInfo');
  if (target === 'firefox' && typeof getBrowserInfo === 'function') {
    const { version } = await browser.runtime.getBrowserInfo();
    return { name: 'firefox', version };
  }
  const version = /(?:Chrom(?:e|ium)|Firefox)\/([\d.]+)/.exec(navigator.userAgent)?.[1];
  return { name: target, ...(version === undefined ? {} : { version }) };
}
