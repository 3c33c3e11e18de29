import type { Agent } from '../model/incident.js';
import { browser } from './browser.js';
import { target } from './target.js';

/** The browser that this is. Chrome and its relatives freeze the minor version; the major one is what matters. */
export async function agentHere(): Promise<Agent> {
  if (target === 'firefox') {
    const { version } = await browser.runtime.getBrowserInfo();
    return { name: 'firefox', version };
  }
  const version = /Chrom(?:e|ium)\/([\d.]+)/.exec(navigator.userAgent)?.[1];
  return { name: 'chromium', ...(version === undefined ? {} : { version }) };
}
