import type { Protocol, RequestName } from '../messages.js';
import { responseOf, send } from './send.js';

/** What request-early.ts asked before the page's other scripts were there. */
export interface EarlyResponse {
  readonly tabId: Promise<number | undefined>;
  /** The background's reply to `tab-view` for that tab, which nobody has looked at yet. */
  readonly reply: Promise<unknown>;
  /** Something changed since. */
  isOutdated: boolean;
}

declare global {
  var missentEarly: EarlyResponse | undefined;
}

/** As `send`; the first question for a tab's view gets the early response, if that is of the same tab and nothing changed. */
export async function sendOrEarlier<N extends RequestName>(
  name: N,
  payload: Protocol[N]['request'],
): Promise<Protocol[N]['response']> {
  if (name !== 'tab-view') return send(name, payload);
  const early = globalThis.missentEarly;
  globalThis.missentEarly = undefined;
  const asked = await early?.tabId.catch(() => undefined);
  if (early === undefined || !('tabId' in payload) || payload.tabId !== asked) return send(name, payload);
  const reply = await early.reply.catch(() => undefined);
  return reply === undefined || early.isOutdated ? send(name, payload) : responseOf<N>(reply);
}
