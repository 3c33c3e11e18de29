import { authorityOf, originOf } from '../model/authority.js';
import { type BrowsingContext, contextKey } from '../model/context.js';
import type { HostHistorySnapshot } from '../model/host-history.js';
import { HostHistory } from './host-history.js';
import type { HostRecord } from './update-incident.js';

/** The host histories, one a browsing context. */
export class HostHistories {
  readonly #ofContext = new Map<string, HostHistory>();

  restore(snapshots: readonly (readonly [string, HostHistorySnapshot])[]): void {
    for (const [key, snapshot] of snapshots) this.#ofContext.set(key, new HostHistory(snapshot));
  }

  snapshot(): [string, HostHistorySnapshot][] {
    return [...this.#ofContext].map(([key, hostHistory]) => [key, hostHistory.snapshot()]);
  }

  of(context: BrowsingContext): HostHistory {
    const key = contextKey(context);
    const known = this.#ofContext.get(key);
    if (known) return known;
    const hostHistory = new HostHistory();
    this.#ofContext.set(key, hostHistory);
    return hostHistory;
  }

  has(context: BrowsingContext): boolean {
    return this.#ofContext.has(contextKey(context));
  }

  forget(context: BrowsingContext): void {
    this.#ofContext.delete(contextKey(context));
  }
}

/** What a host history knows about the host of a URL. */
export function hostRecordOf(hostHistory: HostHistory, url: string): HostRecord {
  const authority = authorityOf(url);
  const origin = authority ? originOf(authority) : '';
  return { neighbours: hostHistory.neighbours(origin), periods: hostHistory.periods(origin) };
}
