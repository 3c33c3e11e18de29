#!/usr/bin/env bash
# Node's fetch sends a request that was answered 421 once more by itself, and the program sees the second response only. NODE_DEBUG=fetch
# is where both show; but it writes the URL with two slashes before the path (`http://host//cart`), which is another resource than the
# one that was asked (`/cart`). Who copies the URL out of the log to ask again, or counts 421s by URL, has the wrong one.
# Seen with Node 20.20.2 (undici 6.24.1).
# Needs: node 20. bash findings/node-debug-fetch-doubles-the-slash.sh
set -u
command -v node >/dev/null || { echo "missing: node"; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
cat > ask.mjs <<'S'
import http from 'node:http';
const asked = [];
const server = http.createServer((request, response) => {
  asked.push(request.url);
  response.writeHead(421, { 'content-type': 'text/plain' });
  response.end('Misdirected Request\n');
});
server.listen(0, '127.0.0.1', async () => {
  const response = await fetch(`http://127.0.0.1:${server.address().port}/cart`);
  await response.text();
  console.log(`asked: ${asked.join(' ')}`);
  console.log(`the program got: ${response.status}`);
  server.close();
});
S
node -p '`Node ${process.version}, undici ${process.versions.undici}`'
NODE_DEBUG=fetch node ask.mjs > out 2> log
cat out; grep 'received response' log
logged="$(grep -c 'received response to GET http://127\.0\.0\.1:[0-9]*//cart - HTTP 421' log)"
if [ "$(cat out)" = "asked: /cart /cart
the program got: 421" ] && [ "$logged" = 2 ]; then
  echo "As described: two requests for /cart, one response for the program, and //cart in the log."
else
  echo "Changed."; exit 1
fi
