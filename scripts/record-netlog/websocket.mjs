import { createSecureServer } from 'node:http2';
import { browse } from './browser.mjs';

/** Waits until the socket is open or refused, then asks for the next one. */
const page = (urls) => `<!doctype html><title>A page</title><link rel="icon" href="data:,"><script>
const opened = (url) => new Promise((done) => { const socket = new WebSocket(url); socket.onopen = socket.onclose = done; });
(async () => { for (const url of ${JSON.stringify(urls)}) await opened(url); document.title = 'done'; })();
</script>`;

/**
 * WebSockets over HTTP/2 (RFC 8441) at a server that answers 421 to a host for which the connection was not opened.
 * Chromium puts a WebSocket of another host on it once the page's connection takes extended CONNECT.
 */
export async function recordWebSocket({ hosts, paths, flags = [] }, { logFile, certificates }) {
  const requests = [];
  const server = createSecureServer({
    key: certificates.key,
    cert: certificates.leaves[0].chain,
    settings: { enableConnectProtocol: true },
  });
  const ids = new Map();
  server.on('stream', (stream, head) => {
    const host = head[':authority'].replace(/:\d+$/, '');
    const sni = stream.session.socket.servername;
    const socket = head[':method'] === 'CONNECT';
    const status = host === sni ? 200 : 421;
    if (!ids.has(stream.session)) ids.set(stream.session, ids.size + 1);
    requests.push({
      ...{ host, path: head[':path'], status, sni, protocol: 'h2' },
      // The log has the method of the WebSocket's own handshake (RFC 6455 section 4.1).
      ...{ method: socket ? 'GET' : head[':method'], connection: ids.get(stream.session) },
    });
    stream.on('error', () => undefined);
    stream.respond({
      ':status': status,
      'content-type': status === 421 ? 'text/plain' : 'text/html; charset=utf-8',
    });
    if (status === 421) stream.end('Misdirected Request\n');
    else if (!socket) stream.end(page(paths.map(([of, path]) => `wss://${hosts[of]}${path}`)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await browse({
      urls: [`https://${hosts[0]}/`],
      rules: [
        ...hosts.map((host) => `MAP ${host}:443 127.0.0.1:${server.address().port}`),
        'MAP * ~NOTFOUND',
      ],
      spki: certificates.spki,
      flags: ['--disable-quic', ...flags],
      logFile,
      during: (tab) => tab.waitForFunction(() => document.title === 'done', { timeout: 20_000 }),
    });
    return requests;
  } finally {
    for (const session of ids.keys()) session.destroy();
    server.close();
  }
}
