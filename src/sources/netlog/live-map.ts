/**
 * What is alive at one point of a log, by its source id. A log that never says that its sources end cannot make it
 * grow: beyond `most` the oldest are let go.
 */
export class LiveMap<Live> {
  readonly #alive = new Map<number, Live>();
  readonly #make: (id: number) => Live;
  readonly #most: number;
  readonly #gone: (live: Live) => void;

  constructor(most: number, make: (id: number) => Live, gone: (live: Live) => void = () => undefined) {
    this.#most = most;
    this.#make = make;
    this.#gone = gone;
  }

  get(id: number): Live | undefined {
    return this.#alive.get(id);
  }

  /** The one that there is, else a new one: a log may begin after its source did. */
  take(id: number): Live {
    const known = this.#alive.get(id);
    if (known !== undefined) return known;
    if (this.#alive.size >= this.#most) this.#makeRoom();
    const made = this.#make(id);
    this.#alive.set(id, made);
    return made;
  }

  /** Many at once, for finding the oldest takes a walk over those that are gone. */
  #makeRoom(): void {
    let spare = Math.ceil(this.#most / 10);
    for (const id of this.#alive.keys()) {
      this.end(id);
      if (--spare === 0) return;
    }
  }

  end(id: number): void {
    const live = this.#alive.get(id);
    if (live === undefined) return;
    this.#alive.delete(id);
    this.#gone(live);
  }

  endAll(): void {
    for (const id of [...this.#alive.keys()]) this.end(id);
  }
}
