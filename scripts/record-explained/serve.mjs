import { readFileSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';

const FIXTURES = new URL('../../test/fixtures/recorded/', import.meta.url);

/** The MCP Python SDK 2.3 on uvicorn (mcp/server/transport_security.py): a text without a type. */
const MCP = {
  ...{ name: 'mcp-python', statusLine: 'HTTP/1.1 421 Misdirected Request' },
  ...{ headers: ['server: uvicorn', 'content-length: 19'], body: 'Invalid Host header' },
};

/** Responses of real servers (scripts/record-responses.mjs) by name, which is the first part of the path. */
function responses() {
  const rows = ['applications', 'gateways', 'passed-on', 'secured'].flatMap((set) =>
    JSON.parse(readFileSync(new URL(`${set}.json`, FIXTURES), 'utf8')),
  );
  return new Map([...rows, MCP].map((row) => [row.name, row]));
}

/** Fields of a connection, which HTTP/2 does not have, and those that Node writes itself. */
const CONNECTION = /^(?:connection|keep-alive|transfer-encoding|upgrade|date)$/i;

/**
 * Serves the recorded responses on 443 (HTTP/1.1 and HTTP/2) and 80: `/NAME/…` is answered with the one of that name and a cookie.
 * The name may leave `-h1` or `-h2` out; then the protocol of the request decides.
 */
export async function serveRecorded(cert, key) {
  const all = responses();
  const requests = [];
  const answer = (request, response) => {
    const old = request.httpVersionMajor === 1;
    const first = request.url.split(/[/?]/)[1];
    // What clients of container registries ask for.
    const name = /^v\d$/.test(first) ? 'nginx-own-return' : first;
    const row = all.get(name) ?? all.get(`${name}-${old ? 'h1' : 'h2'}`) ?? all.get(`${name}-http`);
    requests.push({ method: request.method, url: request.url });
    if (name === 'no-phrase') {
      request.socket.end('HTTP/1.1 421 \r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    if (row === undefined) throw new Error(`no response is called ${name}`);
    for (const line of row.headers) {
      const colon = line.indexOf(':');
      const field = line.slice(0, colon);
      if (!CONNECTION.test(field))
        response.setHeader(old ? field : field.toLowerCase(), line.slice(colon + 1).trim());
    }
    response.setHeader('Set-Cookie', 'session=SECRETCOOKIE; Path=/; Secure');
    const phrase = /^HTTP\/1\.[01] 421 (.+)$/.exec(row.statusLine)?.[1];
    if (old && phrase !== undefined) response.statusMessage = phrase;
    response.statusCode = 421;
    response.end(request.method === 'HEAD' ? undefined : row.body);
  };
  const servers = [
    http2.createSecureServer({ allowHTTP1: true, cert, key }, answer),
    http.createServer(answer),
  ];
  // A proxy that refuses each tunnel.
  const proxy = http.createServer().on('connect', (request, socket) => {
    requests.push({ method: request.method, url: request.url });
    socket.end('HTTP/1.1 421 Misdirected Request\r\nContent-Length: 0\r\n\r\n');
  });
  servers.push(proxy);
  await Promise.all(
    [443, 80, 3128].map((port, at) => new Promise((listening) => servers[at].listen(port, listening))),
  );
  return { requests, stop: () => servers.map((server) => server.close()) };
}
