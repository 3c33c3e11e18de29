import { type Header, MAX_HEADER_BYTES } from '../../model/header.js';

export interface ResponseHead {
  readonly status: number;
  readonly statusLine: string;
  readonly headers: readonly Header[];
  readonly headersCut?: true;
}

const MAX_STATUS_LINE = 200;

/**
 * The lines of an answer's head as a NetLog has them: `HTTP/1.1 421 Misdirected Request`, then `name: value`. Chromium
 * writes `HTTP/1.1` also for HTTP/2 and HTTP/3, then without a reason phrase (net/spdy/spdy_http_utils.cc). Undefined
 * where there is no status line.
 */
export function readResponseHead(lines: readonly string[]): ResponseHead | undefined {
  const [first = '', ...fields] = lines;
  const statusLine = first.slice(0, MAX_STATUS_LINE).trimEnd();
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})(?: |$)/i.exec(statusLine)?.[1];
  if (status === undefined) return undefined;
  const headers: Header[] = [];
  let room = MAX_HEADER_BYTES;
  for (const field of fields) {
    const colon = field.indexOf(':');
    if (colon <= 0) continue;
    room -= field.length;
    if (room < 0) return { status: Number(status), statusLine, headers, headersCut: true };
    headers.push({ name: field.slice(0, colon), value: field.slice(colon + 1).trim() });
  }
  return { status: Number(status), statusLine, headers };
}
