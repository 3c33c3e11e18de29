import type { ReadFacts } from '../result.js';
import { type Candidate, Candidates } from './candidates.js';
import { FollowUps } from './follow-ups.js';
import { loggedLine } from './logged-line.js';
import { type Removed, secretsIn } from './secrets.js';

/** Words of which each line of a log has one that is of use by itself. Looking for them takes a hundredth of the time of reading each line. */
const OF_USE =
  /(?<!\d)421(?!\d)|AH0203[23]|attempted to request|TLS options difference|strict host matching/g;
/** Characters of a line; the rest of a longer one is passed over. */
const MAX_LINE = 16_384;
/** Lines whose secrets are looked for together. */
const TOGETHER = 500;

/** Reads the log of a server piece by piece. Keeps the latest 421s of each host, and of the text no more than one line. */
export class LogFile {
  readonly #found = new Candidates();
  readonly #followUps = new FollowUps((found) => this.#found.add(found));
  readonly #removed = new Map<string, Removed>();
  #lines: string[] = [];
  #noSni: ReadFacts | undefined;
  #at = 0;
  /** The line that the next piece goes on. */
  #rest = '';

  push(piece: string): void {
    const text = this.#rest + piece;
    const end = text.lastIndexOf('\n') + 1;
    this.#read(text, end);
    this.#rest = text.slice(end, end + MAX_LINE);
  }

  /** No more will come. */
  finish(): void {
    this.#read(this.#rest, this.#rest.length);
    this.#rest = '';
    this.#followUps.finish();
    this.#noteSecrets();
  }

  #read(text: string, end: number): void {
    OF_USE.lastIndex = 0;
    let at = 0;
    for (let match = OF_USE.exec(text); match !== null && match.index < end; match = OF_USE.exec(text)) {
      const from = text.lastIndexOf('\n', match.index) + 1;
      this.#between(text, at, from);
      const lineFeed = text.indexOf('\n', match.index);
      const to = lineFeed < 0 ? end : lineFeed;
      this.#line(text.slice(from, Math.min(to, from + MAX_LINE)).trimEnd());
      at = to + 1;
      OF_USE.lastIndex = to;
    }
    this.#between(text, at, end);
  }

  /** Lines without such a word, as long as a 421 waits for what follows it. */
  #between(text: string, from: number, to: number): void {
    for (let at = from; at < to && this.#followUps.isWaiting; ) {
      const lineFeed = text.indexOf('\n', at);
      const end = lineFeed < 0 ? to : Math.min(lineFeed, to);
      this.#followUps.other(text.slice(at, Math.min(end, at + MAX_LINE)).trimEnd());
      at = end + 1;
    }
  }

  #line(part: string): void {
    const line = alone(part);
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

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Engines keep the whole of a text as long as a part of it is kept: a line, and what is read of it, must not hold a piece of the file. */
const alone = (line: string): string => decoder.decode(encoder.encode(line));
