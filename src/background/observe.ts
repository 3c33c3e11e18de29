// From the browser's event to an exchange. Good responses leave here at once, with a note in the host history.

import { boundedText } from '../model/bounded-text.js';
import { boundedExchange, boundedUrl, MAX_STATUS_LINE } from '../model/bounds.js';
import type { BrowsingContext } from '../model/context.js';
import type { Exchange } from '../model/exchange.js';
import type { Header } from '../model/header.js';
import { keptHeaders } from '../model/kept-headers.js';
import { known, unknown } from '../model/known.js';
import { target } from '../platform/target.js';
import type { WebResponse } from '../platform/web-response.js';
import { protocolOf, requestTypeOf } from '../platform/web-responses.js';

/** Type of the visible response, without a copy of the fields: this runs for every response of the browser. */
export const contentTypeOf = ({ responseHeaders }: WebResponse): string | undefined =>
  responseHeaders?.find(
    ({ name }) => name.length === CONTENT_TYPE.length && name.toLowerCase() === CONTENT_TYPE,
  )?.value;

const CONTENT_TYPE = 'content-type';

/**
 * The response as an exchange of the model. `address`: the host's last known one, where the response brings none.
 * `replayed`: the browser only shows again what it had, so how it came at first is not known.
 */
export function exchangeOf(
  response: WebResponse,
  context: BrowsingContext,
  address: string | undefined,
  replayed = false,
): Exchange {
  const initiator = response.initiator ?? response.originUrl;
  const ip = response.ip ?? address;
  return boundedExchange({
    requestId: response.requestId,
    time: Math.round(response.timeStamp),
    tabId: response.tabId,
    frameId: response.frameId,
    context,
    request: {
      method: response.method,
      type: requestTypeOf(response.type),
      url: response.url,
      ...(initiator === undefined ? {} : { initiator }),
    },
    response: {
      status: response.statusCode,
      statusLine: response.statusLine,
      headers: headersOf(response),
      ...(response.headersCut ? { headersCut: true as const } : {}),
      protocol: protocolOf(response.statusLine),
      address: ip === undefined ? unknown('failed') : known(ip),
      fromCache: fromCacheOf(response, replayed),
      proxy: proxyOf(response),
    },
  });
}

function fromCacheOf({ fromCache }: WebResponse, replayed: boolean): Exchange['response']['fromCache'] {
  if (replayed) return unknown('before_watch');
  return fromCache === undefined ? unknown('not_offered') : known(fromCache);
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

/** A misdirected response as far as it is kept, wherever it goes from here; without the certificate, which is asked for. */
export function boundedResponse({
  securityInfo: _,
  ...response
}: WebResponse): Omit<WebResponse, 'securityInfo'> {
  const { initiator, originUrl, documentUrl, responseHeaders } = response;
  return {
    ...response,
    url: boundedUrl(response.url),
    statusLine: boundedText(response.statusLine, MAX_STATUS_LINE),
    ...(initiator === undefined ? {} : { initiator: boundedUrl(initiator) }),
    ...(originUrl === undefined ? {} : { originUrl: boundedUrl(originUrl) }),
    ...(documentUrl === undefined ? {} : { documentUrl: boundedUrl(documentUrl) }),
    ...(responseHeaders ? keptFieldsOf(response) : {}),
  };
}

function keptFieldsOf(response: WebResponse): Pick<WebResponse, 'responseHeaders' | 'headersCut'> {
  const { headers, headersCut = response.headersCut } = keptHeaders(headersOf(response));
  return { responseHeaders: [...headers], ...(headersCut ? { headersCut } : {}) };
}
