import { authorityOf, originOf } from '../model/authority.js';
import { type BrowsingContext, contextKey } from '../model/context.js';
import type { LedgerSnapshot } from '../model/sighting.js';
import type { Surroundings } from './growth.js';
import { Ledger } from './ledger.js';

/** The ledgers, one a browsing context. */
export class Ledgers {
  readonly #ofContext = new Map<string, Ledger>();

  restore(snapshots: readonly (readonly [string, LedgerSnapshot])[]): void {
    for (const [key, snapshot] of snapshots) this.#ofContext.set(key, new Ledger(snapshot));
  }

  snapshot(): [string, LedgerSnapshot][] {
    return [...this.#ofContext].map(([key, ledger]) => [key, ledger.snapshot()]);
  }

  of(context: BrowsingContext): Ledger {
    const key = contextKey(context);
    const known = this.#ofContext.get(key);
    if (known) return known;
    const ledger = new Ledger();
    this.#ofContext.set(key, ledger);
    return ledger;
  }

  has(context: BrowsingContext): boolean {
    return this.#ofContext.has(contextKey(context));
  }

  forget(context: BrowsingContext): void {
    this.#ofContext.delete(contextKey(context));
  }
}

/** What a ledger knows about the host of a URL. */
export function surroundingsOf(ledger: Ledger, url: string): Surroundings {
  const authority = authorityOf(url);
  const origin = authority ? originOf(authority) : '';
  return { neighbours: ledger.neighbours(origin), spells: ledger.spells(origin) };
}
