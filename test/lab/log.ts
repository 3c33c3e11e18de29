/** One TLS connection (or plain one) that a browser opened, as the server saw it. */
export interface ConnectionRecord {
  readonly id: number;
  /** The name in the ClientHello (RFC 6066 section 3) just as it came, trailing dot and all; undefined: none was sent. */
  readonly sni: string | undefined;
  readonly protocol: 'h2' | 'http/1.1';
  readonly tls: boolean;
  readonly remotePort: number;
  /** ms since the epoch */
  readonly time: number;
}

/** One request with the status it got. A browser's own hidden retry stands here as a request of its own. */
export interface RequestRecord {
  readonly connection: ConnectionRecord;
  /** :authority or Host as it came. */
  readonly authority: string;
  /** The authority without port and trailing dot, lower case. */
  readonly host: string;
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly status: number;
  /** ms since the epoch, when the response was written */
  readonly time: number;
}

/** What browsers really did, so that tests need not take their word for it. In memory; newest last. */
export class TrafficLog {
  readonly #connections: ConnectionRecord[] = [];
  readonly #requests: RequestRecord[] = [];

  opened(connection: Omit<ConnectionRecord, 'id'>): ConnectionRecord {
    const record = { ...connection, id: this.#connections.length + 1 };
    this.#connections.push(record);
    return record;
  }

  answered(request: RequestRecord): void {
    this.#requests.push(request);
  }

  get connections(): readonly ConnectionRecord[] {
    return this.#connections;
  }

  get requests(): readonly RequestRecord[] {
    return this.#requests;
  }

  /** A point in time: `requests` afterwards are `log.since(mark)`. */
  mark(): number {
    return this.#requests.length;
  }

  since(mark: number): readonly RequestRecord[] {
    return this.#requests.slice(mark);
  }

  /** Requests for a host, in the order in which they were answered. */
  of(host: string, mark = 0): readonly RequestRecord[] {
    return this.since(mark).filter((request) => request.host === host);
  }

  /** 421 answers given on a connection whose SNI names another host: misdirection by connection reuse. */
  onForeignConnection(mark = 0): readonly RequestRecord[] {
    return this.since(mark).filter(
      ({ status, host, connection }) => status === 421 && connection.sni !== host,
    );
  }
}
