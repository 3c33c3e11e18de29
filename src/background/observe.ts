// From the browser's event to an exchange. Good answers leave here at once, with a note in the ledger.

import type { BrowsingContext } from '../model/context.js';
import { withoutUserinfo } from '../model/credentials.js';
import type { Exchange, Outcome } from '../model/exchange.js';
import type { Header } from '../model/header.js';
import { keptHeaders } from '../model/kept-headers.js';
import { known, unknown } from '../model/known.js';
import type { Answer } from '../platform/answer.js';
import { protocolOf, requestTypeOf } from '../platform/answers.js';
import { target } from '../platform/target.js';

/**
 * How an answer went, as far as Missent is concerned; undefined for an ordinary one.
 *
 * Firefox puts the Content-Type of a hidden 421 in front of the visible answer's own (measured: Firefox 153), so a
 * Content-Type that holds two media types tells of a 421 that the browser's retry healed. A server that sends the
 * field twice looks alike; a 421 without the field leaves no trace.
 */
export function outcomeOf(answer: Answer): Outcome | undefined {
  if (answer.statusCode === 421) return 'misdirected';
  if (target !== 'firefox' || !answer.responseHeaders) return undefined;
  // Runs for every answer of the browser, so it makes no copy of the fields.
  const type = answer.responseHeaders.find(({ name }) => name.toLowerCase() === 'content-type')?.value;
  return type !== undefined && isDoubledContentType(type) ? 'recovered' : undefined;
}

const MEDIA_TYPE = /^\s*[\w!#$&^.+-]+\/[\w!#$&^.+-]+\s*(;|$)/;

/** `text/html; charset=iso-8859-1,text/html`: a list of media types, which Content-Type never is (RFC 9110 section 8.3). */
export function isDoubledContentType(value: string): boolean {
  if (!value.includes(',')) return false;
  // A comma inside a quoted parameter does not part two types.
  const parts = value.replace(/"[^"]*"/g, '""').split(',');
  return parts.length >= 2 && parts.every((part) => MEDIA_TYPE.test(part));
}

/** The answer as an exchange of the model. `address`: the host's last known one, where the answer brings none. */
export function exchangeOf(answer: Answer, context: BrowsingContext, address: string | undefined): Exchange {
  const initiator = answer.initiator ?? answer.originUrl;
  const ip = answer.ip ?? address;
  return {
    requestId: answer.requestId,
    time: Math.round(answer.timeStamp),
    tabId: answer.tabId,
    frameId: answer.frameId,
    context,
    request: {
      method: answer.method,
      type: requestTypeOf(answer.type),
      url: withoutUserinfo(answer.url),
      ...(initiator === undefined ? {} : { initiator: withoutUserinfo(initiator) }),
    },
    answer: {
      status: answer.statusCode,
      statusLine: answer.statusLine,
      ...keptHeaders(headersOf(answer)),
      protocol: protocolOf(answer.statusLine),
      address: ip === undefined ? unknown('failed') : known(ip),
      fromCache: answer.fromCache === undefined ? unknown('not_offered') : known(answer.fromCache),
      proxy: proxyOf(answer),
    },
  };
}

/** Firefox names the proxy of each request, or null for none; Chrome names none to an extension without more rights. */
function proxyOf({ proxyInfo }: Answer): Exchange['answer']['proxy'] {
  if (target !== 'firefox') return unknown('not_offered');
  if (!proxyInfo?.type || proxyInfo.type === 'direct') return known({ type: 'direct' });
  const port = Number(proxyInfo.port);
  return known({
    type: proxyInfo.type,
    ...(proxyInfo.host ? { host: proxyInfo.host } : {}),
    ...(Number.isInteger(port) && port > 0 ? { port } : {}),
  });
}

export const headersOf = (answer: Answer): Header[] =>
  (answer.responseHeaders ?? []).map(({ name, value, binaryValue }) => ({
    name,
    value: value ?? Array.from(binaryValue ?? [], (byte) => String.fromCharCode(byte)).join(''),
  }));
