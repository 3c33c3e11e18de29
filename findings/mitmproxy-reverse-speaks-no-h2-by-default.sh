#!/usr/bin/env bash
# mitmproxy in reverse mode with an https upstream speaks HTTP/1.1 only, on both sides, though its option http2 is on, and
# the client and the upstream both offer h2. By default (connection_strategy=eager) it opens the connection to the upstream
# before it has seen what the client offers, offers nothing there, and then gives the client no better protocol. With
# connection_strategy=lazy both sides are h2. Expected: h2 by default, as in mitmproxy's regular mode. A recording that is
# meant to be of HTTP/2, for a 421 on a shared connection for example, is of HTTP/1.1.
# Seen with mitmproxy 8.1.1 (Debian 8.1.1-2).
# Needs: mitmproxy nodejs curl openssl python3. bash findings/mitmproxy-reverse-speaks-no-h2-by-default.sh
set -u
missing=()
for pair in mitmdump:mitmproxy node:nodejs curl:curl openssl:openssl python3:python3; do command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}"); done
[ ${#missing[@]} -eq 0 ] || { echo "missing: apt-get install ${missing[*]}"; exit 2; }
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
free() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }
eager=$(free) lazy=$(free) regular=$(free)
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=shop.example \
  -addext subjectAltName=DNS:shop.example -keyout "$work/key" -out "$work/cert" 2>/dev/null
cat > "$work/upstream.mjs" <<'J'
import http2 from "node:http2";
import fs from "node:fs";
const [folder] = process.argv.slice(2);
const tls = { key: fs.readFileSync(`${folder}/key`), cert: fs.readFileSync(`${folder}/cert`), allowHTTP1: true };
const server = http2.createSecureServer(tls, (request, response) => response.end(`upstream HTTP/${request.httpVersion}`));
server.listen(0, "127.0.0.1", () => fs.writeFileSync(`${folder}/port`, String(server.address().port)));
J
node "$work/upstream.mjs" "$work" &
until [ -s "$work/port" ]; do sleep 0.1; done
upstream=127.0.0.1:$(cat "$work/port")
proxy() { # NAME PORT OPTION...
  mitmdump -q --listen-host 127.0.0.1 --listen-port "$2" --ssl-insecure --set confdir="$work/$1" "${@:3}" &
}
proxy eager "$eager" --mode "reverse:https://$upstream"
proxy lazy "$lazy" --mode "reverse:https://$upstream" --set connection_strategy=lazy
proxy regular "$regular"
ask() { curl -sk --http2 --retry 40 --retry-delay 1 --retry-all-errors --max-time 20 -w ', client HTTP/%{http_version}' "$@"; }
mitmdump --version | head -1
echo "option http2, as mitmdump shows its defaults: $(mitmdump --options | grep '^http2:')"
by_eager=$(ask "https://127.0.0.1:$eager/") by_lazy=$(ask "https://127.0.0.1:$lazy/")
by_regular=$(ask --proxy "http://127.0.0.1:$regular" "https://$upstream/") direct=$(ask "https://$upstream/")
echo "no proxy: $direct"; echo "regular mode: $by_regular"; echo "reverse mode: $by_eager"; echo "reverse mode, lazy: $by_lazy"
h2="upstream HTTP/2.0, client HTTP/2"
if [ "$direct" = "$h2" ] && [ "$by_regular" = "$h2" ] && [ "$by_lazy" = "$h2" ] && [ "$by_eager" = "upstream HTTP/1.1, client HTTP/1.1" ]; then
  echo "As described: no h2 in reverse mode unless lazy."
else
  echo "Changed."; exit 1
fi
