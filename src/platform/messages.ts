// The background's end of the protocol in src/messages.ts.
import type { ChangedNotice } from '../messages.js';
import { browser } from './browser.js';

/** What a page asked: a name and a payload that nobody has looked at yet. */
export interface RawRequest {
  readonly name: string;
  readonly request: unknown;
}

/**
 * Answers the extension's own pages, and nobody else. The response's error message goes back to the page.
 * Call once, synchronously, when the background starts.
 */
export function servePages(response: (request: RawRequest) => Promise<unknown>): void {
  const home = browser.runtime.getURL('');
  browser.runtime.onMessage.addListener((message: unknown, sender, respond) => {
    const request = sender.id === browser.runtime.id && sender.url?.startsWith(home) && requestOf(message);
    (request ? response(request) : Promise.reject(new Error('not a request of this extension'))).then(
      (value) => respond({ response: value ?? null }),
      (error: unknown) => respond({ error: error instanceof Error ? error.message : String(error) }),
    );
    // Keeps the channel open for the response.
    return true;
  });
}

function requestOf(message: unknown): RawRequest | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  if (!('name' in message) || typeof message.name !== 'string') return undefined;
  return { name: message.name, request: 'request' in message ? message.request : undefined };
}

/** Notifies all open pages of the extension; it is no error if none is open. */
export function notifyPages(notice: ChangedNotice): void {
  browser.runtime.sendMessage(notice).catch(() => undefined);
}
