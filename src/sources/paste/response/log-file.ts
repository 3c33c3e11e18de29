import { LINE_FEED } from '../../log/split/ascii.js';
import { textOf } from '../../log/text-of.js';
import type { ReadFacts } from '../result.js';
import { ERROR_WORDS } from '../server-log.js';
import { type Candidate, Candidates } from './candidates.js';
import { FollowUps } from './follow-ups.js';
import { loggedLine } from './logged-line.js';
import { type Removed, secretsIn } from './secrets.js';
import { WordSearch } from './word-search.js';

/** Each line of a log that is of use by itself has one of these words. */
const OF_USE = new WordSearch(['421', ...ERROR_WORDS]);
/** Bytes of a line; the rest of a longer one is passed over. */
const MAX_LINE = 16_384;
/** Lines whose secrets are looked for together. */
const TOGETHER = 500;

/**
 * Reads the log of a server piece by piece. Keeps the latest 421s of each host, and of the bytes no more than one line. Only lines that
 * may say something become texts.
 */
export class LogFile {
  readonly #found = new Candidates();
  readonly #followUps = new FollowUps((found) => this.#found.add(found));
  readonly #removed = new Map<string, Removed>();
  #lines: string[] = [];
  #noSni: ReadFacts | undefined;
  #at = 0;
  /** The beginning of the line that the next piece goes on. */
  readonly #begun = new Uint8Array(MAX_LINE);
  #length = 0;

  /** `piece`: of UTF-8, and the caller's again after this call. */
  push(piece: Uint8Array): void {
    const end = piece.lastIndexOf(LINE_FEED) + 1;
    let from = 0;
    if (end > 0 && this.#length > 0) {
      from = piece.indexOf(LINE_FEED) + 1;
      this.#keep(piece.subarray(0, from - 1));
      this.#readBegun();
    }
    this.#read(piece, from, end);
    this.#keep(piece.subarray(end));
  }

  /** No more will come. */
  finish(): void {
    this.#readBegun();
    this.#followUps.finish();
    this.#noteSecrets();
  }

  #keep(bytes: Uint8Array): void {
    const kept = bytes.subarray(0, MAX_LINE - this.#length);
    this.#begun.set(kept, this.#length);
    this.#length += kept.length;
  }

  #readBegun(): void {
    this.#read(this.#begun, 0, this.#length);
    this.#length = 0;
  }

  /** Whole lines, the last perhaps without its end. */
  #read(bytes: Uint8Array, from: number, to: number): void {
    let at = from;
    for (let found = OF_USE.find(bytes, at, to); found >= 0; found = OF_USE.find(bytes, at, to)) {
      const start = bytes.lastIndexOf(LINE_FEED, found) + 1;
      this.#between(bytes, at, start);
      const lineEnd = lineEndIn(bytes, found, to);
      this.#line(lineIn(bytes, start, lineEnd));
      at = Math.min(to, lineEnd + 1);
    }
    this.#between(bytes, at, to);
  }

  /** Lines without such a word, as long as a 421 waits for what follows it. */
  #between(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to && this.#followUps.isWaiting; ) {
      const lineEnd = lineEndIn(bytes, at, to);
      this.#followUps.other(lineIn(bytes, at, lineEnd));
      at = lineEnd + 1;
    }
  }

  #line(line: string): void {
    const found = loggedLine(line, this.#at++);
    if (found === undefined) {
      if (this.#followUps.isWaiting) this.#followUps.other(line);
      return;
    }
    if (found.logged?.reason === 'no_sni') this.#noSni = found.logged;
    else this.#followUps.refused(line, found);
    this.#lines.push(line);
    if (this.#lines.length >= TOGETHER) this.#noteSecrets();
  }

  #noteSecrets(): void {
    for (const one of secretsIn(this.#lines)) {
      const key = `${one.kind} ${one.name.toLowerCase()}`;
      const known = this.#removed.get(key);
      if (known === undefined && this.#removed.size >= MAX_LISTED) continue;
      this.#removed.set(key, { ...one, count: one.count + (known?.count ?? 0) });
    }
    this.#lines = [];
  }

  get candidates(): Candidate[] {
    return this.#found.list(this.#noSni === undefined ? [] : [this.#noSni]);
  }

  get removed(): Removed[] {
    return [...this.#removed.values()];
  }

  /** Some hosts were left out. */
  get cut(): boolean {
    return this.#found.cut;
  }
}

const MAX_LISTED = 30;

function lineEndIn(bytes: Uint8Array, from: number, to: number): number {
  const at = bytes.indexOf(LINE_FEED, from);
  return at < 0 ? to : Math.min(at, to);
}

const lineIn = (bytes: Uint8Array, from: number, to: number): string =>
  textOf(bytes.subarray(from, Math.min(to, from + MAX_LINE))).trimEnd();
