import type { RequestType } from '../../model/exchange.js';

/** Request types of webRequest by the value of Sec-Fetch-Dest (Fetch standard, "destination"). */
const BY_DESTINATION: Readonly<Record<string, RequestType>> = {
  document: 'main_frame',
  iframe: 'sub_frame',
  frame: 'sub_frame',
  script: 'script',
  worker: 'script',
  sharedworker: 'script',
  serviceworker: 'script',
  style: 'stylesheet',
  image: 'image',
  font: 'font',
  audio: 'media',
  video: 'media',
  track: 'media',
  object: 'object',
  embed: 'object',
  report: 'csp_report',
  websocket: 'websocket',
  // What fetch and XMLHttpRequest have.
  empty: 'xmlhttprequest',
};

const FIELD = /^sec-fetch-dest:\s{0,8}([a-z]{1,20})\s*$/i;

/** The type of a request by the header fields that were sent; undefined where they do not say. */
export function typeByHeaders(lines: readonly string[]): RequestType | undefined {
  for (const line of lines) {
    const destination = FIELD.exec(line)?.[1]?.toLowerCase();
    if (destination !== undefined) {
      return Object.hasOwn(BY_DESTINATION, destination) ? BY_DESTINATION[destination] : 'other';
    }
  }
  return undefined;
}

/** The type where no header field shows: plain http has no Sec-Fetch-Dest. `kind` is the log's own `request_type`. */
export function typeByKind(url: string, kind: string | undefined): RequestType | undefined {
  if (/^wss?:/i.test(url)) return 'websocket';
  if (kind === 'main frame') return 'main_frame';
  return kind === 'subframe' ? 'sub_frame' : undefined;
}
