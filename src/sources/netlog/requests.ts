import { authorityOf } from '../../model/authority.js';
import { boundedUrl } from '../../model/bounds.js';
import { type JsonObject, numberIn, textIn, textsIn } from '../log/json.js';
import { type Connection, endpointOf } from './connection.js';
import { type Connections, dependencyOf, protocolOf } from './connections.js';
import { type EventName, OF_REQUESTS, type Phase } from './event-types.js';
import { LiveMap } from './live-map.js';
import type { Draft, Request, Target, Try } from './request.js';
import { typeByHeaders, typeByKind } from './request-type.js';
import { type ResponseHead, readResponseHead } from './response-headers.js';

/** Requests that are kept while they are under way. A browser has a few hundred. */
const MAX_ALIVE = 20_000;
/** Tries of one request that are kept; more than a few come of authentication and errors. */
const MAX_TRIES = 20;
const MAX_WORD = 300;
const MAX_TRANSPORT = 4000;

/** `TransportInfo{ type = TransportType::kDirect, endpoint = 192.0.2.1:443, …, negotiated_protocol = h2 }`. */
const TRANSPORT = /type = TransportType::k(\w{1,40}), endpoint = ([^\s,]{1,80}),/;
const TRANSPORT_PROTOCOL = /negotiated_protocol = ([\w./-]{1,20}) \}$/;

/** What a WebSocket's handshake says of a response other than 101; its header fields are not logged. */
const REFUSED_UPGRADE = /Unexpected response code: (\d{3})$/;

interface Live {
  request?: Draft;
}

/** Who takes what has been followed to its end. */
export interface Followers {
  /** A request that has had a response. */
  readonly done: (request: Request) => void;
  /** The same of a request whose host the log does not name. */
  readonly nameless: (request: Draft) => void;
}

/** Follows each request through its tries. The request of one source starts anew at a redirect. */
export class Requests {
  readonly #connections: Connections;
  readonly #errorName: (code: number) => string;
  readonly #followers: Followers;
  readonly #alive: LiveMap<Live>;
  #atEnd = false;
  /** A request was met whose start is not in the log. */
  beginningMissing = false;
  /** A request's start was met without its URL: the log was made without them. */
  redacted = false;

  constructor(connections: Connections, errorName: (code: number) => string, followers: Followers) {
    this.#connections = connections;
    this.#errorName = errorName;
    this.#followers = followers;
    this.#alive = new LiveMap(
      MAX_ALIVE,
      () => ({}),
      (live) => this.#settle(live, this.#atEnd),
    );
  }

  event(name: EventName, phase: Phase, source: number, time: number, params: JsonObject | undefined): void {
    if (phase === 'begin' && (name === 'URL_REQUEST_START_JOB' || name === 'REQUEST_ALIVE')) {
      this.#start(name, source, time, params);
      return;
    }
    const live = this.#alive.get(source);
    if (live === undefined) {
      if (!OF_REQUESTS.has(name)) return;
      this.beginningMissing = true;
      if (name === 'REQUEST_ALIVE' || name === 'URL_REQUEST_START_JOB') return;
    }
    const request = live?.request ?? this.#draft(source, time);
    if (name === 'REQUEST_ALIVE') {
      if (phase === 'end') this.#end(source, request, time, params);
    } else this.#during(name, phase, request, time, params);
  }

  /** The source is a request. */
  has(source: number): boolean {
    return this.#alive.get(source) !== undefined;
  }

  /** A frame with the request was sent on this session. */
  sent(source: number, session: Connection): void {
    const attempt = this.#alive.get(source)?.request?.tries.at(-1);
    if (attempt !== undefined) attempt.session = session;
  }

  /** A frame with a response to it came. */
  received(source: number, time: number, head: ResponseHead): void {
    const request = this.#alive.get(source)?.request;
    const attempt = request?.tries.at(-1);
    if (request !== undefined && attempt !== undefined) attempt.frame = { ...ofUse(request, head), time };
  }

  /** The log is at its end: what is still under way was cut off. */
  endAll(): void {
    this.#atEnd = true;
    this.#alive.endAll();
  }

  #draft(source: number, time: number): Draft {
    const draft: Draft = {
      ...{ source, target: undefined, type: undefined, initiator: undefined },
      ...{ begun: time, streamed: false, tries: [], cut: false },
    };
    this.#alive.take(source).request = draft;
    return draft;
  }

  /**
   * A request starts with REQUEST_ALIVE, each of its redirects with URL_REQUEST_START_JOB. Of requests that were under
   * way when the log was begun it has the former only, with their URL (net/log/net_log_util.cc).
   */
  #start(name: EventName, source: number, time: number, params: JsonObject | undefined): void {
    const asked = textIn(params, 'url');
    const url = asked === undefined ? undefined : boundedUrl(asked);
    if (url === undefined && name === 'URL_REQUEST_START_JOB') this.redacted = true;
    this.#settle(this.#alive.take(source), false);
    const draft = this.#draft(source, time);
    if (url === undefined) return;
    const method = (textIn(params, 'method') ?? 'GET').slice(0, MAX_WORD);
    draft.target = targetOf(url, method) ?? 'foreign';
    draft.type = typeByKind(url, textIn(params, 'request_type'));
    draft.initiator = initiatorOf(textIn(params, 'initiator'));
  }

  #end(source: number, request: Draft, time: number, params: JsonObject | undefined): void {
    const code = numberIn(params, 'net_error');
    const last = request.tries.at(-1);
    if (last !== undefined && last.status === undefined && last.frame === undefined && code) {
      last.error = this.#errorName(code);
      last.ended = time;
    }
    this.#alive.end(source);
  }

  #settle(live: Live, cut: boolean): void {
    const { request } = live;
    delete live.request;
    if (request === undefined) return;
    request.cut = cut;
    for (const attempt of request.tries) {
      const { frame, job } = attempt;
      if (attempt.status === undefined && frame !== undefined) {
        const { time, ...head } = frame;
        Object.assign(attempt, head, { ended: time });
      }
      if (job !== undefined) this.#connections.endJob(job);
    }
    const { target, ...rest } = request;
    if (target === 'foreign' || !request.tries.some(({ status }) => status !== undefined)) return;
    if (target === undefined) this.#followers.nameless(request);
    else this.#followers.done({ ...rest, ...target });
  }

  #during(name: EventName, phase: Phase, request: Draft, time: number, params: JsonObject | undefined): void {
    switch (name) {
      case 'HTTP_STREAM_REQUEST':
        if (phase === 'begin' && request.tries.length < MAX_TRIES) {
          request.tries.push({ begun: time, hidden: false });
        }
        return;
      case 'UPLOAD_DATA_STREAM_INIT':
        if (params?.is_chunked === true) request.streamed = true;
        return;
      case 'HTTP_TRANSACTION_SEND_REQUEST_HEADERS':
      case 'HTTP_TRANSACTION_HTTP2_SEND_REQUEST_HEADERS':
      case 'HTTP_TRANSACTION_QUIC_SEND_REQUEST_HEADERS': {
        const lines = textsIn(params, 'headers');
        request.target ??= targetOfFields(lines);
        request.type ??= typeByHeaders(lines);
        return;
      }
    }
    this.#ofTry(name, request, time, params);
  }

  #ofTry(name: EventName, request: Draft, time: number, params: JsonObject | undefined): void {
    const attempt = request.tries.at(-1);
    switch (name) {
      case 'HTTP_STREAM_REQUEST_BOUND_TO_JOB':
      case 'HTTP_STREAM_POOL_ATTEMPT_MANAGER_JOB_BOUND': {
        const job = dependencyOf(params);
        if (job === undefined || attempt === undefined) return;
        attempt.job = this.#connections.job(job);
        attempt.job.boundTo = request.source;
        return;
      }
      case 'HTTP_STREAM_REQUEST_BOUND_TO_QUIC_SESSION':
      case 'HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION':
      case 'HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION_FROM_IP_POOL': {
        const session = dependencyOf(params);
        if (session === undefined || attempt === undefined) return;
        attempt.session = this.#connections.session(session);
        if (name === 'HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION_FROM_IP_POOL') attempt.pooled = true;
        return;
      }
      case 'LOCAL_NETWORK_ACCESS_CHECK':
      case 'PRIVATE_NETWORK_ACCESS_CHECK':
        if (attempt !== undefined) setPeer(attempt, textIn(params, 'transport_info'));
        return;
      case 'HTTP_TRANSACTION_READ_RESPONSE_HEADERS': {
        const head = readResponseHead(textsIn(params, 'headers'));
        // An interim response (RFC 9110 section 15.2) is none.
        if (head !== undefined && head.status >= 200) respond(request, time, head);
        return;
      }
      case 'HTTP_TRANSACTION_RESTART_MISDIRECTED_REQUEST': {
        // Only a 421 makes Chromium restart so, also where the log shows no status (net/http/http_network_transaction.cc).
        if (attempt?.status === undefined)
          respond(request, time, { status: 421, statusLine: '', headers: [] });
        const refused = request.tries.at(-1);
        if (refused?.status === 421) refused.hidden = true;
        return;
      }
      case 'WEBSOCKET_UPGRADE_FAILURE': {
        const status = REFUSED_UPGRADE.exec(textIn(params, 'message')?.slice(0, MAX_WORD) ?? '')?.[1];
        if (status !== undefined && attempt?.status === undefined)
          respond(request, time, { status: Number(status), statusLine: '', headers: [] });
        return;
      }
    }
  }
}

/** Fields are kept of a 421, and of what followed one: most responses are neither, and all live as long as their requests. */
function ofUse({ tries }: Draft, head: ResponseHead): ResponseHead {
  const { status, statusLine } = head;
  const isOne =
    status === 421 || tries.some((attempt) => attempt.status === 421 || attempt.frame?.status === 421);
  return isOne ? head : { status, statusLine, headers: [] };
}

/** Where the log begins after the try did, the response is all that shows it. */
function respond(request: Draft, time: number, response: ResponseHead): void {
  const attempt = request.tries.at(-1);
  const head = ofUse(request, response);
  if (attempt === undefined) request.tries.push({ begun: time, hidden: false, ended: time, ...head });
  else Object.assign(attempt, head, { ended: time });
}

function targetOf(url: string, method: string): Target | undefined {
  const authority = authorityOf(url);
  return authority && { url, authority, method };
}

/** The target as the pseudo-fields of HTTP/2 and HTTP/3 name it (RFC 9113 section 8.3.1). */
function targetOfFields(lines: readonly string[]): Target | undefined {
  const field = (name: string) => lines.find((line) => line.startsWith(`:${name}: `))?.slice(name.length + 3);
  const [method, scheme, authority, path] = [
    field('method'),
    field('scheme'),
    field('authority'),
    field('path'),
  ];
  if (scheme === undefined || authority === undefined || path === undefined) return undefined;
  return targetOf(boundedUrl(`${scheme}://${authority}${path}`), (method ?? 'GET').slice(0, MAX_WORD));
}

/** Opaque origins and the browser's own doings name nobody. */
const initiatorOf = (initiator: string | undefined): string | undefined =>
  initiator === undefined || initiator === 'null' || initiator === 'not an origin'
    ? undefined
    : initiator.slice(0, MAX_WORD);

function setPeer(attempt: Try, transport: string | undefined): void {
  const text = transport?.slice(0, MAX_TRANSPORT) ?? '';
  const found = TRANSPORT.exec(text);
  const endpoint = endpointOf(found?.[2]);
  const kind = found?.[1];
  // `kCached`: the response came from the cache, the address with it.
  if (endpoint === undefined || (kind !== 'Direct' && kind !== 'Proxied')) return;
  attempt.peer = {
    ...endpoint,
    proxied: kind === 'Proxied',
    protocol: protocolOf(TRANSPORT_PROTOCOL.exec(text)?.[1]),
  };
}
