import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';

const NGINX = (work) => `daemon off;
pid ${work}/nginx.pid;
error_log ${work}/nginx-error.log info;
events {}
http {
  log_format vhost '$host $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';
  log_format fields escape=json '{"time_iso8601":"$time_iso8601","request_method":"$request_method","host":"$host","request_uri":"$request_uri","server_protocol":"$server_protocol","status":$status,"ssl_server_name":"$ssl_server_name","upstream_addr":"$upstream_addr","upstream_status":"$upstream_status","http_user_agent":"$http_user_agent"}';
  access_log ${work}/combined.log combined;
  access_log ${work}/vhost.log vhost;
  access_log ${work}/fields.log fields;
  log_format line escape=json '{"time":"$time_local","host":"$host","request":"$request","status":"$status","upstream_status":"$upstream_status","http_user_agent":"$http_user_agent"}';
  access_log ${work}/line.log line;
  upstream two { server 127.0.0.1:9001; server 127.0.0.1:9000; }
  server {
    listen 443 ssl http2;
    server_name shop.example;
    ssl_certificate ${work}/cert.pem;
    ssl_certificate_key ${work}/key.pem;
    location / { return 421; }
    location /up/ { proxy_pass http://127.0.0.1:9000/; }
    # Nobody listens on the first.
    location /two/ { proxy_pass http://two/; }
  }
  server {
    listen 9000;
    access_log off;
    location / { return 421; }
  }
}
`;

const CADDY = (work) => `{
  auto_https off
  admin off
  debug
  log default {
    output file ${work}/caddy.log
  }
  servers {
    strict_sni_host on
  }
}
https://shop.example:8443, https://www.shop.example:8443 {
  tls ${work}/cert.pem ${work}/key.pem
  log
  respond "ok"
}
`;

const HAPROXY = (work) => `defaults
  mode http
  timeout client 5s
  timeout server 5s
  timeout connect 5s
  log stdout format raw local0
frontend web
  bind 127.0.0.1:7443 ssl crt ${work}/both.pem alpn h2,http/1.1
  option httpslog
  http-request return status 421 if { path /returned }
  http-request deny deny_status 421 if { path /denied }
  default_backend origin
backend origin
  server up 127.0.0.1:9000
`;

const ready = (port) =>
  new Promise((resolve) => {
    const attempt = () => {
      const socket = net.connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve();
      });
      socket.on('error', () => setTimeout(attempt, 50));
    };
    attempt();
  });

const written = async (file, part = '421') => {
  for (;;) {
    try {
      const text = readFileSync(file, 'utf8');
      if (text.includes(part)) return text;
    } catch {
      // Not there yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Lines of the servers' own logs about requests that they, or an upstream of theirs, answered with 421. */
export async function recordLogs(work, run, keep) {
  writeFileSync(path.join(work, 'nginx.conf'), NGINX(work));
  writeFileSync(path.join(work, 'Caddyfile'), CADDY(work));
  writeFileSync(path.join(work, 'haproxy.cfg'), HAPROXY(work));
  writeFileSync(
    path.join(work, 'both.pem'),
    ['cert.pem', 'key.pem'].map((file) => readFileSync(path.join(work, file))).join(''),
  );
  const env = { ...process.env, HOME: work, XDG_DATA_HOME: work, XDG_CONFIG_HOME: work };
  const nginx = spawn('nginx', ['-c', path.join(work, 'nginx.conf')], { stdio: 'ignore' });
  const caddy = spawn('caddy', ['run', '--config', path.join(work, 'Caddyfile')], { stdio: 'ignore', env });
  const haproxy = spawn('haproxy', ['-f', path.join(work, 'haproxy.cfg')], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let lines = '';
  haproxy.stdout.setEncoding('utf8').on('data', (text) => {
    lines += text;
  });
  try {
    await Promise.all([443, 8443, 7443, 9000].map(ready));
    const curl = (...words) => run(['curl', '-sk', '-o', 'out', ...words]);
    const version = async (...words) => (await run(words)).split('\n')[0].slice(0, 100);
    await curl('https://shop.example/cart?token=SECRETQUERY');
    await curl('https://shop.example/up/cart?token=SECRETQUERY');
    await curl(
      '-A',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
      'https://shop.example/cart',
    );
    const by = await version('nginx', '-v');
    for (const log of ['combined', 'vhost', 'fields']) {
      const text = await written(path.join(work, `${log}.log`));
      const [own = '', passed = '', safari = ''] = text.split('\n');
      keep(`log-nginx-${log}`, `${own}\n`, { by, requests: 1 });
      if (log === 'fields') keep('log-nginx-fields-upstream', `${passed}\n`, { by, requests: 1 });
      if (log === 'vhost') keep('log-nginx-vhost-safari', `${safari}\n`, { by, requests: 1 });
    }
    await curl('https://shop.example/two/cart');
    await written(path.join(work, 'line.log'), '502, 421');
    const tried = readFileSync(path.join(work, 'line.log'), 'utf8').split('\n');
    keep('log-nginx-line-upstreams', `${tried.find((line) => line.includes('502, 421'))}\n`, {
      by,
      requests: 1,
    });
    await curl('-H', 'Host: www.shop.example:8443', 'https://shop.example:8443/cart');
    const caddyBy = await version('caddy', 'version');
    await written(path.join(work, 'caddy.log'), 'strict host matching');
    const text = await written(path.join(work, 'caddy.log'), 'handled request');
    const lineWith = (part) => `${text.split('\n').find((line) => line.includes(part))}\n`;
    keep('log-caddy', lineWith('handled request'), { by: `Caddy ${caddyBy}`, requests: 1 });
    keep('log-caddy-reason', lineWith('strict host matching'), { by: `Caddy ${caddyBy}`, requests: 1 });
    await curl('https://shop.example:7443/cart?token=SECRETQUERY');
    while (!lines.includes(' 421 ')) await new Promise((resolve) => setTimeout(resolve, 50));
    const haproxyBy = await version('haproxy', '-v');
    keep('log-haproxy-upstream', lines, { by: haproxyBy, requests: 1 });
    for (const path of ['returned', 'denied']) {
      lines = '';
      await curl(`https://shop.example:7443/${path}`);
      while (!lines.includes(' 421 ')) await new Promise((resolve) => setTimeout(resolve, 50));
      keep(`log-haproxy-${path}`, lines, { by: haproxyBy, requests: 1 });
    }
  } finally {
    for (const child of [nginx, caddy, haproxy]) child.kill();
  }
}
