#!/usr/bin/env bash
# A Node server whose SNICallback gives an error for a name closes the connection without any TLS alert. Expected: the fatal alert
# unrecognized_name, which is what RFC 6066 section 3 has for a name that the server does not know, and what nginx
# (ssl_reject_handshake), HAProxy (strict-sni) and OpenSSL (-servername_fatal) send. Browsers name the alert
# (ERR_SSL_UNRECOGNIZED_NAME_ALERT, SSL_ERROR_UNRECOGNIZED_NAME_ALERT); of Node's they say that the connection was closed or reset, as
# when the network is bad. And SNICallback without an error and without a context is no refusal at all: the
# default certificate is served, for whatever name.
# Seen with Node 20.20.2, OpenSSL 3.0, nginx 1.22.1.
# Needs: nodejs openssl nginx python3. Run: bash findings/node-snicallback-error-sends-no-alert.sh
set -u
PATH=$PATH:/usr/sbin
missing=()
for pair in node:nodejs openssl:openssl nginx:nginx python3:python3; do
  command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done
[ ${#missing[@]} -eq 0 ] || { echo "missing: apt-get install ${missing[*]}"; exit 2; }
work=$(mktemp -d); chmod 755 "$work"
trap 'kill $(jobs -p) 2>/dev/null; sleep 0.3; rm -rf "$work"' EXIT
free() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }
node=$(free) nginx=$(free)
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=known.example \
  -addext "subjectAltName=DNS:known.example" -keyout "$work/k.pem" -out "$work/c.pem" 2>/dev/null
cat > "$work/server.js" <<'J'
const { readFileSync } = require('node:fs');
const { createServer } = require('node:https');
const [key, cert] = ['k.pem', 'c.pem'].map((file) => readFileSync(file));
createServer({
  key, cert,
  SNICallback: (name, done) => (name === 'unknown.example' ? done(new Error('no such name')) : done(null)),
}, (_, response) => response.end('ok')).listen(Number(process.argv[2]), '127.0.0.1');
J
(cd "$work" && exec node server.js "$node") &
mkdir -m 777 "$work"/{n1,n2,n3,n4,n5}
cat > "$work/nginx.conf" <<C
daemon off; pid $work/nginx.pid; error_log stderr crit; events {}
http {
  access_log off;
  client_body_temp_path $work/n1; proxy_temp_path $work/n2; fastcgi_temp_path $work/n3; uwsgi_temp_path $work/n4; scgi_temp_path $work/n5;
  server { listen 127.0.0.1:$nginx ssl default_server; ssl_reject_handshake on; }
  server { listen 127.0.0.1:$nginx ssl; server_name known.example; ssl_certificate $work/c.pem; ssl_certificate_key $work/k.pem; return 200 ok; }
}
C
nginx -p "$work" -e stderr -c "$work/nginx.conf" >/dev/null 2>&1 &
ask() { openssl s_client -connect "127.0.0.1:$1" -servername "$2" </dev/null 2>&1; }
for port in "$node" "$nginx"; do
  for _ in $(seq 50); do ask "$port" known.example | grep -q 'CN = known.example' && break; sleep 0.2; done
done
echo "Node $(node --version), $(openssl version), $(nginx -v 2>&1)"
refused=$(ask "$node" unknown.example) nothing=$(ask "$node" third.example) alert=$(ask "$nginx" unknown.example)
echo "--- nginx, a name that it does not know"; grep -i 'alert' <<<"$alert"
echo "--- Node, SNICallback with an error"; grep -iE 'alert|eof|errno|no peer' <<<"$refused"
echo "--- Node, SNICallback without a context"; grep -m1 'subject=' <<<"$nothing"
if grep -qi 'unrecognized name' <<<"$alert" && ! grep -qi 'alert' <<<"$refused" &&
  grep -q 'no peer certificate available' <<<"$refused" && grep -q 'CN = known.example' <<<"$nothing"; then
  echo "As described: Node closes without an alert."
else
  echo "Changed."; exit 1
fi
