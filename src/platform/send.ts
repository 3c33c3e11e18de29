import type { Protocol, RequestName } from '../messages.js';
import { browser } from './browser.js';

/** A request of the protocol on the wire. */
export interface Envelope<N extends RequestName = RequestName> {
  readonly name: N;
  readonly request: Protocol[N]['request'];
}

/**
 * Asks the background and gives its response. Rejects with the background's message if it refused.
 * Both ends are one build of one extension, so the response's type is the protocol's.
 */
export async function send<N extends RequestName>(
  name: N,
  payload: Protocol[N]['request'],
): Promise<Protocol[N]['response']> {
  const envelope: Envelope<N> = { name, request: payload };
  return responseOf<N>(await browser.runtime.sendMessage(envelope));
}

/** The response in a reply to that request. Throws the background's message if it refused. */
export function responseOf<N extends RequestName>(reply: unknown): Protocol[N]['response'] {
  if (!isReply<N>(reply)) throw new Error('the background did not answer');
  if ('error' in reply) throw new Error(reply.error);
  return reply.response;
}

type Reply<N extends RequestName> =
  | { readonly response: Protocol[N]['response'] }
  | { readonly error: string };

function isReply<N extends RequestName>(reply: unknown): reply is Reply<N> {
  return typeof reply === 'object' && reply !== null && ('response' in reply || 'error' in reply);
}

/** Calls back with the ids of incidents that changed. Returns the function that stops it. */
export function onChanged(listener: (incidents: readonly string[]) => void): () => void {
  const heard = (message: unknown): undefined => {
    if (typeof message !== 'object' || message === null) return;
    if (!('type' in message) || message.type !== 'changed') return;
    if ('incidents' in message && Array.isArray(message.incidents)) listener(message.incidents.map(String));
  };
  browser.runtime.onMessage.addListener(heard);
  return () => browser.runtime.onMessage.removeListener(heard);
}
