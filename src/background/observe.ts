// From the browser's event to an exchange. Good responses leave here at once, with a note in the host history.

import type { BrowsingContext } from '../model/context.js';
import { withoutUserinfo } from '../model/credentials.js';
import type { Exchange, Outcome } from '../model/exchange.js';
import type { Header } from '../model/header.js';
import { keptHeaders } from '../model/kept-headers.js';
import { known, unknown } from '../model/known.js';
import { target } from '../platform/target.js';
import type { WebResponse } from '../platform/web-response.js';
import { protocolOf, requestTypeOf } from '../platform/web-responses.js';

/**
 * How a response went, as far as Missent is concerned; undefined for an ordinary one.
 *
 * Firefox puts the Content-Type of a hidden 421 in front of the visible response's own (measured: Firefox 153), so a
 * Content-Type that holds two media types tells of a 421 that the browser's retry recovered. A server that sends the
 * field twice looks alike; a 421 without the field leaves no trace.
 */
export function outcomeOf(response: WebResponse): Outcome | undefined {
  if (response.statusCode === 421) return 'misdirected';
  if (target !== 'firefox' || !response.responseHeaders) return undefined;
  // Runs for every response of the browser, so it makes no copy of the fields.
  const type = response.responseHeaders.find(({ name }) => name.toLowerCase() === 'content-type')?.value;
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

/** The response as an exchange of the model. `address`: the host's last known one, where the response brings none. */
export function exchangeOf(
  response: WebResponse,
  context: BrowsingContext,
  address: string | undefined,
): Exchange {
  const initiator = response.initiator ?? response.originUrl;
  const ip = response.ip ?? address;
  return {
    requestId: response.requestId,
    time: Math.round(response.timeStamp),
    tabId: response.tabId,
    frameId: response.frameId,
    context,
    request: {
      method: response.method,
      type: requestTypeOf(response.type),
      url: withoutUserinfo(response.url),
      ...(initiator === undefined ? {} : { initiator: withoutUserinfo(initiator) }),
    },
    response: {
      status: response.statusCode,
      statusLine: response.statusLine,
      ...keptHeaders(headersOf(response)),
      protocol: protocolOf(response.statusLine),
      address: ip === undefined ? unknown('failed') : known(ip),
      fromCache: response.fromCache === undefined ? unknown('not_offered') : known(response.fromCache),
      proxy: proxyOf(response),
    },
  };
}

/** Firefox names the proxy of each request, or null for none; Chrome names none to an extension without more rights. */
function proxyOf({ proxyInfo }: WebResponse): Exchange['response']['proxy'] {
  if (target !== 'firefox') return unknown('not_offered');
  if (!proxyInfo?.type || proxyInfo.type === 'direct') return known({ type: 'direct' });
  const port = Number(proxyInfo.port);
  return known({
    type: proxyInfo.type,
    ...(proxyInfo.host ? { host: proxyInfo.host } : {}),
    ...(Number.isInteger(port) && port > 0 ? { port } : {}),
  });
}

export const headersOf = (response: WebResponse): Header[] =>
  (response.responseHeaders ?? []).map(({ name, value, binaryValue }) => ({
    name,
    value: value ?? Array.from(binaryValue ?? [], (byte) => String.fromCharCode(byte)).join(''),
  }));
