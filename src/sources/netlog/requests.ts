import { authorityOf } from '../../model/authority.js';
import { withoutUserinfo } from '../../model/credentials.js';
import { type JsonObject, numberIn, textIn, textsIn } from '../log/json.js';
import { endpointOf } from './connection.js';
import { type Connections, dependencyOf, protocolOf } from './connections.js';
import type { EventName, Phase } from './event-types.js';
import { LiveMap } from './live-map.js';
import type { Request, Try } from './request.js';
import { typeByHeaders, typeByKind } from './request-type.js';
import { readResponseHead } from './response-headers.js';

/** Requests that are kept while they are under way. A browser has a few hundred. */
const MAX_ALIVE = 20_000;
/** Tries of one request that are kept; more than a few come of authentication and errors. */
const MAX_TRIES = 50;
const MAX_URL = 16_384;
const MAX_WORD = 300;
const MAX_TRANSPORT = 4000;

/** `TransportInfo{ type = TransportType::kDirect, endpoint = 192.0.2.1:443, …, negotiated_protocol = h2 }`. */
const TRANSPORT = /type = TransportType::k(\w{1,40}), endpoint = ([^\s,]{1,80}),/;
const TRANSPORT_PROTOCOL = /negotiated_protocol = ([\w./-]{1,20}) \}$/;

/** What a WebSocket's handshake says of a response other than 101; its header fields are not logged. */
const REFUSED_UPGRADE = /Unexpected response code: (\d{3})$/;

interface Live {
  request?: Request;
}

/**
 * Follows each request through its tries. The request of one source starts anew at a redirect; `done` gets each that
 * has had a response.
 */
export class Requests {
  readonly #connections: Connections;
  readonly #errorName: (code: number) => string;
  readonly #done: (request: Request) => void;
  readonly #alive: LiveMap<Live>;
  #atEnd = false;

  constructor(
    connections: Connections,
    errorName: (code: number) => string,
    done: (request: Request) => void,
  ) {
    this.#connections = connections;
    this.#errorName = errorName;
    this.#done = done;
    this.#alive = new LiveMap(
      MAX_ALIVE,
      () => ({}),
      (live) => this.#settle(live, this.#atEnd),
    );
  }

  event(name: EventName, phase: Phase, source: number, time: number, params: JsonObject | undefined): void {
    if (name === 'URL_REQUEST_START_JOB' && phase === 'begin') {
      this.#start(source, time, params);
      return;
    }
    const request = this.#alive.get(source)?.request;
    if (request === undefined) return;
    if (name === 'REQUEST_ALIVE') {
      if (phase === 'end') this.#end(source, request, time, params);
    } else this.#during(name, phase, request, time, params);
  }

  /** The source is a request. */
  has(source: number): boolean {
    return this.#alive.get(source) !== undefined;
  }

  /** The log is at its end: what is still under way was cut off. */
  endAll(): void {
    this.#atEnd = true;
    this.#alive.endAll();
  }

  #start(source: number, time: number, params: JsonObject | undefined): void {
    const live = this.#alive.take(source);
    this.#settle(live, false);
    const asked = textIn(params, 'url');
    const url = asked === undefined ? undefined : withoutUserinfo(asked).slice(0, MAX_URL);
    const authority = url === undefined ? undefined : authorityOf(url);
    if (url === undefined || authority === undefined) return;
    live.request = {
      source,
      url,
      authority,
      method: (textIn(params, 'method') ?? 'GET').slice(0, MAX_WORD),
      type: typeByKind(url, textIn(params, 'request_type')),
      initiator: initiatorOf(textIn(params, 'initiator')),
      begun: time,
      streamed: false,
      tries: [],
      cut: false,
    };
  }

  #end(source: number, request: Request, time: number, params: JsonObject | undefined): void {
    const code = numberIn(params, 'net_error');
    const last = request.tries.at(-1);
    if (last !== undefined && last.status === undefined && code !== undefined && code !== 0) {
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
    if (request.tries.some(({ status }) => status !== undefined)) this.#done(request);
  }

  #during(
    name: EventName,
    phase: Phase,
    request: Request,
    time: number,
    params: JsonObject | undefined,
  ): void {
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
      case 'HTTP_TRANSACTION_QUIC_SEND_REQUEST_HEADERS':
        request.type ??= typeByHeaders(textsIn(params, 'headers'));
        return;
    }
    const attempt = request.tries.at(-1);
    if (attempt !== undefined) this.#ofTry(name, attempt, time, params);
  }

  #ofTry(name: EventName, attempt: Try, time: number, params: JsonObject | undefined): void {
    switch (name) {
      case 'HTTP_STREAM_REQUEST_BOUND_TO_JOB':
      case 'HTTP_STREAM_POOL_ATTEMPT_MANAGER_JOB_BOUND': {
        const job = dependencyOf(params);
        if (job !== undefined) attempt.job = this.#connections.job(job);
        return;
      }
      case 'HTTP_STREAM_REQUEST_BOUND_TO_QUIC_SESSION':
      case 'HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION': {
        const session = dependencyOf(params);
        if (session !== undefined) attempt.session = this.#connections.session(session);
        return;
      }
      case 'LOCAL_NETWORK_ACCESS_CHECK':
      case 'PRIVATE_NETWORK_ACCESS_CHECK':
        setPeer(attempt, textIn(params, 'transport_info'));
        return;
      case 'HTTP_TRANSACTION_READ_RESPONSE_HEADERS': {
        const head = readResponseHead(textsIn(params, 'headers'));
        // An interim answer (RFC 9110 section 15.2) is none.
        if (head !== undefined && head.status >= 200) Object.assign(attempt, head, { ended: time });
        return;
      }
      case 'HTTP_TRANSACTION_RESTART_MISDIRECTED_REQUEST':
        if (attempt.status === 421) attempt.hidden = true;
        return;
      case 'WEBSOCKET_UPGRADE_FAILURE': {
        const status = REFUSED_UPGRADE.exec(textIn(params, 'message')?.slice(0, MAX_WORD) ?? '')?.[1];
        if (status !== undefined) Object.assign(attempt, { status: Number(status), ended: time });
        return;
      }
    }
  }
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
