import { chmodSync } from 'node:fs';

/**
 * The gateways, each as an operator may set it up. `start(work, { port, plain, files, routes, secure })` gives the command;
 * `routes` are the applications behind it (`/o/ID/` goes to a port over http) and `secure` those that it asks over TLS as its
 * defaults have it, so without SNI or with the address's (`/t/ID/`). `own` names the rules by which it answers 421 itself.
 */
const DENIED = 'This host is not served here';
const WORKER = 65534;

const nginxServer = ({ port, plain, files, routes, secure, php }, { names, more = '' }) => `
  server {
    listen 127.0.0.1:${port} ssl http2;
    listen 127.0.0.1:${plain};
    server_name ${names};
    ssl_certificate ${files.shop.cert};
    ssl_certificate_key ${files.shop.key};
    ${more}
    location = /own/return { return 421; }
    location = /own/text { return 421 "${DENIED}"; }
    location = /own/plain { default_type text/plain; return 421 "${DENIED}\\n"; }
    location = /own/json { default_type application/json; return 421 '{"error":"unknown host"}'; }
    location = /own/address { return 421 https://shop.example/; }
    location = /own/page { error_page 421 /421.html; return 421; }
    location = /own/named { error_page 421 @again; return 421; }
    location @again { add_header X-Why wrong-host always; return 421; }
    location = /own/empty { default_type ""; return 421 ""; }
    location = /421.html { internal; root pages; }
    location /stored/ { proxy_cache pages; proxy_cache_valid any 10m; add_header X-Cache-Status $upstream_cache_status always; proxy_pass http://127.0.0.1:${routes[0].port}; }
    location /intercept/ { proxy_intercept_errors on; error_page 421 /421.html; proxy_pass http://127.0.0.1:${routes[0].port}; }
    location /php/ { fastcgi_pass 127.0.0.1:${php}; include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root/apps/index.php; root .; }
    ${routes.map(({ id, port: to }) => `location /o/${id}/ { proxy_pass http://127.0.0.1:${to}; proxy_set_header Host $host; }`).join('\n    ')}
    ${secure.map(({ id, port: to }) => `location /t/${id}/ { proxy_pass https://127.0.0.1:${to}; proxy_set_header Host $host; proxy_ssl_server_name on; proxy_ssl_name other.example; }`).join('\n    ')}
  }`;

const nginx = {
  id: 'nginx',
  name: 'nginx',
  program: { debian: 'nginx' },
  keepsServer: false,
  keepsPhrase: true,
  async start(work, parts) {
    const folder = work.makeFolder('nginx');
    work.write(
      'pages/421.html',
      '<!doctype html><title>Sorry</title><h1>We cannot serve this site here.</h1>\n',
    );
    const file = work.write(
      'nginx/nginx.conf',
      `daemon off;
worker_processes 1;
pid ${folder}/pid;
error_log stderr error;
events {}
http {
  access_log off;
  default_type text/html;
  client_body_temp_path ${folder}/1; proxy_temp_path ${folder}/2; fastcgi_temp_path ${folder}/3;
  uwsgi_temp_path ${folder}/4; scgi_temp_path ${folder}/5;
  proxy_cache_path ${folder}/pages keys_zone=pages:1m;
${nginxServer(parts, { names: 'shop.example' })}
${nginxServer(parts, { names: 'quiet.example', more: 'server_tokens off; add_header Strict-Transport-Security max-age=31536000 always;' })}
  server {
    listen 127.0.0.1:${parts.port} ssl http2;
    server_name verify.example;
    ssl_certificate ${parts.files.verify.cert};
    ssl_certificate_key ${parts.files.verify.key};
    ssl_verify_client optional_no_ca;
    return 200 "hello\\n";
  }
}
`,
    );
    await work.start('nginx', ['nginx', '-p', work.folder, '-e', 'stderr', '-c', file], { port: parts.port });
  },
};

const apacheModules = [
  ...['mpm_event', 'authz_core', 'alias', 'rewrite', 'dir', 'mime', 'headers', 'ssl', 'proxy', 'proxy_http'],
  ...['http2', 'proxy_fcgi', 'cgi', 'setenvif'],
];

const apacheRules = ({ port, plain, files, routes, php }, tls, name) => `
<VirtualHost 127.0.0.1:${tls ? port : plain}>
ServerName ${name}
${tls ? `SSLEngine on\nSSLCertificateFile ${files.shop.cert}\nSSLCertificateKeyFile ${files.shop.key}` : ''}
Redirect 421 /own/redirect
RewriteEngine on
RewriteRule ^/own/rewrite$ - [R=421]
RewriteRule ^/own/text$ - [R=421]
<Location /own/text>
ErrorDocument 421 "${DENIED}
</Location>
RewriteRule ^/own/page$ - [R=421]
<Location /own/page>
ErrorDocument 421 /pages/421.html
</Location>
RewriteRule ^/own/cgi$ - [R=421]
<Location /own/cgi>
ErrorDocument 421 /cgi/error
</Location>
ScriptAlias /cgi/ CGI/
<Directory CGI>
Require all granted
</Directory>
<Directory PAGES>
Require all granted
</Directory>
Alias /pages/ PAGES/
<Location /override/>
ProxyErrorOverride On
</Location>
ProxyPass /override/ http://127.0.0.1:${routes.find(({ id }) => id === 'express').port}/
<LocationMatch "^/(php|phpoverride)/">
SetHandler "proxy:fcgi://127.0.0.1:${php}"
</LocationMatch>
<LocationMatch "^/phpoverride/">
ProxyErrorOverride On
</LocationMatch>
ProxyPreserveHost On
AliasMatch "^/(php|phpoverride)/" APPS/index.php
<Directory APPS>
Require all granted
</Directory>
${routes.map(({ id, port: to }) => `ProxyPass /o/${id}/ http://127.0.0.1:${to}/o/${id}/`).join('\n')}
</VirtualHost>`;

const apache = {
  id: 'apache',
  name: 'Apache httpd',
  program: { debian: 'apache2' },
  keepsServer: true,
  keepsPhrase: true,
  async start(work, parts) {
    const { port, plain, files } = parts;
    const folder = work.makeFolder('apache');
    const cgi = (file, text) => work.write(`apache/cgi/${file}`, `#!/bin/sh\nprintf '${text}'\n`, 0o755);
    cgi('status', 'Status: 421 Misdirected Request\\r\\nContent-Type: text/plain\\r\\n\\r\\nwrong host\\n');
    cgi('json', 'Status: 421\\r\\nContent-Type: application/json\\r\\n\\r\\n{"error":"WRONG_HOST"}');
    cgi(
      'error',
      'Status: 421\\r\\nContent-Type: text/html\\r\\n\\r\\n<h1>We cannot serve this site here.</h1>',
    );
    const rules = [apacheRules(parts, true, 'shop.example'), apacheRules(parts, false, 'shop.example')].join(
      '\n',
    );
    const file = work.write(
      'apache/httpd.conf',
      `ServerRoot ${folder}
${apacheModules.map((module) => `LoadModule ${module}_module /usr/lib/apache2/modules/mod_${module}.so`).join('\n')}
User #${WORKER}
Group #${WORKER}
ServerName localhost
PidFile ${folder}/pid
DefaultRuntimeDir ${folder}
Mutex file:${folder} default
ErrorLog ${folder}/log
TypesConfig /etc/mime.types
ServerTokens OS
ServerSignature On
SSLSessionCache none
Protocols h2 http/1.1
DirectoryIndex disabled
StartServers 2
Listen 127.0.0.1:${port}
Listen 127.0.0.1:${plain}
<VirtualHost 127.0.0.1:${port}>
ServerName other.example
SSLEngine on
SSLCertificateFile ${files.other.cert}
SSLCertificateKeyFile ${files.other.key}
</VirtualHost>
${rules}
`
        .replaceAll('CGI', `${folder}/cgi`)
        .replaceAll('PAGES', work.at('pages'))
        .replaceAll('APPS', work.at('apps')),
    );
    await work.start('apache', ['apache2', '-DFOREGROUND', '-f', file], { port });
  },
};

const haproxy = {
  id: 'haproxy',
  name: 'HAProxy',
  program: { debian: 'haproxy' },
  keepsServer: true,
  keepsPhrase: true,
  async start(work, { port, plain, files, routes, secure }) {
    const page = work.write(
      'haproxy/421.http',
      'HTTP/1.0 421 Misdirected Request\r\nCache-Control: no-store\r\nContent-Type: text/html\r\n\r\n<h1>We cannot serve this site here.</h1>\n',
    );
    const file = work.write(
      'haproxy/haproxy.cfg',
      `defaults
  mode http
  timeout connect 5s
  timeout client 20s
  timeout server 20s
frontend sites
  bind 127.0.0.1:${port} ssl crt ${files.shop.both} alpn h2,http/1.1
  bind 127.0.0.1:${plain}
  http-request deny deny_status 421 if { path /own/deny }
  http-request deny deny_status 421 if { path /own/mismatch } !{ ssl_fc_sni -m str verify.example }
  http-request deny deny_status 421 content-type text/plain string "${DENIED}" if { path /own/denytext }
  http-request return status 421 if { path /own/empty }
  http-request return status 421 default-errorfiles if { path /own/default }
  http-request return status 421 content-type text/plain string "Unknown host" if { path /own/text }
  http-request return status 421 content-type application/json string "{\\"error\\":\\"unknown host\\"}" if { path /own/json }
  http-request return status 421 content-type text/html hdr X-Why wrong-host string "<h1>${DENIED}</h1>" if { path /own/html }
  http-request return status 421 errorfile ${page} if { path /own/file }
${routes.map(({ id }) => `  use_backend ${id} if { path_beg /o/${id}/ }`).join('\n')}
${secure.map(({ id }) => `  use_backend secure-${id} if { path_beg /t/${id}/ }`).join('\n')}
${routes.map(({ id, port: to }) => `backend ${id}\n  server one 127.0.0.1:${to}`).join('\n')}
${secure.map(({ id, port: to }) => `backend secure-${id}\n  server one 127.0.0.1:${to} ssl verify none sni str(other.example)`).join('\n')}
`,
    );
    await work.start('haproxy', ['haproxy', '-db', '-f', file], { port });
  },
};

const caddy = {
  id: 'caddy',
  name: 'Caddy',
  program: { debian: 'caddy' },
  keepsServer: true,
  keepsPhrase: false,
  async start(work, { port, plain, files, routes, secure, php }) {
    const site = `
  handle /own/respond {
    respond 421
  }
  handle /own/text {
    respond "${DENIED}" 421
  }
  handle /own/json {
    header Content-Type application/json
    respond \`{"error":"unknown host"}\` 421
  }
  handle /own/error {
    error "wrong host" 421
  }
  handle /own/page {
    error "wrong host" 422
  }
  handle_errors {
    @page expression {http.error.status_code} == 422
    respond @page "<h1>We cannot serve this site here.</h1>" 421
  }
  handle /php/* {
    reverse_proxy 127.0.0.1:${php} {
      transport fastcgi {
        root ${work.at('apps')}
        env SCRIPT_FILENAME ${work.at('apps/index.php')}
      }
    }
  }
${routes.map(({ id, port: to }) => `  handle /o/${id}/* {\n    reverse_proxy 127.0.0.1:${to}\n  }`).join('\n')}
${secure.map(({ id, port: to }) => `  handle /t/${id}/* {\n    reverse_proxy https://127.0.0.1:${to} {\n      transport http {\n        tls_insecure_skip_verify\n        tls_server_name other.example\n      }\n    }\n  }`).join('\n')}`;
    const file = work.write(
      'caddy/Caddyfile',
      `{
  admin off
  auto_https off
  default_bind 127.0.0.1
  storage file_system ${work.makeFolder('caddy/storage')}
  http_port ${plain}
  servers {
    protocols h1 h2
  }
}
https://shop.example:${port} {
  tls ${files.shop.cert} ${files.shop.key}
${site}
}
http://shop.example:${plain} {
${site}
}
`,
    );
    await work.start('caddy', ['caddy', 'run', '--adapter', 'caddyfile', '--config', file], { port });
  },
};

/** Ends TLS before a program that has none of its own, and passes the bytes on. */
const hitch = async (work, name, protocols, { port, plain, files }) => {
  const file = work.write(
    `hitch-${name}/hitch.conf`,
    `frontend = "[127.0.0.1]:${port}"\nbackend = "[127.0.0.1]:${plain}"\npem-file = "${files.shop.both}"\nalpn-protos = "${protocols}"\nworkers = 1\ndaemon = off\n`,
  );
  await work.start(`hitch-${name}`, ['hitch', `--config=${file}`], { port, uid: WORKER });
};

const varnish = {
  id: 'varnish',
  name: 'Varnish',
  program: { debian: 'varnish' },
  keepsServer: true,
  keepsPhrase: true,
  async start(work, parts) {
    const { plain, routes } = parts;
    const backend = ({ id, port: to }) =>
      `backend b_${id.replaceAll('-', '_')} { .host = "127.0.0.1"; .port = "${to}"; }`;
    const file = work.write(
      'varnish/default.vcl',
      `vcl 4.1;
${routes.map(backend).join('\n')}
sub vcl_recv {
  if (req.url == "/own/synth") { return (synth(421)); }
  if (req.url == "/own/reason") { return (synth(421, "Unknown host")); }
  if (req.url == "/own/json") { return (synth(721)); }
  if (req.url == "/own/page") { return (synth(821)); }
  if (req.url ~ "^/rewrite/") { set req.http.X-Rewrite = "1"; }
  if (req.url ~ "^/stored/") { return (hash); }
${routes.map(({ id }) => `  if (req.url ~ "^/o/${id}/") { set req.backend_hint = b_${id.replaceAll('-', '_')}; return (pass); }`).join('\n')}
  return (pass);
}
sub vcl_synth {
  if (resp.status == 721) {
    set resp.status = 421; set resp.http.Content-Type = "application/json";
    synthetic({"{"error":"unknown host" }"}); return (deliver);
  }
  if (resp.status == 821) {
    set resp.status = 421; set resp.reason = "Misdirected Request"; set resp.http.Content-Type = "text/html; charset=utf-8";
    synthetic({"<h1>We cannot serve this site here.</h1>"}); return (deliver);
  }
}
sub vcl_backend_response {
  if (bereq.url ~ "^/stored/") { set beresp.ttl = 10m; return (deliver); }
  if (bereq.http.X-Rewrite && beresp.status == 421) { return (error(421)); }
}
`,
    );
    await work.start(
      'varnish',
      [
        ...['varnishd', '-F', '-j', 'none', '-a', `127.0.0.1:${plain}`, '-f', file, '-s', 'malloc,16m'],
        ...['-n', work.makeFolder('varnish/work'), '-p', 'feature=+http2', '-t', '0'],
      ],
      { port: plain },
    );
    await hitch(work, 'varnish', 'h2, http/1.1', parts);
  },
};

const lighttpd = {
  id: 'lighttpd',
  name: 'lighttpd',
  program: { debian: 'lighttpd' },
  keepsServer: true,
  keepsPhrase: false,
  async start(work, { port, plain, files, routes, php }) {
    const folder = work.makeFolder('lighttpd');
    const cgi = (file, text) => work.write(`lighttpd/cgi/${file}`, `#!/bin/sh\nprintf '${text}'\n`, 0o755);
    cgi('status', 'Status: 421\\r\\nContent-Type: text/plain\\r\\n\\r\\nwrong host\\n');
    cgi('empty', 'Status: 421\\r\\n\\r\\n');
    work.write('lighttpd/magnet.lua', 'return 421\n');
    work.write(
      'lighttpd/magnet-page.lua',
      'lighty.header["Content-Type"] = "text/html"\nlighty.content = { "<h1>We cannot serve this site here.</h1>" }\nreturn 421\n',
    );
    work.write('lighttpd/errors/status-421.html', '<h1>We cannot serve this site here.</h1>\n');
    const file = work.write(
      'lighttpd/lighttpd.conf',
      `server.modules = ("mod_openssl", "mod_rewrite", "mod_magnet", "mod_cgi", "mod_alias", "mod_proxy", "mod_fastcgi")
server.document-root = "${work.folder}"
server.bind = "127.0.0.1"
server.port = ${plain}
server.errorlog = "${folder}/log"
$SERVER["socket"] == "127.0.0.1:${port}" {
  ssl.engine = "enable"
  ssl.pemfile = "${files.shop.cert}"
  ssl.privkey = "${files.shop.key}"
}
alias.url = ("/cgi/" => "${folder}/cgi/")
$HTTP["url"] =~ "^/cgi/" { cgi.assign = ("" => "") }
$HTTP["url"] == "/own/magnet" { magnet.attract-raw-url-to = ("${folder}/magnet.lua") }
$HTTP["url"] == "/own/content" { magnet.attract-raw-url-to = ("${folder}/magnet-page.lua") }
$HTTP["url"] == "/own/errorfile" {
  magnet.attract-raw-url-to = ("${folder}/magnet.lua")
  server.errorfile-prefix = "${folder}/errors/status-"
}
$HTTP["url"] =~ "^/php/" { url.rewrite-once = ("" => "/apps/index.php") }
fastcgi.server = (".php" => (("host" => "127.0.0.1", "port" => ${php})))
${routes.map(({ id, port: to }) => `$HTTP["url"] =~ "^/o/${id}/" { proxy.server = ("" => (("host" => "127.0.0.1", "port" => ${to}))) }`).join('\n')}
`,
    );
    await work.start('lighttpd', ['lighttpd', '-D', '-f', file], { port });
  },
};

const h2o = {
  id: 'h2o',
  name: 'H2O',
  program: { debian: 'h2o' },
  keepsServer: false,
  keepsPhrase: true,
  async start(work, { port, plain, files, routes, secure }) {
    const own = (path, type, body) => `      "/own/${path}":
        mruby.handler: |
          Proc.new {|env| [421, {${type === undefined ? '' : `"content-type" => "${type}"`}}, [${body === '' ? '' : JSON.stringify(body)}]] }`;
    const file = work.write(
      'h2o/h2o.conf',
      `num-threads: 1
user: nobody
listen:
  host: 127.0.0.1
  port: ${plain}
listen:
  host: 127.0.0.1
  port: ${port}
  ssl:
    certificate-file: ${files.shop.cert}
    key-file: ${files.shop.key}
hosts:
  "*":
    paths:
${own('empty', undefined, '')}
${own('text', 'text/plain', 'unknown host\n')}
${own('json', 'application/json', '{"error":"unknown host"}')}
${routes.map(({ id, port: to }) => `      "/o/${id}":\n        proxy.reverse.url: "http://127.0.0.1:${to}/o/${id}"\n        proxy.preserve-host: ON`).join('\n')}
${secure.map(({ id, port: to }) => `      "/t/${id}":\n        proxy.reverse.url: "https://127.0.0.1:${to}/t/${id}"\n        proxy.preserve-host: ON\n        proxy.ssl.verify-peer: OFF`).join('\n')}
`,
    );
    await work.start('h2o', ['h2o', '-m', 'worker', '-c', file], { port });
  },
};

const nghttpx = {
  id: 'nghttpx',
  name: 'nghttpx',
  program: { debian: 'nghttp2-proxy' },
  keepsServer: false,
  keepsPhrase: false,
  async start(work, { port, plain, files, routes, secure }) {
    const first = routes[0].port;
    await work.start(
      'nghttpx',
      [
        ...[
          'nghttpx',
          `--frontend=127.0.0.1,${port}`,
          `--frontend=127.0.0.1,${plain};no-tls`,
          '-k',
          '--conf=/dev/null',
          '--workers=1',
        ],
        `--backend=127.0.0.1,${first};/`,
        ...routes.map(({ id, port: to }) => `--backend=127.0.0.1,${to};/o/${id}/`),
        ...secure.map(({ id, port: to }) => `--backend=127.0.0.1,${to};/t/${id}/;tls`),
        ...['--errorlog-file=/dev/stderr', '--accesslog-file=/dev/null', files.shop.key, files.shop.cert],
      ],
      { port },
    );
  },
};

const squid = {
  id: 'squid',
  name: 'Squid',
  program: { debian: 'squid' },
  keepsServer: true,
  keepsPhrase: false,
  async start(work, parts) {
    const { plain, routes } = parts;
    const folder = work.makeFolder('squid');
    const file = work.write(
      'squid/squid.conf',
      `http_port 127.0.0.1:${plain} accel defaultsite=shop.example vhost
pid_filename none
visible_hostname gateway.example
acl stored urlpath_regex ^/stored/
cache deny !stored
access_log none
cache_log ${folder}/cache.log
coredump_dir ${folder}
negative_ttl 10 minutes
cache_mem 8 MB
acl denied urlpath_regex ^/own/deny
deny_info 421:ERR_ACCESS_DENIED denied
http_access deny denied
http_access allow all
${routes.map(({ id, port: to }) => `cache_peer 127.0.0.1 parent ${to} 0 no-query originserver name=${id}\nacl to_${id} urlpath_regex ^/${id === 'express' ? '(stored/)?' : ''}o/${id}/\ncache_peer_access ${id} allow to_${id}\ncache_peer_access ${id} deny all`).join('\n')}
`,
    );
    await work.start('squid', ['squid', '-N', '-f', file], { port: plain });
    await hitch(work, 'squid', 'http/1.1', parts);
  },
};

const trafficserver = {
  id: 'trafficserver',
  name: 'Apache Traffic Server',
  program: { debian: 'trafficserver' },
  keepsServer: false,
  keepsPhrase: true,
  async start(work, { port, plain, files, routes, secure }) {
    const root = work.makeFolder('ats');
    for (const name of ['etc', 'log', 'run', 'cache']) chmodSync(work.makeFolder(`ats/${name}`), 0o777);
    work.write(
      'ats/etc/records.config',
      `CONFIG proxy.config.http.server_ports STRING ${plain}:ip-in=127.0.0.1 ${port}:ssl:ip-in=127.0.0.1
CONFIG proxy.config.config_dir STRING ${root}/etc
CONFIG proxy.config.log.logfile_dir STRING ${root}/log
CONFIG proxy.config.local_state_dir STRING ${root}/run
CONFIG proxy.config.diags.logfile.filename STRING diags.log
CONFIG proxy.config.url_remap.remap_required INT 1
CONFIG proxy.config.url_remap.pristine_host_hdr INT 1
CONFIG proxy.config.http.cache.http INT 0
CONFIG proxy.config.ssl.client.verify.server.policy STRING DISABLED
CONFIG proxy.config.admin.user_id STRING nobody
CONFIG proxy.config.plugin.plugin_dir STRING /usr/lib/trafficserver/modules
`,
    );
    work.write(
      'ats/etc/ssl_multicert.config',
      `dest_ip=* ssl_cert_name=${files.shop.cert} ssl_key_name=${files.shop.key}\n`,
    );
    work.write(
      'ats/etc/ip_allow.yaml',
      'ip_allow:\n  - apply: in\n    ip_addrs: 0/0\n    action: allow\n    methods: ALL\n',
    );
    work.write('ats/etc/storage.config', `${root}/cache 16M\n`);
    const rule = work.write('ats/etc/rule.config', 'cond %{REMAP_PSEUDO_HOOK}\nset-status 421\n');
    work.write(
      'ats/etc/remap.config',
      ['http', 'https']
        .flatMap((scheme) => [
          ...routes.map(
            ({ id, port: to }) => `map ${scheme}://shop.example/o/${id}/ http://127.0.0.1:${to}/o/${id}/`,
          ),
          ...secure.map(
            ({ id, port: to }) => `map ${scheme}://shop.example/t/${id}/ https://127.0.0.1:${to}/t/${id}/`,
          ),
          `map ${scheme}://shop.example/own/ http://127.0.0.1:${routes[0].port}/ @plugin=header_rewrite.so @pparam=${rule}`,
        ])
        .map((line) => `${line}\n`)
        .join(''),
    );
    for (const name of ['plugin.config', 'parent.config', 'cache.config', 'volume.config'])
      work.write(`ats/etc/${name}`, '');
    await work.start(
      'ats',
      ['traffic_server', '--bind_stdout', `${root}/log/out`, '--bind_stderr', `${root}/log/err`],
      {
        port,
        env: {
          PROXY_CONFIG_CONFIG_DIR: `${root}/etc`,
          PROXY_CONFIG_LOCAL_STATE_DIR: `${root}/run`,
          PROXY_CONFIG_LOG_LOGFILE_DIR: `${root}/log`,
        },
      },
    );
  },
};

export const GATEWAYS = [
  nginx,
  apache,
  haproxy,
  caddy,
  varnish,
  lighttpd,
  h2o,
  nghttpx,
  squid,
  trafficserver,
];
