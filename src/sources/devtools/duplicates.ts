import { isObject, numberIn, objectIn, textIn } from '../log/json.js';

/** One request: two of the same URL at the same millisecond look alike, and count as one where both lists have them. */
function nameOf(raw: unknown): string {
  const entry = isObject(raw) ? raw : undefined;
  const request = objectIn(entry, 'request');
  return [textIn(entry, 'startedDateTime'), textIn(request, 'method'), textIn(request, 'url')].join(' ');
}

const isAnswered = (raw: unknown): boolean =>
  isObject(raw) && (numberIn(objectIn(raw, 'response'), 'status') ?? 0) >= 100;

/** Keeps a request from counting twice that stands in the backlog and is reported as news as well. */
export class Duplicates {
  /** Reported before the backlog came; undefined afterwards. */
  #early: Set<string> | undefined = new Set();
  #backlog = new Set<string>();

  /** A request that is over. Was it in the backlog already, answered but not quite over? */
  isKnown(raw: unknown): boolean {
    this.#early?.add(nameOf(raw));
    return this.#backlog.delete(nameOf(raw));
  }

  /** What of the backlog was not reported yet. Call it once. */
  unknownOf<Request extends { readonly entry: unknown }>(backlog: readonly Request[]): Request[] {
    const unknown = backlog.filter(({ entry }) => isAnswered(entry) && !this.#early?.has(nameOf(entry)));
    this.#backlog = new Set(unknown.map(({ entry }) => nameOf(entry)));
    this.#early = undefined;
    return unknown;
  }
}
