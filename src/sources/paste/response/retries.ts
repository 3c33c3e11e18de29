import { isPrompt } from './body-lines.js';
import type { FoundResponse, SeenResponse } from './found.js';

/** Lines between two responses that are looked at. */
const MAX_BETWEEN = 400;
/** What a program writes when it sends a request once more; a field of that name is the server's. */
const SAYS_RETRY =
  /\b(?:will retry|retrying|retry(?!-after)|retries left|restarted|re-using existing|attempt #?[2-9])\b|\(try: {0,2}\d/i;
/** Programs that repeat a request by themselves after a 421: libsoup 3, OkHttp, the Fetch standard's clients in Node, Apple's. */
const REPEATS: ReadonlySet<string> = new Set(['libsoup', 'OkHttp', 'Node fetch', 'undici', 'URLSession']);

/**
 * The 421s of a text, those that their program did not leave at that put together: one that the next response to the same request
 * recovered, or several of one request. Two runs of a program are two requests, so what was asked again must be said, or be what
 * that program does. `seen`: in the text's order.
 */
export function withRetries(seen: readonly SeenResponse[], lines: readonly string[]): FoundResponse[] {
  const found: FoundResponse[] = [];
  /** Where the 421 of a request stands in `found`, until it is answered. */
  const open = new Map<string, number>();
  for (const [at, { status, response }] of seen.entries()) {
    const key = keyOf(response);
    const place = key === undefined ? undefined : open.get(key);
    const before = place === undefined ? undefined : found[place];
    const next = seen[at - 1]?.response === before || seen[at - 1]?.response.line === before?.line;
    const again = before !== undefined && isRetry(before, response, next, lines);
    if (status !== 421) {
      if (again && place !== undefined) found[place] = { ...before, recovered: { status, response } };
      if (key !== undefined) open.delete(key);
    } else if (again && place !== undefined) {
      const { tries = [], ...earlier } = before;
      found[place] = {
        ...response,
        tries: [...tries, earlier],
        times: (before.times ?? 1) + (response.times ?? 1),
      };
    } else {
      if (key !== undefined) open.set(key, found.length);
      found.push(response);
    }
  }
  return found;
}

function keyOf({ method = '', target: { host, path } }: FoundResponse): string | undefined {
  // libsoup's log of HTTP/2 names no host.
  return path === undefined ? undefined : `${method} ${host ?? ''} ${path}`;
}

/** `next`: no other response stands between them. */
function isRetry(
  before: FoundResponse,
  response: FoundResponse,
  next: boolean,
  lines: readonly string[],
): boolean {
  const between = lines.slice(before.line + 1, Math.min(response.line, before.line + MAX_BETWEEN));
  if (between.some(isPrompt)) return false;
  const client = response.client?.name ?? before.client?.name;
  return (
    (next && client !== undefined && REPEATS.has(client)) || between.some((line) => SAYS_RETRY.test(line))
  );
}
