import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createSecureServer } from 'node:http2';
import { request } from 'node:https';
import type { Socket } from 'node:net';
import { LOOPBACK } from '../ports.js';
import type { CertificateFiles, Scene } from '../scene.js';

/** What a proxy keeps to its own connections (RFC 9110 section 7.6.1). */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade']);

const passedOn = (headers: IncomingMessage['headers']) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name) && !name.startsWith(':')),
  );

/**
 * Starts a reverse proxy that no product file knows: it passes each request on over TLS without SNI, and writes
 * `server` over the origin's Server field, or takes the field away.
 */
export async function startEdge(
  scene: Scene,
  { origin, certificate, server }: { origin: number; certificate: CertificateFiles; server?: string },
): Promise<void> {
  const sockets = new Set<Socket>();
  const edge = createSecureServer({
    allowHTTP1: true,
    key: readFileSync(certificate.key),
    cert: readFileSync(certificate.chain),
  });
  edge.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  edge.on('sessionError', () => {});
  edge.on('request', (incoming, outgoing) => {
    const host = incoming.headers[':authority'] ?? incoming.headers.host ?? '';
    const { method, url: path } = incoming;
    // A new connection for each: Apache ends one with the 421 on it, and the browser's second try may come before that.
    const send = {
      host: LOOPBACK,
      port: origin,
      method,
      path,
      servername: '',
      agent: false,
      rejectUnauthorized: false,
    };
    request({ ...send, headers: { ...passedOn(incoming.headers), host } }, (response) => {
      const { server: _its, ...headers } = passedOn(response.headers);
      outgoing.writeHead(response.statusCode ?? 502, {
        ...headers,
        ...(server === undefined ? {} : { server }),
      });
      response.pipe(outgoing.stream ?? outgoing);
    })
      .once('error', () => outgoing.writeHead(502).end())
      .end();
  });
  edge.listen(scene.httpsPort, LOOPBACK);
  await once(edge, 'listening');
  scene.keepProgram({
    log: async () => '',
    stop: async () => {
      const closed = once(edge, 'close');
      edge.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  });
}
