#!/usr/bin/env bash
# Node's https.request sends as SNI the host of the Host field that the program sets, not the host that it connects to. Every other
# client that was tried (curl, wget, Python's urllib, PHP, Ruby, Perl) keeps the host of the URL in SNI, whatever Host says. So a reverse
# proxy in Node that passes Host on, as http-proxy does by default, is never refused for SNI and Host that differ, where the same proxy
# in Python or Go is refused with 421; and the certificate is checked against the Host field's name, so the same request fails or
# succeeds by a field that has nothing to do with the connection. One would expect SNI to name whom the program connects to.
# Exits 0 if that is still so, 1 if it changed, 2 if something is missing.
set -u
for program in node openssl curl python3; do command -v "$program" >/dev/null || { echo "missing: $program"; exit 2; }; done
work=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 2
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout key.pem -out cert.pem 2>/dev/null
cat >server.mjs <<'END'
import fs from 'node:fs';
import https from 'node:https';
const server = https.createServer({ key: fs.readFileSync('key.pem'), cert: fs.readFileSync('cert.pem') }, (request, response) =>
  response.end(`SNI ${request.socket.servername}, Host ${request.headers.host}`));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
END
node server.mjs >port &
server=$!
for _ in $(seq 100); do [[ -s port ]] && break; sleep 0.1; done
port=$(<port)
cat >client.mjs <<'END'
import https from 'node:https';
const [, , port, ca] = process.argv;
const options = { host: 'localhost', port, headers: { Host: 'asked.example' } };
const end = (text) => { console.log(text); process.exit(); };
https.get({ ...options, ...(ca ? { ca: (await import('node:fs')).readFileSync(ca) } : { rejectUnauthorized: false }) }, (response) =>
  response.setEncoding('utf8').on('data', end)).on('error', ({ code }) => end(code));
END
echo "node $(node --version), $(curl --version | head -1 | cut -d' ' -f1,2), $(python3 --version)"
node_says=$(node client.mjs "$port")
node_checks=$(node client.mjs "$port" cert.pem)
curl_says=$(curl -sk -H 'Host: asked.example' "https://localhost:$port/")
python_says=$(python3 -c "
import ssl, urllib.request
request = urllib.request.Request('https://localhost:$port/', headers={'Host': 'asked.example'})
print(urllib.request.urlopen(request, context=ssl._create_unverified_context()).read().decode())")
echo "all connect to localhost and set Host to asked.example"
echo "node:   $node_says"
echo "curl:   $curl_says"
echo "python: $python_says"
echo "node, with the certificate of localhost trusted and checked: $node_checks"
if [[ $node_says == 'SNI asked.example, Host asked.example' && $curl_says == 'SNI localhost, Host asked.example' &&
  $python_says == "$curl_says" && $node_checks == ERR_TLS_CERT_ALTNAME_INVALID ]]; then
  echo 'as described'
else
  echo 'it changed'
  exit 1
fi
