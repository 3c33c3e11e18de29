// One life of the background against a browser that can end it at any step: at each call that goes out to the browser
// or the disk. An ended life gets no response any more, and nothing that it asks for afterwards happens.

/** How the last call of a life went: it never reached the browser, or it was done and only the response is missing. */
export type LastCall = 'lost' | 'done';

export class Life {
  /** Calls so far. */
  steps = 0;
  readonly #endsAt: number;
  readonly #lastCall: LastCall;
  #over = false;

  /** `endsAt`: the call, from 0, that is the last one; Infinity for a life that goes on. */
  constructor(endsAt: number, lastCall: LastCall) {
    this.#endsAt = endsAt;
    this.#lastCall = lastCall;
  }

  get over(): boolean {
    return this.#over;
  }

  async step<T>(call: () => T | Promise<T>): Promise<T> {
    if (this.#over) return never();
    if (this.steps++ === this.#endsAt) {
      this.#over = true;
      if (this.#lastCall === 'done') await call();
      return never();
    }
    const response = await call();
    return this.#over ? never() : response;
  }
}

const never = (): Promise<never> => new Promise(() => undefined);

/** What survives a life: storage areas, as the browser keeps them. */
export class Storage {
  items: Record<string, unknown> = {};
  /** Refuses whatever is written, as a full one does. */
  full = false;

  get(key: string | null): Record<string, unknown> {
    const all = structuredClone(this.items);
    return key === null ? all : key in all ? { [key]: all[key] } : {};
  }
  set(items: Record<string, unknown>): void {
    if (this.full) throw new Error('QUOTA_BYTES quota exceeded');
    // As Chrome stores it.
    Object.assign(this.items, JSON.parse(JSON.stringify(items)));
  }
  remove(keys: string | readonly string[]): void {
    for (const key of typeof keys === 'string' ? [keys] : keys) delete this.items[key];
  }
}
