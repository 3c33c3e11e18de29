#!/usr/bin/env bash
# wget2 leaves the port of its URL out of `:authority` over HTTP/2 and out of Host over HTTP/1.1, where both are to have the URL's authority
# with a port that is not the scheme's own (RFC 9113 section 8.3.1, RFC 9110 section 7.2), and wget sends it; and after a 421 wget2 exits
# with 0, where wget exits with 8. So a server that tells its hosts apart by port may misdirect the one and serve the other, and a script
# goes on as if it had the file.
# Seen with wget2 1.99.1 and wget 1.21.3 (Debian 12), Node 20.20.2.
# Needs: wget2 wget node openssl. bash findings/wget2-exits-0-on-421-and-asks-without-the-port.sh
set -u
missing=()
for program in wget2 wget node openssl; do command -v "$program" >/dev/null || missing+=("$program"); done
[ ${#missing[@]} -eq 0 ] || { echo "missing: ${missing[*]}"; exit 2; }
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 2
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 7 -subj /CN=localhost \
  -keyout key.pem -out cert.pem 2>/dev/null
cat > server.mjs <<'S'
// Answers each request with 421, and writes down its path, version, and the authority that it names.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import http2 from 'node:http2';
const options = { allowHTTP1: true, key: readFileSync('key.pem'), cert: readFileSync('cert.pem') };
const server = http2.createSecureServer(options, (request, response) => {
  const authority = request.headers[':authority'] ?? request.headers.host;
  appendFileSync('seen', `${request.url.slice(1)} HTTP/${request.httpVersion} ${authority.replace(/:\d+$/, ':PORT')}\n`);
  response.writeHead(421, { 'content-type': 'text/plain' });
  response.end('Misdirected Request\n');
});
server.listen(0, '127.0.0.1', () => writeFileSync('port', String(server.address().port)));
S
node server.mjs &
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
at="https://localhost:$(cat port)"
quiet=(--no-check-certificate --no-hsts --tries=1 -q -O /dev/null)
wget2 "${quiet[@]}" "$at/wget2"; over2=$?
wget2 "${quiet[@]}" --no-http2 "$at/wget2"; over1=$?
wget "${quiet[@]}" "$at/wget"; old=$?
wget2 --version | head -1; wget --version | head -1; node --version
echo "program, version, authority:"; cat seen
echo "exit status: wget2 $over2 over HTTP/2 and $over1 over HTTP/1.1, wget $old"
if [ "$(cat seen)" = "wget2 HTTP/2.0 localhost
wget2 HTTP/1.1 localhost
wget HTTP/1.1 localhost:PORT" ] && [ "$over2 $over1 $old" = "0 0 8" ]; then
  echo "As described: wget2 leaves the port out over both versions, and exits with 0 after a 421."
else
  echo "Changed."; exit 1
fi
