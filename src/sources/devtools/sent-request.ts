import type { Header } from '../../model/header.js';
import { isObject, type JsonObject, listIn, objectIn, textIn } from '../log/json.js';

/** The request itself, as a command line needs it to send the same again. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  /** Pseudo-header fields of HTTP/2 (RFC 9113 section 8.3) are left out. */
  readonly headers: readonly Header[];
  /** Absent where there was none, or none that is text. */
  readonly body?: string;
  /** There was more than is kept: the request cannot be sent again as it was. */
  readonly cut: boolean;
}

/** Characters that are kept of the header fields together, and of the body. */
const MAX_HEADERS = 32_768;
const MAX_BODY = 32_768;

/** The `request` of a HAR entry; undefined where there is none. Never throws. */
export function sentRequest(entry: JsonObject): SentRequest | undefined {
  const request = objectIn(entry, 'request');
  const url = textIn(request, 'url');
  if (url === undefined) return undefined;
  const headers: Header[] = [];
  let room = MAX_HEADERS;
  let cut = false;
  for (const header of listIn(request, 'headers')) {
    const name = isObject(header) ? textIn(header, 'name') : undefined;
    const value = isObject(header) ? textIn(header, 'value') : undefined;
    if (name === undefined || value === undefined || name.startsWith(':')) continue;
    room -= name.length + value.length;
    if (room < 0) cut = true;
    else headers.push({ name, value });
  }
  const body = textIn(objectIn(request, 'postData'), 'text');
  return {
    method: textIn(request, 'method') ?? 'GET',
    url,
    headers,
    ...(body ? { body: body.slice(0, MAX_BODY) } : {}),
    cut: cut || (body !== undefined && body.length > MAX_BODY),
  };
}
