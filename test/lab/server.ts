import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { type AddressInfo, createServer as createListener, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { type Certificates, covers } from './certificates.js';
import type { ConnectionRecord, TrafficLog } from './log.js';
import type { Handler, Reply } from './site.js';

const LOOPBACK = '127.0.0.1';

export interface ServerOptions {
  readonly certificates: Certificates;
  /** Which handler answers for a host (lower case, without port and final dot). */
  readonly handlerOf: (host: string) => Handler | undefined;
  /** Addresses at which it listens as well, at the same ports. */
  readonly addresses: readonly string[];
  /** By the server name of an h2 connection: the hosts that its ORIGIN frame lists. */
  readonly origins: ReadonlyMap<string, readonly string[]>;
  /** Hosts for which only http/1.1 is negotiated. */
  readonly http1Only: ReadonlySet<string>;
  readonly log: TrafficLog;
}

export interface LabServer {
  readonly httpsPort: number;
  readonly httpPort: number;
  readonly close: () => Promise<void>;
}

const withoutDot = (name: string) => (name.endsWith('.') ? name.slice(0, -1) : name);
const hostOf = (authority: string) => withoutDot(authority.replace(/:\d+$/, '').toLowerCase());

const NOT_HERE: Reply = {
  status: 404,
  headers: [['content-type', 'text/plain; charset=utf-8']],
  body: 'The lab serves no such host.\n',
};

type Request = IncomingMessage | Http2ServerRequest;
type Response = ServerResponse | Http2ServerResponse;

const headerOf = (request: Request, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

/** Fields that RFC 9113 section 8.2.2 forbids in h2. */
const CONNECTION_FIELDS = new Set(['connection', 'keep-alive']);

async function write(response: Response, reply: Reply, h2: boolean): Promise<void> {
  const fields = new Map<string, string[]>();
  for (const [name, value] of reply.headers) {
    if (h2 && CONNECTION_FIELDS.has(name.toLowerCase())) continue;
    const key = h2 ? name.toLowerCase() : name;
    fields.set(key, [...(fields.get(key) ?? []), value]);
  }
  for (const [name, values] of fields) {
    const [only] = values;
    response.setHeader(name, values.length === 1 && only !== undefined ? only : values);
  }
  response.setHeader(h2 ? 'content-length' : 'Content-Length', Buffer.byteLength(reply.body));
  response.statusCode = reply.status;
  if (reply.phrase !== undefined && 'statusMessage' in response) response.statusMessage = reply.phrase;
  if (reply.hold !== undefined) {
    // In h2 this sends the header; in HTTP/1.1 it waits for the body's first byte, unless it is set not to.
    response.writeHead(reply.status);
    if ('flushHeaders' in response) response.flushHeaders();
    await (typeof reply.hold === 'number' ? sleep(reply.hold) : reply.hold);
  }
  response.end(reply.body);
}

/** One listener for all https sites (distinguished by SNI and :authority) and one for plain http, both on loopback. */
export async function startServer({
  certificates,
  handlerOf,
  addresses,
  origins,
  http1Only,
  log,
}: ServerOptions): Promise<LabServer> {
  const contexts = certificates.leaves.map(({ names, chain }) => ({
    names,
    context: createSecureContext({ key: certificates.key, cert: chain }),
  }));
  const contextFor = (name: string): SecureContext | undefined =>
    contexts.find(({ names }) => covers(names, hostOf(name)))?.context;
  // The first certificate is for connections without SNI: those to an address.
  const [fallback] = certificates.leaves;

  const connections = new Map<number, ConnectionRecord>();
  const sockets = new Set<Socket>();

  const reply = async (request: Request, response: Response): Promise<void> => {
    const connection = connections.get(request.socket.remotePort ?? 0);
    if (!connection) return void response.end();
    const h2 = connection.protocol === 'h2';
    const authority = ('authority' in request && request.authority) || headerOf(request, 'host') || '';
    const host = hostOf(authority);
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
    try {
      // An upload is read to its end first, so that the reply, and not a reset stream, is what the browser sees.
      // What CONNECT sends (RFC 9110 section 9.3.6) has no end.
      if (request.method !== 'CONNECT') for await (const _chunk of request);
    } catch {
      return;
    }
    const given =
      handlerOf(host)?.({
        method: request.method ?? 'GET',
        path,
        query,
        authority,
        host,
        sni: connection.sni,
        protocol: connection.protocol,
        header: (name) => headerOf(request, name),
      }) ?? NOT_HERE;
    if (given.delay !== undefined) await sleep(given.delay);
    log.answered({
      connection,
      authority,
      host,
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      status: given.status,
      time: Date.now(),
    });
    await write(response, given, h2);
  };

  const remember = (socket: Socket, parts: Pick<ConnectionRecord, 'sni' | 'protocol' | 'tls'>) => {
    const { remotePort } = socket;
    if (remotePort === undefined) return;
    connections.set(remotePort, log.opened({ ...parts, remotePort, time: Date.now() }));
    socket.once('close', () => connections.delete(remotePort));
  };
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };

  const https = createSecureServer({
    allowHTTP1: true,
    // WebSockets over h2 (RFC 8441).
    settings: { enableConnectProtocol: true },
    key: certificates.key,
    ...(fallback ? { cert: fallback.chain } : {}),
    SNICallback: (name, done) => done(null, contextFor(name)),
    // Without SNI there is no name here, whatever the type says.
    ALPNCallback: ({ servername, protocols }) =>
      (http1Only.has(hostOf(servername || '')) ? ['http/1.1'] : ['h2', 'http/1.1']).find((offered) =>
        protocols.includes(offered),
      ),
  });
  https.on('connection', track);
  https.prependListener('secureConnection', (socket: TLSSocket & { servername?: string | false }) => {
    remember(socket, {
      sni: socket.servername || undefined,
      protocol: socket.alpnProtocol === 'h2' ? 'h2' : 'http/1.1',
      tls: true,
    });
  });
  https.on('sessionError', () => {});
  https.on('session', (session) => {
    const name = session.socket instanceof TLSSocket ? session.socket.servername : '';
    const listed = origins.get(name || '') ?? [];
    // For browsers that are led to the port, and for those that ask for it.
    const { port } = https.address() as AddressInfo;
    session.origin(...listed.flatMap((host) => [`https://${host}`, `https://${host}:${port}`]));
  });
  https.on('request', reply);
  // Of h2 only; in HTTP/1.1 a WebSocket is a GET.
  https.on('connect', (request: Http2ServerRequest, response: Http2ServerResponse) =>
    reply(request, response),
  );

  // Browsers send URLs of megabytes.
  const http = createServer({ maxHeaderSize: 4 * 2 ** 20 });
  http.on('connection', (socket) => {
    track(socket);
    remember(socket, { sni: undefined, protocol: 'http/1.1', tls: false });
  });
  http.on('request', reply);

  const listen = (server: typeof http | typeof https) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, LOOPBACK, () => resolve((server.address() as AddressInfo).port));
    });
  const [httpsPort, httpPort] = await Promise.all([listen(https), listen(http)]);
  const others = await Promise.all(
    addresses.map(async (address) => {
      const listener = createListener((socket) => https.emit('connection', socket));
      await new Promise<void>((resolve, reject) => {
        listener.once('error', reject).listen(httpsPort, address, resolve);
      });
      return listener;
    }),
  );
  const closed = (server: { close: (done: () => void) => unknown }) =>
    new Promise<void>((resolve) => server.close(() => resolve()));
  return {
    httpsPort,
    httpPort,
    close: async () => {
      const done = Promise.all([https, http, ...others].map(closed));
      for (const socket of sockets) socket.destroy();
      await done;
    },
  };
}
