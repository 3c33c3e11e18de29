#!/usr/bin/env bash
# `https://shop.example./`, a name with its final dot: curl takes the dot out of SNI and leaves it in Host, so that the two differ, and a
# server that compares them as they are (Caddy with strict_sni_host) answers 421. Node and Python's urllib send the dot in both, against
# RFC 6066 section 3. Expected: one name in each request. So one URL is misdirected by one program and not by another.
# Seen with curl 7.88.1 (Debian 12), Node 20.20.2, Python 3.11.
# Needs: curl node openssl python3. bash findings/curl-drops-a-final-dot-from-sni-and-not-from-host.sh
set -u
missing=()
for program in curl node openssl python3; do command -v "$program" >/dev/null || missing+=("$program"); done
[ ${#missing[@]} -eq 0 ] || { echo "missing: ${missing[*]}"; exit 2; }
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 2
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 7 -subj /CN=shop.example \
  -keyout key.pem -out cert.pem 2>/dev/null
cat > server.mjs <<'S'
// Prints SNI, as it stands in the ClientHello (RFC 8446 section 4.1.2, RFC 6066 section 3), and Host of each request.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';
function sniOf(hello) {
  let at = 43;
  at += 1 + hello[at];
  at += 2 + hello.readUInt16BE(at);
  at += 1 + hello[at];
  const end = at + 2 + hello.readUInt16BE(at);
  for (at += 2; at < end; at += 4 + hello.readUInt16BE(at + 2)) {
    if (hello.readUInt16BE(at) === 0) return hello.toString('latin1', at + 9, at + 4 + hello.readUInt16BE(at + 2));
  }
  return '(none)';
}
const options = { key: readFileSync('key.pem'), cert: readFileSync('cert.pem'), ALPNProtocols: ['http/1.1'] };
const server = net.createServer((raw) => {
  raw.on('error', () => {});
  raw.once('data', (hello) => {
    raw.pause();
    raw.unshift(hello);
    const socket = new tls.TLSSocket(raw, { ...options, isServer: true, secureContext: tls.createSecureContext(options) });
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (data) => {
      text += data;
      if (!text.includes('\r\n\r\n')) return;
      const host = /^host: (.*?)(?::\d+)?\r$/im.exec(text)?.[1];
      appendFileSync('seen', `${/^GET \/(\w+)/.exec(text)?.[1]} ${sniOf(hello)} ${host}\n`);
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  });
});
server.listen(0, '127.0.0.1', () => writeFileSync('port', String(server.address().port)));
S
node server.mjs & 
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
at="https://shop.example.:$(cat port)"
curl -sk -o /dev/null --resolve "shop.example.:$(cat port):127.0.0.1" "$at/curl"
# The names are looked up nowhere: each is led to the server by hand.
node -e "
const lookup = (_, { all }, done) => (all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4));
require('https').get('$at/node', { lookup, rejectUnauthorized: false }, (r) => r.resume());"
python3 -c "
import socket, ssl, urllib.request
find = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **named: find('127.0.0.1', *rest, **named)
urllib.request.urlopen('$at/urllib', context=ssl._create_unverified_context())"
curl --version | head -1 | cut -d' ' -f1,2; node --version; python3 --version
echo "program, SNI, Host:"; cat seen
if [ "$(cat seen)" = "curl shop.example shop.example.
node shop.example. shop.example.
urllib shop.example. shop.example." ]; then
  echo "As described: curl sends two names, Node and Python one with a dot."
else
  echo "Changed."; exit 1
fi
