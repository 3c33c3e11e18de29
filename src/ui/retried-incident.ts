import type { send as sendType } from '../platform/send.js';
import type { PageActions } from './page-actions.js';

/**
 * The incident whose page was loaded again from this popup or panel. Without a 421 the tab has it no more, but what the
 * retry showed is still wanted.
 */
export class RetriedIncident {
  #latest: { readonly id: string; readonly host: string | undefined } | undefined;

  /** Sends for a tab whose page has this host, and notes a retry. */
  sender(send: typeof sendType, host: () => string | undefined): PageActions['send'] {
    return (name, payload) => {
      if (name === 'retry-fresh' && 'id' in payload) this.hold(payload.id, host());
      return send(name, payload);
    };
  }

  /** Its page, with this host, is loaded again. */
  hold(id: string, host: string | undefined): void {
    this.#latest = { id, host };
  }

  /** Its id, as long as the tab shows a page of the same host and does not have the incident itself. */
  missingFrom(host: string | undefined, present: readonly string[]): readonly string[] {
    const latest = this.#latest;
    return latest === undefined || latest.host !== host || present.includes(latest.id) ? [] : [latest.id];
  }

  forget(): void {
    this.#latest = undefined;
  }
}
