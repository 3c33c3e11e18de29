import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { browse } from './browser.mjs';

const LOOPBACK = '127.0.0.1';

/** A port that is free at this moment; Caddy takes the same number for TCP and UDP. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, LOOPBACK, resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Caddy with strict_sni_host, which answers 421 to a host that the connection was not opened for. */
const caddyfile = ({ hosts, port, folder }) => `{
  admin off
  auto_https off
  skip_install_trust
  servers {
    strict_sni_host on
  }
}
${hosts.map((host) => `https://${host}:${port}`).join(', ')} {
  bind ${LOOPBACK}
  tls ${path.join(folder, 'site.pem')} ${path.join(folder, 'site.key')}
  log {
    output file ${path.join(folder, 'access.log')}
    format json
  }
  header content-type text/html
  header cache-control no-store
  respond "<!doctype html><link rel=icon href=data:,><title>A page</title>" 200
}
`;

/**
 * Two hosts of one certificate over HTTP/3: by Alt-Svc, which each first visit brings, or by force. In the end a page of
 * the first asks for pictures of the second. Caddy 2.6 does not know the SNI of an HTTP/3 connection, so with
 * strict_sni_host every request over HTTP/3 is refused.
 */
export async function recordQuic({ hosts, byAltSvc }, { logFile, work, certificates }) {
  const { key, leaves, spki } = certificates;
  const port = await freePort();
  await writeFile(path.join(work, 'site.pem'), leaves[0].chain);
  await writeFile(path.join(work, 'site.key'), key);
  await writeFile(path.join(work, 'Caddyfile'), caddyfile({ hosts, port, folder: work }));
  const caddy = spawn('caddy', ['run', '--config', path.join(work, 'Caddyfile'), '--adapter', 'caddyfile'], {
    env: { PATH: process.env.PATH, HOME: work },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => caddy.once('exit', resolve));
  try {
    let said = '';
    await new Promise((resolve, reject) => {
      caddy.stderr.setEncoding('utf8').on('data', (text) => {
        said += text;
        if (said.includes('serving initial configuration')) resolve();
      });
      caddy.once('error', reject).once('exit', () => reject(new Error(said)));
    });
    const [first, second] = hosts.map((host) => `https://${host}:${port}`);
    await browse({
      urls: [`${second}/`, `${first}/`, `${first}/again`],
      rules: [...hosts.map((host) => `MAP ${host} ${LOOPBACK}`), 'MAP * ~NOTFOUND'],
      spki,
      // Chromium takes a private CA for QUIC only for hosts that are named here; the port keeps it from forcing QUIC.
      flags: [
        '--enable-quic',
        `--origin-to-force-quic-on=${hosts.map((host) => `${host}:${byAltSvc ? 1 : port}`).join(',')}`,
      ],
      logFile,
      during: async (page) => {
        for (const n of [1, 2]) {
          await page.evaluate(
            (url) =>
              new Promise((resolve) => {
                const image = new Image();
                image.onload = image.onerror = resolve;
                image.src = url;
              }),
            `${second}/${n}.gif`,
          );
          await new Promise((resolve) => setTimeout(resolve, 300));
        }
      },
    });
    const lines = (await readFile(path.join(work, 'access.log'), 'utf8')).trim().split('\n');
    return lines.map((line) => {
      const { request, status } = JSON.parse(line);
      return {
        host: request.host.replace(/:\d+$/, ''),
        method: request.method,
        path: request.uri,
        status,
        connection: `${request.remote_ip}:${request.remote_port}`,
        sni: request.tls.server_name || null,
        protocol: { 'HTTP/3.0': 'h3', 'HTTP/2.0': 'h2', 'HTTP/1.1': 'http/1.1' }[request.proto],
      };
    });
  } finally {
    caddy.kill();
    await ended;
  }
}
