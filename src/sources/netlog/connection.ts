import { type Authority, type HostPort, hostPortOf } from '../../model/authority.js';
import { dropOldest } from '../../model/drop-oldest.js';
import type { Protocol } from '../../model/exchange.js';

/** How often a host used a connection. */
export interface UseCounts {
  readonly requests: number;
  readonly misdirected: number;
  /** Those of the 421s that the browser hid. */
  readonly hidden: number;
  /** ms that the hidden ones took */
  readonly lost: number;
}

export type HostUse = Authority & UseCounts;

/** Streams of one session that wait for their response; a session has a hundred or so at a time. */
const MAX_STREAMS = 2000;

/** Hosts of one connection that are counted; certificates name fewer. */
const MAX_HOSTS = 500;

/**
 * A connection as far as the log has shown it: a socket, or an HTTP/2 or HTTP/3 session. Every fact may be missing, for
 * a log may begin after the connection.
 */
export class Connection {
  readonly id: number;
  protocol: Protocol | undefined;
  openedFor: HostPort | undefined;
  /** `host:port` of the proxy. */
  proxy: string | undefined;
  tlsProtocol: string | undefined;
  usedEch: boolean | undefined;
  /** The leaf certificate, PEM. */
  leafPem: string | undefined;
  /** dNSNames of the certificate, where the log has those and not the certificate (HTTP/3). */
  names: readonly string[] | undefined;
  /** The socket under an HTTP/2 session. */
  socket: Connection | undefined;
  /** It has ended, and what it was used for has been counted. */
  counted = false;
  #address: string | undefined;
  #port: number | undefined;
  /** By `host:port`. */
  readonly uses = new Map<string, HostUse>();

  /** Who sent the request of a stream, by stream id, until its response has come. */
  readonly #senders = new Map<number, number>();

  constructor(id: number) {
    this.id = id;
  }

  sends(stream: number, sender: number): void {
    this.#senders.set(stream, sender);
    dropOldest(this.#senders, MAX_STREAMS);
  }

  /** Who sent the request that this stream's response is for. */
  receives(stream: number): number | undefined {
    const sender = this.#senders.get(stream);
    this.#senders.delete(stream);
    return sender;
  }

  get address(): string | undefined {
    return this.#address ?? this.socket?.address;
  }

  get port(): number | undefined {
    return this.#port ?? this.socket?.port;
  }

  get certificatePem(): string | undefined {
    return this.leafPem ?? this.socket?.leafPem;
  }

  use(authority: Authority, counts: UseCounts): void {
    const key = hostPortOf(authority);
    const known = this.uses.get(key);
    if (known === undefined && this.uses.size >= MAX_HOSTS) return;
    this.uses.set(key, {
      ...authority,
      requests: (known?.requests ?? 0) + counts.requests,
      misdirected: (known?.misdirected ?? 0) + counts.misdirected,
      hidden: (known?.hidden ?? 0) + counts.hidden,
      lost: (known?.lost ?? 0) + counts.lost,
    });
  }

  /** The browser named its peer for a request on it: fills in what the log did not show of the connection itself. */
  learn(peer: Peer | undefined): void {
    if (peer === undefined) return;
    if (this.address === undefined) this.setPeer(peer);
    this.protocol ??= peer.protocol;
    if (peer.proxied) this.proxy ??= `${peer.address}:${peer.port}`;
  }

  setPeer(endpoint: Endpoint): void {
    this.#address = endpoint.address;
    this.#port = endpoint.port;
  }
}

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** Where a request went, as the browser's own check of the peer names it. */
export interface Peer extends Endpoint {
  readonly proxied: boolean;
  readonly protocol: Protocol | undefined;
}

const MAX_ENDPOINT = 80;

/** `192.0.2.1:443` or `[2001:db8::1]:443`, as net::IPEndPoint prints it; the address comes without brackets. */
export function endpointOf(text: string | undefined): Endpoint | undefined {
  if (text === undefined || text.length > MAX_ENDPOINT) return undefined;
  const parts = /^(?:\[([\da-f:.]+)\]|([\d.]+)):(\d{1,5})$/i.exec(text);
  const address = parts?.[1] ?? parts?.[2];
  return address === undefined ? undefined : { address, port: Number(parts?.[3]) };
}
