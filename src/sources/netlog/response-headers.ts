import type { Header } from '../../model/header.js';
import { type KeptHeaders, keptHeaders } from '../../model/kept-headers.js';

export interface ResponseHead extends KeptHeaders {
  readonly status: number;
  readonly statusLine: string;
}

const MAX_STATUS_LINE = 200;

/**
 * The lines of a response's head as a NetLog has them: `HTTP/1.1 421 Misdirected Request`, then `name: value`. Chromium
 * writes `HTTP/1.1` also for HTTP/2 and HTTP/3, then without a reason phrase (net/spdy/spdy_http_utils.cc). Undefined
 * where there is no status line.
 */
export function readResponseHead(lines: readonly string[]): ResponseHead | undefined {
  const [first = '', ...fields] = lines;
  const statusLine = first.slice(0, MAX_STATUS_LINE).trimEnd();
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})(?: |$)/i.exec(statusLine)?.[1];
  if (status === undefined) return undefined;
  return { status: Number(status), statusLine, ...keptHeaders(fieldsOf(fields)) };
}

/** The same of a HEADERS frame of HTTP/2: `:status: 421`, then `name: value` (RFC 9113 section 8.3.2). */
export function readFrameHead(lines: readonly string[]): ResponseHead | undefined {
  const status = lines.map((line) => /^:status: (\d{3})$/.exec(line)?.[1]).find((found) => found);
  if (status === undefined) return undefined;
  const fields = lines.filter((line) => !line.startsWith(':'));
  return { status: Number(status), statusLine: `HTTP/1.1 ${status}`, ...keptHeaders(fieldsOf(fields)) };
}

function* fieldsOf(lines: readonly string[]): Generator<Header, void, undefined> {
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) yield { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
  }
}
