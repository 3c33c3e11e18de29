#!/usr/bin/env bash
# mitmproxy in reverse mode, HAR file by its har_dump.py: of an HTTP/2 request the host that was asked is nowhere in the
# file. The URL has the upstream's address (as for HTTP/1.1), there is no Host and no `:authority` among the headers, not
# even with keep_host_header=true, under which the upstream did receive the client's host as `:authority`. Of an HTTP/1.1
# request the host stands in Host. Expected: the URL, or a header, names the host that was asked, whatever the protocol.
# Who looks for a host that is answered 421 cannot tell from such a file which it was.
# Seen with mitmproxy 8.1.1 (Debian 8.1.1-2).
# Needs: mitmproxy nodejs curl openssl python3. bash findings/mitmproxy-reverse-har-loses-the-host-of-h2.sh
set -u
missing=()
for pair in mitmdump:mitmproxy node:nodejs curl:curl openssl:openssl python3:python3; do command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}"); done
[ ${#missing[@]} -eq 0 ] || { echo "missing: apt-get install ${missing[*]}"; exit 2; }
dump=$(dpkg -L mitmproxy 2>/dev/null | grep -m1 '/har_dump\.py$')
[ -n "$dump" ] || { echo "missing: har_dump.py of the package mitmproxy"; exit 2; }
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
port=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=shop.example \
  -addext subjectAltName=DNS:shop.example -keyout "$work/key" -out "$work/cert" 2>/dev/null
# Answers with the host that it was asked for.
cat > "$work/upstream.mjs" <<'J'
import http2 from "node:http2";
import fs from "node:fs";
const [folder] = process.argv.slice(2);
const tls = { key: fs.readFileSync(`${folder}/key`), cert: fs.readFileSync(`${folder}/cert`), allowHTTP1: true };
const server = http2.createSecureServer(tls, (request, response) => {
  response.end(`upstream was asked over HTTP/${request.httpVersion} for ${request.headers[":authority"] ?? request.headers.host}\n`);
});
server.listen(0, "127.0.0.1", () => fs.writeFileSync(`${folder}/port`, String(server.address().port)));
J
node "$work/upstream.mjs" "$work" &
until [ -s "$work/port" ]; do sleep 0.1; done
# `lazy`: by default a reverse proxy to an HTTPS upstream does not take part in HTTP/2.
mitmdump -q --mode "reverse:https://127.0.0.1:$(cat "$work/port")" --listen-host 127.0.0.1 --listen-port "$port" --ssl-insecure \
  --set confdir="$work" --set keep_host_header=true --set connection_strategy=lazy -s "$dump" --set hardump="$work/log.har" &
proxy=$!
ask() {
  curl -sk --retry 40 --retry-delay 1 --retry-all-errors --max-time 20 --resolve "shop.example:$port:127.0.0.1" "$1" "https://shop.example:$port/"
}
mitmdump --version | head -1
first=$(ask --http1.1) second=$(ask --http2)
echo "$first"; echo "$second"
kill -INT "$proxy"; wait "$proxy"
cat > "$work/read.mjs" <<'J'
import fs from "node:fs";
const requests = JSON.parse(fs.readFileSync(process.argv[2], "utf8")).log.entries.map(({ request }) => request);
for (const { httpVersion, url, headers } of requests) {
  console.log(`HAR: ${httpVersion} ${url} ${JSON.stringify(Object.fromEntries(headers.map(({ name, value }) => [name, value])))}`);
}
const names = (version) => requests.filter(({ httpVersion }) => httpVersion === version).map((one) => JSON.stringify(one).includes("shop.example"));
const asDescribed = names("HTTP/1.1").join() === "true" && names("HTTP/2.0").join() === "false";
console.log(asDescribed ? "As described: shop.example is lost for HTTP/2." : "Changed.");
process.exitCode = asDescribed ? 0 : 1;
J
[[ $first == *HTTP/1.1*shop.example* && $second == *HTTP/2.0*shop.example* ]] || { echo "Changed."; exit 1; }
node "$work/read.mjs" "$work/log.har"
