// Which of a page's own requests went through its service worker: the page's timing has them (Service Workers, section
// "Timing"; measured: Chromium 156 and Firefox 153 name no protocol for a response that a worker gave).
import * as v from 'valibot';
import { browser } from './browser.js';

export interface ThroughWorker {
  readonly url: string;
  /** ms since the epoch */
  readonly from: number;
  readonly to: number;
}

/** ms that a page has to tell; one that is just being left may never do. */
const PATIENCE_MS = 1000;
/** What is read of one page. */
const MAX_READ = 500;

const account = v.array(v.object({ url: v.string(), from: v.number(), to: v.number() }));

/** Those of a tab's main document, and the document's id where the browser names it. undefined: no script may enter it. */
export async function readThroughWorker(
  tabId: number,
): Promise<{ readonly documentId?: string; readonly requests: readonly ThroughWorker[] } | undefined> {
  try {
    const read = browser.scripting.executeScript({
      target: { tabId },
      injectImmediately: true,
      func: readTiming,
      args: [MAX_READ],
    });
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS, undefined));
    const [result] = (await Promise.race([read, late])) ?? [];
    const parsed = v.safeParse(account, result?.result);
    if (!result || !parsed.success) return undefined;
    const documentId: unknown = Reflect.get(result, 'documentId');
    return { requests: parsed.output, ...(typeof documentId === 'string' ? { documentId } : {}) };
  } catch {
    return undefined;
  }
}

/** Runs in the page, in a world of its own: it can use nothing from this file. */
function readTiming(limit: number): unknown {
  if (!navigator.serviceWorker?.controller) return [];
  const { timeOrigin } = performance;
  return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .filter((entry) => entry instanceof PerformanceResourceTiming)
    .filter(({ nextHopProtocol }) => nextHopProtocol === '')
    .slice(-limit)
    .map(({ name, startTime, responseEnd }) => ({
      url: name.split('#')[0],
      from: timeOrigin + startTime,
      to: timeOrigin + Math.max(startTime, responseEnd),
    }));
}
