import { type Authority, authorityOf } from '../../model/authority.js';
import { boundedUrl } from '../../model/bounds.js';
import { dropOldest } from '../../model/drop-oldest.js';
import type { Protocol } from '../../model/exchange.js';
import { type JsonObject, numberIn, objectIn, textIn } from '../log/json.js';

/** One report of Network Error Logging (W3C Network Error Logging, section 4.3 and 7; Reporting API, section 3.3). */
export interface NelReport {
  readonly url: string;
  readonly authority: Authority;
  readonly method: string;
  /** `ok`, `http.error`, `tcp.reset`, … */
  readonly type: string;
  /** 0 where no response came. */
  readonly status: number;
  readonly protocol: Protocol;
  /** Of the server, or of a proxy; absent where there was none. */
  readonly address: string | undefined;
  /** ms from the start of the request to the end of its response, or to its failure */
  readonly elapsed: number;
  /** Share of such requests that is reported, above 0 and up to 1. */
  readonly sampling: number;
  readonly referrer: string | undefined;
  /** ms since the report was made, when it was sent */
  readonly age: number;
  readonly userAgent: string | undefined;
}

const MAX_WORD = 300;

/**
 * Undefined for every other object, and for reports of name resolution and of connections (phase `dns` and
 * `connection`), which have no status. Never throws. Collectors that flatten a report put the body's fields beside its
 * own; drafts before 2018 wrote `status-code` for `status_code`.
 */
export function readReport(report: JsonObject): NelReport | undefined {
  if (textIn(report, 'type') !== 'network-error' && textIn(report, 'report_type') !== 'network-error') {
    return undefined;
  }
  const body = objectIn(report, 'body') ?? report;
  const number = (name: string) => measured(body, name) ?? measured(body, name.replace('_', '-'));
  const word = (name: string) =>
    (textIn(body, name) ?? textIn(body, name.replace('_', '-')))?.slice(0, MAX_WORD);
  const status = number('status_code');
  const asked = textIn(report, 'url') ?? textIn(body, 'uri');
  if (asked === undefined || status === undefined) return undefined;
  const url = boundedUrl(asked);
  const authority = AUTHORITIES.of(url);
  if (authority === undefined) return undefined;
  const sampling = number('sampling_fraction') ?? 1;
  return {
    ...{ url, authority, status },
    method: word('method') ?? 'GET',
    type: (objectIn(report, 'body') === undefined ? word('error_type') : word('type')) ?? '',
    protocol: protocolOf(word('protocol')),
    address: word('server_ip')?.replace(/^\[|\]$/g, '') || undefined,
    elapsed: Math.max(0, number('elapsed_time') ?? 0),
    sampling: sampling > 0 && sampling <= 1 ? sampling : 1,
    referrer: word('referrer') || undefined,
    age: Math.max(0, measured(report, 'age') ?? 0),
    userAgent: textIn(report, 'user_agent')?.slice(0, MAX_WORD),
  };
}

/** Stores of texts alone, as search engines and columns of a table are, write numbers as such. */
function measured(body: JsonObject, name: string): number | undefined {
  const written = textIn(body, name);
  return written !== undefined && /^\d{1,9}(?:\.\d{1,9})?$/.test(written)
    ? Number(written)
    : numberIn(body, name);
}

/** Parsing a URL takes longer than all the rest of a report, and a file's reports are of few origins. */
class Authorities {
  readonly #known = new Map<string, Authority | undefined>();

  of(url: string): Authority | undefined {
    const end = url.slice(8).search(/[/?#]/);
    const origin = end < 0 ? url : url.slice(0, 8 + end);
    if (this.#known.has(origin)) return this.#known.get(origin);
    const authority = authorityOf(url);
    this.#known.set(origin, authority);
    dropOldest(this.#known, MAX_ORIGINS);
    return authority;
  }
}

const MAX_ORIGINS = 5000;
const AUTHORITIES = new Authorities();

/** ALPN identifiers (RFC 7301 section 6); empty where no response came. */
function protocolOf(name: string | undefined): Protocol {
  if (name === 'h2' || name === 'h3' || name === 'http/1.1') return name;
  if (name?.startsWith('h3') || name?.includes('quic')) return 'h3';
  return name === 'http/1.0' ? 'http/1.1' : 'unknown';
}
