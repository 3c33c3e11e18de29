// What is kept of texts and times that others choose: a page its URLs, a server its status line and field names, a file
// all of it. Decided here for every source. Bounding twice changes nothing.
import { boundedText, CUT } from './bounded-text.js';
import { withoutUserinfo } from './credentials.js';
import type { Exchange } from './exchange.js';
import type { Incident } from './incident.js';
import { keptHeaders } from './kept-headers.js';
import { labelOf } from './source.js';

/** Characters that are kept of a URL. */
const MAX_URL = 4096;
/** Characters that are kept of the URL that caused a request: what matters is its host. */
const MAX_INITIATOR = 1024;
/** Characters that are kept of a status line; reason phrases in use have some thirty. */
export const MAX_STATUS_LINE = 300;
/** Characters that are kept of a method; the longest of the IANA registry has 17. */
const MAX_METHOD = 40;
/** ms by which the clock of another machine, which wrote a file, may be ahead of this one. */
const CLOCKS_APART_MS = 86_400_000;

/** The URL without a user's name and password; a long one keeps its host and the beginning of its path. */
export const boundedUrl = (url: string, most = MAX_URL): string => boundedText(withoutUserinfo(url), most);

/** Was there more of this URL? It names no resource any more. */
export const isCut = (url: string): boolean => url.endsWith(CUT);

/** The beginning of a URL that was cut, and a whole one as it is. */
export const startOfUrl = (url: string): string => (isCut(url) ? url.slice(0, -CUT.length) : url);

/** A time that a Date can hold and that is not in the future. All in ms since the epoch. */
export function boundedTime(time: number, now: number): number {
  if (!Number.isFinite(time)) return now;
  return Math.round(Math.min(Math.max(time, 0), now + CLOCKS_APART_MS));
}

export function boundedExchange(exchange: Exchange): Exchange {
  const { request, response } = exchange;
  const { headers, headersCut = response.headersCut } = keptHeaders(response.headers);
  return {
    ...exchange,
    request: {
      ...request,
      method: boundedText(request.method, MAX_METHOD),
      url: boundedUrl(request.url),
      ...(request.initiator === undefined ? {} : { initiator: boundedUrl(request.initiator, MAX_INITIATOR) }),
    },
    response: {
      ...response,
      statusLine: boundedText(response.statusLine, MAX_STATUS_LINE),
      headers,
      ...(headersCut ? { headersCut } : {}),
    },
  };
}

/** An incident that another version or a file has, as one that this version made. */
export const boundedIncident = (incident: Incident): Incident => ({
  ...incident,
  ...(incident.sources && {
    sources: incident.sources.map((source) => ({ ...source, label: labelOf(source.label) })),
  }),
  occurrences: incident.occurrences.map((one) => ({
    ...one,
    exchange: boundedExchange(one.exchange),
    ...(one.source === undefined ? {} : { source: labelOf(one.source) }),
    ...(one.attempts && {
      attempts: one.attempts.map((attempt) => ({
        ...attempt,
        headers: keptHeaders(attempt.headers).headers,
      })),
    }),
  })),
  checks: incident.checks.map((check) => ({
    ...check,
    responses: check.responses.map((response) => ({
      ...response,
      url: boundedUrl(response.url),
      statusLine: boundedText(response.statusLine, MAX_STATUS_LINE),
      headers: keptHeaders(response.headers).headers,
    })),
  })),
});
