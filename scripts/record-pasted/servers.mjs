import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';

const ADDRESS = '127.0.0.1';

/** Free ports, all different: each is held until the last one is known. */
async function freePorts(names) {
  const held = await Promise.all(
    names.map(async (name) => {
      const holder = net.createServer().listen(0, ADDRESS);
      await new Promise((resolve) => holder.once('listening', resolve));
      return [name, holder];
    }),
  );
  const ports = Object.fromEntries(held.map(([name, holder]) => [name, holder.address().port]));
  await Promise.all(held.map(([, holder]) => new Promise((resolve) => holder.close(resolve))));
  return ports;
}

async function untilOpen(port) {
  for (let tries = 0; tries < 100; tries++) {
    const open = await new Promise((resolve) => {
      const socket = net.connect(port, ADDRESS);
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing listens on ${port}`);
}

const server = (port, certificate, names, rest) => `
  server {
    listen ${ADDRESS}:${port} ssl http2 ${names === '_' ? 'default_server' : ''};
    server_name ${names};
    ssl_certificate ${certificate}.chain.pem;
    ssl_certificate_key ${certificate}.key;
    ${rest}
  }`;

const nginxConfig = (ports) => `
daemon off;
pid nginx.pid;
error_log stderr error;
events {}
http {
  access_log off;
  ssl_protocols TLSv1.2 TLSv1.3;
  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
  ${server(
    ports.nginx,
    'shop',
    'shop.example *.shop.example xn--bcher-kva.example 127.0.0.1',
    `if ($ssl_server_name != $host) { return 421; }
    location = /old { return 301 https://many.example:${ports.nginx}/; }
    location / { add_header Set-Cookie "session=SECRETCOOKIE"; return 200 "hello\n"; }`,
  )}
  ${server(ports.nginx, 'fallback', '_', 'return 421;')}
  ${server(ports.nginx, 'expired', 'old.example', 'return 200 "old\n";')}
  ${server(ports.nginx, 'nameless', 'nameless.example', 'return 200 "nameless\n";')}
  ${server(ports.nginx, 'many', 'many.example *.many.example', 'return 200 "many\n";')}
  ${server(ports.tls12, 'shop', '_', 'ssl_protocols TLSv1.2; return 200 "hello\n";').replace(' http2', '')}
  server { listen ${ADDRESS}:${ports.reject} ssl; ssl_reject_handshake on; }
  server { listen ${ADDRESS}:${ports.plain}; return 421; }
}
`;

/** A forward proxy that knows CONNECT only and sends all to nginx, whatever the name. */
function connectProxy(nginxPort) {
  const proxy = http.createServer();
  proxy.on('connect', (_request, client) => {
    const upstream = net.connect(nginxPort, ADDRESS, () => {
      client.write('HTTP/1.1 200 Connection established\r\nServer: proxy\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  return proxy;
}

/**
 * Starts nginx (two names, a default that answers 421, TLS 1.2 and 1.3, h2; one port for TLS 1.2 only, one that rejects
 * every handshake, one without TLS), `openssl s_server` and a CONNECT proxy in `folder`. `closed` is a port nobody listens on.
 */
export async function startServers(folder) {
  const ports = await freePorts(['nginx', 'tls12', 'reject', 'plain', 's_server', 'proxy', 'closed']);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'nginx.conf'), nginxConfig(ports));
  const options = { cwd: folder, stdio: 'ignore' };
  const children = [
    spawn('nginx', ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'], options),
    spawn(
      'openssl',
      [
        's_server',
        '-accept',
        `${ADDRESS}:${ports.s_server}`,
        '-cert',
        'shop.pem',
        '-key',
        'shop.key',
        '-www',
      ],
      options,
    ),
  ];
  const proxy = connectProxy(ports.nginx).listen(ports.proxy, ADDRESS);
  const stop = () => {
    for (const child of children) child.kill('SIGTERM');
    proxy.closeAllConnections();
    proxy.close();
  };
  try {
    for (const name of ['nginx', 'tls12', 'reject', 'plain', 's_server', 'proxy'])
      await untilOpen(ports[name]);
  } catch (error) {
    stop();
    throw error;
  }
  return { ports, stop };
}
