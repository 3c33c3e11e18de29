// Which paths of one host were answered, which refused: as numbers and in memory only.
import { dropOldest } from '../model/drop-oldest.js';
import type { HistoryPeriod } from '../model/host-history.js';

/** Responses, and refused paths, that are kept in mind; the first of them goes. A power of two. */
const MAX_PATHS = 256;
/** Characters of a path that tell it from others. */
const PATH_LENGTH = 256;

type Paths = Exclude<HistoryPeriod['paths'], undefined>;
const RANK: Readonly<Record<Paths, number>> = { first: 0, apart: 1, both: 2 };

export const saysMore = (one: Paths, other: Paths | undefined): boolean =>
  other === undefined || RANK[one] > RANK[other];

/**
 * Of the path from `start` on, without query and fragment (FNV-1a): two paths that share one are no harm. Of 30 bits, for V8 in
 * Chrome keeps larger numbers as objects.
 */
export function pathHash(url: string, start: number): number {
  let hash = 0x811c9dc5;
  const end = Math.min(url.length, start + PATH_LENGTH);
  for (let at = start; at < end; at++) {
    const code = url.charCodeAt(at);
    if (code === 0x3f || code === 0x23) break;
    hash = Math.imul(hash ^ code, 0x01000193);
  }
  return hash & 0x3fffffff;
}

export class PathsOfHost {
  /** Of the last good responses, in a ring: written for each of them, and searched for a refusal only. */
  readonly #answered: number[] = [];
  #next = 0;
  /** Whether a refused path was answered another time. Most hosts have none. */
  #refused: Map<number, boolean> | undefined;

  /**
   * Notes how a path went, and gives what that says. `turned`: the response before it went otherwise. A response after a hidden
   * 421 was a good one in the end.
   */
  went(path: number, kind: HistoryPeriod['kind'], turned: boolean): Paths | undefined {
    if (kind === 'misdirected') return this.#wasRefused(path, turned);
    this.#answered[this.#next] = path;
    this.#next = (this.#next + 1) & (MAX_PATHS - 1);
    if (this.#refused === undefined || !this.#refused.has(path)) return undefined;
    this.#refused.set(path, true);
    return 'both';
  }

  #wasRefused(path: number, turned: boolean): Paths {
    this.#refused ??= new Map();
    const before = this.#refused.get(path);
    const both = before === true || this.#answered.includes(path);
    this.#refused.set(path, both);
    dropOldest(this.#refused, MAX_PATHS);
    if (both) return 'both';
    return before !== undefined && turned ? 'apart' : 'first';
  }
}
