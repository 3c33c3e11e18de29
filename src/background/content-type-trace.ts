// The trace that Firefox leaves of a hidden 421: it puts that response's Content-Type in front of the visible one's own,
// joined by a comma without a space (measured: Firefox 153). Two fields that a server sends itself are joined alike, so the
// host's other responses decide: after a hidden 421 Firefox keeps a connection of the host's own, on which the next ones come
// plain.
import { dropOldest } from '../model/drop-oldest.js';
import type { WebResponse } from '../platform/web-response.js';

const MEDIA_TYPE = /^\s*[\w!#$&^.+-]+\/[\w!#$&^.+-]+\s*(?:;|$)/;

/** Before the visible type: anything, for the first one may be malformed. Behind it: one media type (RFC 9110 section 8.3). */
export interface JoinedTypes {
  readonly hidden: string;
  readonly visible: string;
}

/** The two types of a joined field; undefined for a single one. A field that holds `a, b` is the server's own. */
export function joinedTypes(value: string): JoinedTypes | undefined {
  // A comma inside a quoted parameter does not part two types.
  const plain = value.replace(/"[^"]*"/g, (quoted) => '"'.padEnd(quoted.length, '"'));
  for (let at = plain.indexOf(','); at >= 0; at = plain.indexOf(',', at + 1)) {
    if (plain[at + 1] === ' ') continue;
    const [hidden, visible] = [value.slice(0, at), value.slice(at + 1)];
    if (hidden.trim() !== '' && MEDIA_TYPE.test(plain.slice(at + 1))) return { hidden, visible };
  }
  return undefined;
}

/**
 * `plain`: nothing of the kind. `trace`: of a hidden 421. `open`: the host's next responses decide, which `Traces.settled`
 * reports. `habit`: the host sends two itself.
 */
export type TypeSign = 'plain' | 'trace' | 'open' | 'habit';

/** What one response says. `settled`: earlier ones that were open, and are the trace of a hidden 421. */
interface Reading {
  readonly sign: TypeSign;
  readonly settled: readonly WebResponse[];
}

/** What is known of one host. */
interface Host {
  /** One of its responses had a single type. */
  plain: boolean;
  /** It sends two types itself. `supposed`: until a response with a single one shows otherwise. */
  habit?: 'proved' | 'supposed';
  /** The last doubled response, and on how many occasions there were such, none of them with a plain one. */
  last?: { readonly url: string; readonly time: number };
  occasions: number;
  /** Doubled responses that wait for a plain one. */
  readonly waiting: WebResponse[];
}

/** Hosts of one context that are kept in mind, and responses of one that wait. */
const MOST_HOSTS = 1000;
const MOST_WAITING = 20;
/** ms within which requests were under way at the same time, and may have been refused together. */
const TOGETHER_MS = 2000;
/** ms for which servers keep an idle connection at the least (Apache's KeepAliveTimeout): what comes within came on it. */
const KEPT_OPEN_MS = 5000;
/** A host that gives so many doubled responses at different times, and no plain one, sends them itself. */
const MOST_OCCASIONS = 3;

const essence = (type: string): string => (type.split(';', 1)[0] ?? '').trim().toLowerCase();

/**
 * What Apache labels its own error pages with, its 421 among them, to the letter (modules/http/http_protocol.c,
 * ap_send_error_response; measured: 2.4.71). Pages of today have another label.
 */
const APACHE_ERROR = 'text/html; charset=iso-8859-1';

/** The first type is a refusal's by itself: Apache's label, or a page's or a text's before a part that has another one. */
const isRefusals = (response: WebResponse, { hidden, visible }: JoinedTypes): boolean =>
  hidden === APACHE_ERROR
    ? visible !== APACHE_ERROR
    : !isDocument(response) && essence(hidden) !== essence(visible);

const isDocument = ({ type }: WebResponse): boolean => type === 'main_frame' || type === 'sub_frame';

/** Reads the trace over all responses of a session. Firefox only. */
export class ContentTypeTraces {
  /** By cookieStoreId, then by origin: browsers share no connection between contexts, so each has an account of its own. */
  readonly #hosts = new Map<string, Map<string, Host>>();

  /** Hosts that send two types themselves, as `cookieStoreId|origin`, to be restored in a later life of the background. */
  get habits(): readonly string[] {
    return [...this.#hosts].flatMap(([store, hosts]) =>
      [...hosts].flatMap(([origin, { habit }]) => (habit === 'proved' ? [`${store}|${origin}`] : [])),
    );
  }

  restore(habits: readonly string[]): void {
    for (const key of habits) {
      const [store = '', origin = ''] = key.split('|', 2);
      this.#host(store, origin).habit = 'proved';
    }
  }

  /** The last private window is closed. */
  forgetPrivate(): void {
    this.#hosts.delete(PRIVATE);
  }

  /** The host sends two types itself, so a doubled one says nothing. */
  isHabit({ cookieStoreId = '', url }: WebResponse): boolean {
    return this.#hosts.get(cookieStoreId)?.get(originIn(url))?.habit !== undefined;
  }

  /** Runs for every response of the browser that has a Content-Type and did not come out of the cache. */
  read(response: WebResponse, type: string): Reading {
    const host = this.#host(response.cookieStoreId ?? '', originIn(response.url));
    const joined = type.includes(',') ? joinedTypes(type) : undefined;
    if (!joined) return plain(host);
    if (!host.habit && !host.plain) noteDoubled(host, response, joined);
    if (host.habit) {
      host.waiting.length = 0;
      return { sign: 'habit', settled: [] };
    }
    if (host.plain) return { sign: 'trace', settled: [] };
    if (isRefusals(response, joined)) return { sign: 'trace', settled: [] };
    if (host.waiting.length < MOST_WAITING) host.waiting.push(response);
    return { sign: 'open', settled: [] };
  }

  #host(store: string, origin: string): Host {
    let hosts = this.#hosts.get(store);
    if (!hosts) {
      hosts = new Map();
      this.#hosts.set(store, hosts);
    }
    let host = hosts.get(origin);
    if (!host) {
      host = { plain: false, occasions: 0, waiting: [] };
      hosts.set(origin, host);
      dropOldest(hosts, MOST_HOSTS);
    }
    return host;
  }
}

/** What nearly every response says. */
const NOTHING: Reading = { sign: 'plain', settled: [] };

function plain(host: Host): Reading {
  host.plain = true;
  if (host.habit === 'supposed') delete host.habit;
  return host.waiting.length === 0 ? NOTHING : { sign: 'plain', settled: host.waiting.splice(0) };
}

/** Types that refusals have. */
const OF_REFUSALS = /^(?:text\/(?:html|plain)|application\/(?:[\w.-]+\+)?json)$/;

function noteDoubled(host: Host, response: WebResponse, { hidden, visible }: JoinedTypes): void {
  const { last } = host;
  const since = last ? response.timeStamp - last.time : Number.POSITIVE_INFINITY;
  const same = essence(hidden) === essence(visible);
  // No refusal has the type of a picture or a script, and what a page asks for after it was refused comes plain.
  if ((same && !OF_REFUSALS.test(essence(visible))) || (last && response.documentUrl === last.url)) {
    host.habit = 'proved';
  }
  if (since > TOGETHER_MS) host.occasions += 1;
  if (!host.habit && last && since > TOGETHER_MS) {
    if (since < KEPT_OPEN_MS || host.occasions >= MOST_OCCASIONS) host.habit = 'supposed';
  }
  host.last = { url: response.url, time: response.timeStamp };
}

/** The cookieStoreId of private windows in Firefox. */
const PRIVATE = 'firefox-private';

/** Where the URL comes from the browser, and is already normal. */
function originIn(url: string): string {
  const end = url.indexOf('/', url.indexOf('//') + 2);
  return end < 0 ? url : url.slice(0, end);
}
