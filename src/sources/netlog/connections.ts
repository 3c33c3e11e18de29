import { type HostPort, hostPortFrom, hostPortOf } from '../../model/authority.js';
import type { Protocol } from '../../model/exchange.js';
import { isObject, type JsonObject, listIn, numberIn, objectIn, textIn, textsIn } from '../log/json.js';
import { Connection, endpointOf } from './connection.js';
import type { EventName, Phase } from './event-types.js';
import { LiveMap } from './live-map.js';
import { type ResponseHead, readFrameHead, readResponseHead } from './response-headers.js';

/** Sources of one kind that are kept while they are alive. A browser has a few hundred. */
const MAX_ALIVE = 20_000;
const MAX_HOST = 300;
/** A leaf certificate in PEM that is kept: some more than MAX_LEAF_DER_BYTES of the model in base64. */
const MAX_PEM = 24_000;
const MAX_NAMES = 2000;

/** What a job that looked for a connection has found. */
export interface Job {
  readonly id: number;
  /** Source id of the request that was given what it found; it lives as long as that. */
  boundTo?: number;
  session?: Connection;
  socket?: Connection;
  /** The session was found by its address, not by its host: it was opened for another one. */
  pooled?: true;
}

/** The peers, certificates and protocols of the log's connections, and which job was given which. */
export class Connections {
  readonly #sockets: LiveMap<Connection>;
  readonly #sessions: LiveMap<Connection>;
  readonly #jobs = new LiveMap<Job>(MAX_ALIVE, (id) => ({ id }));
  /** 421s in HEADERS frames whose request's frame is not in the log. */
  strays = 0;
  /** 421s that a proxy gave to CONNECT: none of them is of the host behind it. */
  tunnels = 0;

  /** `gone`: a connection has ended, or has been found to be unused for long; nothing more will be learned of it. */
  constructor(gone: (connection: Connection) => void) {
    this.#sockets = new LiveMap(MAX_ALIVE, (id) => new Connection(id), gone);
    this.#sessions = new LiveMap(MAX_ALIVE, (id) => new Connection(id), gone);
  }

  job(id: number): Job {
    return this.#jobs.take(id);
  }

  /** The request that a job was bound to has ended. */
  endJob({ id }: Job): void {
    this.#jobs.end(id);
  }

  session(id: number): Connection {
    return this.#sessions.take(id);
  }

  /** Events of sources other than requests. */
  event(name: EventName, phase: Phase, source: number, params: JsonObject | undefined): void {
    switch (name) {
      case 'HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION_FROM_IP_POOL':
        this.job(source).pooled = true;
        this.#found(source, params);
        break;
      case 'HTTP_STREAM_JOB_HTTP2_SESSION_AVAILABLE':
      case 'HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION':
      case 'HTTP2_SESSION_POOL_IMPORTED_SESSION_FROM_SOCKET':
      case 'HTTP_STREAM_POOL_ATTEMPT_MANAGER_EXISTING_SPDY_SESSION_MATCHED':
        this.#found(source, params);
        break;
      case 'SOCKET_POOL_BOUND_TO_SOCKET': {
        const socket = dependencyOf(params);
        if (socket !== undefined) this.job(source).socket = this.#sockets.take(socket);
        break;
      }
      case 'HTTP_STREAM_JOB':
      case 'HTTP_STREAM_POOL_ATTEMPT_MANAGER_ALIVE':
        if (phase === 'end' && this.#jobs.get(source)?.boundTo === undefined) this.#jobs.end(source);
        break;
      case 'HTTP_TRANSACTION_READ_TUNNEL_RESPONSE_HEADERS':
        if (readResponseHead(textsIn(params, 'headers'))?.status === 421) this.tunnels++;
        break;
      case 'HTTP2_SESSION':
      case 'QUIC_SESSION':
        if (phase === 'end') this.#sessions.end(source);
        else if (phase === 'begin')
          this.#sessionBegins(source, name === 'HTTP2_SESSION' ? 'h2' : 'h3', params);
        break;
      case 'HTTP2_SESSION_INITIALIZED': {
        const socket = dependencyOf(params);
        if (socket !== undefined) this.session(source).socket = this.#sockets.take(socket);
        break;
      }
      case 'QUIC_SESSION_CERTIFICATE_VERIFIED':
        this.session(source).names = textsIn(params, 'subjects').slice(0, MAX_NAMES).map(shortHost);
        break;
      case 'SOCKET_ALIVE':
        if (phase === 'end') this.#sockets.end(source);
        break;
      case 'TCP_CONNECT':
      case 'SSL_CONNECT':
      case 'SSL_CERTIFICATES_RECEIVED':
        this.#ofSocket(name, phase, source, params);
        break;
    }
  }

  /**
   * A HEADERS frame that was sent or received on a session. A sent one names who sent it: a request, or the job that
   * found the session for one. Of jobs that had to wait (HTTP_STREAM_JOB_THROTTLED) nothing else names the session.
   * `sent` is given the request and its session, `received` the request and the frame's fields.
   */
  frame(
    name: EventName,
    source: number,
    params: JsonObject | undefined,
    sent: (sender: number, session: Connection) => void,
    received: (sender: number, head: ResponseHead) => void,
  ): void {
    const session = this.session(source);
    const stream = numberIn(params, 'stream_id');
    if (stream === undefined) return;
    if (name === 'HTTP2_SESSION_SEND_HEADERS') {
      const named = dependencyOf(params);
      if (named === undefined) return;
      const job = this.#jobs.get(named);
      const sender = job?.boundTo ?? named;
      if (job !== undefined) job.session ??= session;
      sent(sender, session);
      session.sends(stream, sender);
      return;
    }
    const head = readFrameHead(textsIn(params, 'headers'));
    // An interim response, or trailers.
    if (head === undefined || head.status < 200) return;
    const sender = session.receives(stream);
    if (sender !== undefined) received(sender, head);
    else if (head.status === 421) this.strays++;
  }

  /** Sessions that were there before the log began are described in its last member (net::GetNetInfo). */
  polledData(data: unknown): void {
    for (const context of Array.isArray(data) ? data : [data]) {
      if (!isObject(context)) continue;
      for (const info of listIn(context, 'spdySessionInfo')) {
        const id = isObject(info) ? numberIn(info, 'source_id') : undefined;
        const session = id === undefined ? undefined : this.#sessions.get(id);
        if (session === undefined || !isObject(info)) continue;
        session.protocol ??= 'h2';
        session.openedFor ??= openedForOf(textIn(info, 'host_port_pair'));
        session.proxy ??= proxyOf(textIn(info, 'proxy'));
      }
    }
  }

  /** The log is at its end. */
  endAll(): void {
    this.#sessions.endAll();
    this.#sockets.endAll();
  }

  #found(job: number, params: JsonObject | undefined): void {
    const session = dependencyOf(params);
    if (session !== undefined) this.job(job).session = this.session(session);
  }

  #sessionBegins(source: number, protocol: Protocol, params: JsonObject | undefined): void {
    const session = this.session(source);
    session.protocol = protocol;
    session.openedFor = openedForOf(textIn(params, 'host'), numberIn(params, 'port'));
    session.proxy = proxyOf(textIn(params, 'proxy') ?? textIn(params, 'proxy_chain'));
    if (protocol === 'h3') session.tlsProtocol = 'TLSv1.3';
  }

  #ofSocket(name: EventName, phase: Phase, source: number, params: JsonObject | undefined): void {
    const socket = this.#sockets.take(source);
    if (name === 'SSL_CERTIFICATES_RECEIVED') {
      const [leaf] = textsIn(params, 'certificates');
      if (leaf !== undefined && leaf.length <= MAX_PEM) socket.leafPem = leaf;
    } else if (phase === 'end' && name === 'TCP_CONNECT') {
      const peer = endpointOf(textIn(params, 'remote_address'));
      if (peer !== undefined) socket.setPeer(peer);
    } else if (phase === 'end') {
      socket.protocol = protocolOf(textIn(params, 'next_proto')) ?? 'http/1.1';
      // `TLS 1.3`; the model writes it as Firefox does.
      socket.tlsProtocol = textIn(params, 'version')?.slice(0, 20).replace(/^TLS /, 'TLSv');
      const ech = params?.encrypted_client_hello;
      if (typeof ech === 'boolean') socket.usedEch = ech;
    }
  }
}

/** The source that an event points to. */
export const dependencyOf = (params: JsonObject | undefined): number | undefined =>
  numberIn(objectIn(params, 'source_dependency'), 'id');

const shortHost = (host: string): string => host.slice(0, MAX_HOST).toLowerCase();

/** HTTP/2 has `www.example.com:443` as its host, HTTP/3 host and port apart. */
function openedForOf(text: string | undefined, port?: number): HostPort | undefined {
  const host = text?.slice(0, MAX_HOST);
  if (host === undefined || port === undefined) return hostPortFrom(host ?? '');
  return hostPortFrom(
    hostPortOf({ host: host.includes(':') && !host.startsWith('[') ? `[${host}]` : host, port }),
  );
}

/** Names of application protocols (RFC 7301 section 6, as Chromium prints them: net::NextProtoToString). */
export function protocolOf(name: string | undefined): Protocol | undefined {
  if (name === 'h2' || name === 'http/1.1') return name;
  return name === 'h3' || name === 'quic' || name?.startsWith('quic') ? 'h3' : undefined;
}

/** `[direct://]` or, before version 119, `DIRECT`; else the chain of proxies, of which the last one is nearest to the origin. */
export function proxyOf(chain: string | undefined): string | undefined {
  const plain = chain?.slice(0, MAX_HOST).replace(/^\[|\]$/g, '');
  return plain === undefined || plain === '' || /^direct/i.test(plain) ? undefined : plain;
}
