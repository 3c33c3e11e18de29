import { type LoggedRequest, requestInLine } from './access-log.js';
import type { FoundResponse } from './found.js';

/** ms from a 421 to the response to its retry, at most; many servers log whole seconds. */
const WITHIN = 1500;
/** 421s that wait for theirs, and lines that they wait for. */
const MAX_WAITING = 16;
const MAX_LINES = 500;

interface Waiting {
  readonly found: FoundResponse;
  /** Undefined where nothing that follows would say anything. */
  asked: LoggedRequest | undefined;
  followed: boolean;
}

/**
 * The 421s of a server's log in its order, those marked that a good response to the same request of the same client followed within a
 * second: so a browser's own retry looks, which its visitor never sees. That it was one is likely, not more: programs retry as well,
 * and people may share an address. Who asked is forgotten as soon as that is known.
 */
export class FollowUps {
  readonly #give: (found: FoundResponse) => void;
  #waiting: Waiting[] = [];
  #lines = 0;

  constructor(give: (found: FoundResponse) => void) {
    this.#give = give;
  }

  /** Lines that follow are of interest. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** A line with a 421. */
  refused(line: string, found: FoundResponse): void {
    // What a program got, it has seen; without a User-Agent in the log it may have been a browser.
    const asked = found.kind === 'access-log' ? requestInLine(line) : undefined;
    const isOne = found.client?.browser !== undefined || asked?.userAgent === undefined;
    this.#waiting.push({ found, asked: isOne ? asked : undefined, followed: false });
    this.#lines = 0;
    this.#release();
  }

  /** A line without. */
  other(line: string): void {
    this.#lines++;
    if (this.#waiting.some(({ asked }) => asked !== undefined && line.includes(asked.path))) {
      const request = requestInLine(line);
      if (request !== undefined) this.#meet(request);
    }
    this.#release();
  }

  finish(): void {
    for (const one of this.#waiting) this.#end(one);
    this.#waiting = [];
  }

  /** One response answers one 421, the first that waits for it. */
  #meet({ status, time, key, userAgent }: LoggedRequest): void {
    const late = this.#waiting.filter(({ asked }) => asked !== undefined && time - asked.time > WITHIN);
    for (const one of late) one.asked = undefined;
    if (status < 200 || status >= 400) return;
    const first = this.#waiting.find(
      ({ asked }) => asked?.key === key && asked.userAgent === userAgent && time >= asked.time,
    );
    if (first === undefined) return;
    first.followed = true;
    first.asked = undefined;
  }

  #release(): void {
    if (this.#lines >= MAX_LINES) this.finish();
    while (this.#waiting.length > MAX_WAITING || (this.#waiting[0] && this.#waiting[0].asked === undefined)) {
      const first = this.#waiting.shift();
      if (first) this.#end(first);
    }
  }

  #end({ found, followed }: Waiting): void {
    this.#give(followed ? { ...found, followed: true } : found);
  }
}
