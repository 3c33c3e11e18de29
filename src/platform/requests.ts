// The requests of the checks: the only ones that Missent ever sends, and only after a click.
import { type BodyFacts, MAX_BODY_BYTES } from '../model/exchange.js';
import { browser } from './browser.js';
import { target } from './target.js';

/** What fetch itself shows about a response. */
export interface Fetched {
  readonly body: BodyFacts;
  /** connectEnd - connectStart of the response that counts, in ms; above zero means that it opened a connection. */
  readonly connectTime?: number;
  readonly hop?: string;
}

/** Sends one request without credentials and past every cache. Rejects if the network or `signal` ends it. */
export async function send(
  request: { readonly method: string; readonly url: string; readonly streamed?: true },
  signal: AbortSignal,
): Promise<Fetched> {
  performance.clearResourceTimings();
  const response = await fetch(request.url, {
    method: request.method,
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
    signal,
    ...(request.streamed ? { body: oneByte(), duplex: 'half' } : {}),
  });
  const body = await firstBytes(response);
  return { body, ...(await timingOf(request.url)) };
}

function oneByte(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array([46]));
      controller.close();
    },
  });
}

async function firstBytes(response: Response): Promise<BodyFacts> {
  const reader = response.body?.getReader();
  const kept = new Uint8Array(MAX_BODY_BYTES);
  let length = 0;
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) break;
    const room = MAX_BODY_BYTES - length;
    kept.set(part.value.subarray(0, room), length);
    length += Math.min(room, part.value.length);
    if (part.value.length > room) {
      await reader?.cancel();
      return { text: decode(kept), cut: true, via: 'check' };
    }
  }
  return { text: decode(kept.subarray(0, length)), cut: false, via: 'check' };
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** How often the timing is asked for, and ms between. */
const TIMING_TRIES = 20;
const TIMING_PAUSE_MS = 25;

/**
 * Chrome gives an extension full timing of its own requests; Firefox leaves the protocol out. On a busy machine Chrome has
 * it a moment after the response's end (seen: Chromium 156).
 */
async function timingOf(url: string): Promise<Pick<Fetched, 'connectTime' | 'hop'>> {
  for (let tries = 0; tries < TIMING_TRIES; tries++) {
    const entry = performance.getEntriesByName(url, 'resource').at(-1);
    if (entry instanceof PerformanceResourceTiming) {
      return {
        connectTime: Math.max(0, entry.connectEnd - entry.connectStart),
        ...(entry.nextHopProtocol ? { hop: entry.nextHopProtocol } : {}),
      };
    }
    await new Promise((resolve) => setTimeout(resolve, TIMING_PAUSE_MS));
  }
  return {};
}

/** Firefox: what DNS gives now (permission `dns`). undefined in a browser that does not offer it. */
export async function resolve(
  host: string,
): Promise<{ addresses: string[]; canonicalName?: string } | undefined> {
  if (target !== 'firefox') return undefined;
  const record = await browser.dns.resolve(host, ['canonical_name', 'bypass_cache']);
  return {
    addresses: record.addresses,
    ...(record.canonicalName ? { canonicalName: record.canonicalName } : {}),
  };
}
