import type { Navigation } from '../platform/navigation.js';

/** ms between a navigation's response and its commit, at most. */
const PATIENCE_MS = 3000;

/** How tabs came to the documents that they show. Lives with the background; what an earlier life heard is not known. */
export class Commits {
  readonly #latest = new Map<number, Navigation>();
  readonly #waiting = new Map<number, Set<(navigation: Navigation) => void>>();

  committed(navigation: Navigation): void {
    const { tabId } = navigation;
    this.#latest.set(tabId, navigation);
    for (const done of this.#waiting.get(tabId) ?? []) done(navigation);
  }

  closed(tabId: number): void {
    this.#latest.delete(tabId);
  }

  /** The tab's document came by "back" or "forward". */
  cameThroughHistory(tabId: number): boolean {
    return this.#latest.get(tabId)?.throughHistory === true;
  }

  /** The same of the document that comes next, once it is there. `time`: of its response, ms since the epoch. */
  async comesThroughHistory(tabId: number, time: number): Promise<boolean> {
    const latest = this.#latest.get(tabId);
    if (latest && latest.time >= time) return latest.throughHistory === true;
    const waiting = this.#waiting.get(tabId) ?? new Set();
    this.#waiting.set(tabId, waiting);
    return new Promise((resolve) => {
      const end = (answer: boolean): void => {
        clearTimeout(timer);
        waiting.delete(done);
        if (waiting.size === 0) this.#waiting.delete(tabId);
        resolve(answer);
      };
      const done = (navigation: Navigation): void => end(navigation.throughHistory === true);
      const timer = setTimeout(end, PATIENCE_MS, false);
      waiting.add(done);
    });
  }
}
