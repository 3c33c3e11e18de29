/**
 * Servers behind a gateway that speak TLS and refuse a request whose SNI is not its Host: for a gateway that sends another
 * name or none. `sees` says how much of the writer its response shows: `page` a page of its own, `text` what others write too.
 */
export const SECURE = [
  {
    id: 'apache-origin',
    name: 'Apache httpd',
    program: { debian: 'apache2' },
    label: { top: ['origin-sni'], ceiling: 'likely', known: true },
    async start(work, { port, files }) {
      const folder = work.makeFolder('apache-origin');
      const host = (name, { cert, key }) =>
        `<VirtualHost 127.0.0.1:${port}>\nServerName ${name}\nSSLEngine on\nSSLCertificateFile ${cert}\nSSLCertificateKeyFile ${key}\n</VirtualHost>`;
      const modules = ['mpm_event', 'authz_core', 'mime', 'ssl'];
      const file = work.write(
        'apache-origin/httpd.conf',
        `ServerRoot ${folder}
${modules.map((module) => `LoadModule ${module}_module /usr/lib/apache2/modules/mod_${module}.so`).join('\n')}
User #65534
Group #65534
ServerName localhost
PidFile ${folder}/pid
DefaultRuntimeDir ${folder}
Mutex file:${folder} default
ErrorLog ${folder}/log
TypesConfig /etc/mime.types
ServerTokens OS
ServerSignature On
SSLSessionCache none
KeepAliveTimeout 1
Listen 127.0.0.1:${port}
${host('other.example', files.other)}
${host('shop.example', files.shop)}
`,
      );
      await work.start('apache-origin', ['apache2', '-DFOREGROUND', '-f', file], { port });
    },
  },
  {
    id: 'caddy-origin',
    name: 'Caddy, strict_sni_host',
    program: { debian: 'caddy' },
    label: { top: ['origin-sni', 'sni-host-check', 'tls-policy'], ceiling: 'likely' },
    async start(work, { port, files }) {
      const site = (name, { cert, key }) =>
        `https://${name}:${port} {\n  tls ${cert} ${key}\n  respond hello\n}\n`;
      const file = work.write(
        'caddy-origin/Caddyfile',
        `{
  admin off
  auto_https off
  default_bind 127.0.0.1
  default_sni other.example
  storage file_system ${work.makeFolder('caddy-origin/storage')}
  http_port ${await work.port('unused')}
  servers {
    strict_sni_host on
  }
}
${site('other.example', files.other)}${site('shop.example', files.shop)}`,
      );
      await work.start('caddy-origin', ['caddy', 'run', '--adapter', 'caddyfile', '--config', file], {
        port,
      });
    },
  },
  {
    id: 'nginx-origin',
    name: 'nginx, ssl_verify_client',
    program: { debian: 'nginx' },
    // It checks only where an SNI was sent.
    needsSni: true,
    label: { top: ['origin-sni', 'tls-policy', 'host-not-served'], ceiling: 'possible' },
    async start(work, { port, files }) {
      const folder = work.makeFolder('nginx-origin');
      const server = (name, { cert, key }, more) =>
        `server { listen 127.0.0.1:${port} ssl; server_name ${name}; ssl_certificate ${cert}; ssl_certificate_key ${key}; ${more} return 200 hello; }`;
      const file = work.write(
        'nginx-origin/nginx.conf',
        `daemon off;
worker_processes 1;
pid ${folder}/pid;
error_log stderr error;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/1; proxy_temp_path ${folder}/2; fastcgi_temp_path ${folder}/3;
  uwsgi_temp_path ${folder}/4; scgi_temp_path ${folder}/5;
  ${server('other.example', files.other, '')}
  ${server('shop.example', files.shop, 'ssl_verify_client optional_no_ca;')}
}
`,
      );
      await work.start('nginx-origin', ['nginx', '-p', folder, '-e', 'stderr', '-c', file], { port });
    },
  },
  {
    id: 'haproxy-origin',
    name: 'HAProxy, a rule on SNI',
    program: { debian: 'haproxy' },
    label: { top: ['origin-sni', 'sni-host-check', 'host-not-served'], ceiling: 'likely' },
    async start(work, { port, files }) {
      const file = work.write(
        'haproxy-origin/haproxy.cfg',
        `defaults
  mode http
  timeout connect 5s
  timeout client 20s
  timeout server 20s
frontend sites
  bind 127.0.0.1:${port} ssl crt ${files.other.both} crt ${files.shop.both}
  http-request set-var(txn.host) req.hdr(host)
  http-request deny deny_status 421 unless { ssl_fc_sni,strcmp(txn.host) eq 0 }
  http-request return status 200
`,
      );
      await work.start('haproxy-origin', ['haproxy', '-db', '-f', file], { port });
    },
  },
  {
    id: 'go-origin',
    name: 'Go’s net/http, as Traefik checks',
    program: { debian: 'golang-1.19-go' },
    label: { top: ['origin-sni', 'sni-host-check', 'tls-policy', 'application'], ceiling: 'likely' },
    async start(work, { port, files }) {
      const { cert, key } = files.shop;
      await work.start('go-origin', ['./go-program', 'check', String(port), cert, key], { port });
    },
  },
];
