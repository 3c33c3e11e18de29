#!/usr/bin/env bash
# Whether httping takes a 421 for a reply of a host that is well depends on an option that is described as one for the display: with -s
# ("show statuscodes") each 421 is a failure and the exit status is 127; without it the same responses are "ok" and the exit status is 0.
# So a monitor that runs `httping -G` sees nothing of a host that refuses each request.
# Seen with httping 2.5 (Debian 2.5-5.2+b1), Node 20.20.2.
# Needs: httping node. bash findings/httping-calls-a-421-ok-unless-it-shows-statuses.sh
set -u
missing=()
for program in httping node; do command -v "$program" >/dev/null || missing+=("$program"); done
[ ${#missing[@]} -eq 0 ] || { echo "missing: ${missing[*]}"; exit 2; }
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 2
cat > server.mjs <<'S'
import http from 'node:http';
import { writeFileSync } from 'node:fs';
const server = http.createServer((request, response) => {
  response.writeHead(421, { 'content-type': 'text/plain' });
  response.end('Misdirected Request\n');
});
server.listen(0, '127.0.0.1', () => writeFileSync('port', String(server.address().port)));
S
node server.mjs &
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
at="http://127.0.0.1:$(cat port)/"
httping --version 2>&1 | head -1; node --version
httping -c 2 -i 0.1 -G "$at" > plain; plain=$?
httping -c 2 -i 0.1 -G -s "$at" > shown; shown=$?
counts() { grep -o '[0-9]* connects, [0-9]* ok, [0-9.]*% failed' "$1"; }
echo "without -s: $(counts plain), exit $plain"
echo "with -s: $(counts shown), exit $shown"
if [ "$(counts plain), $plain" = "2 connects, 2 ok, 0.00% failed, 0" ] && [ "$(counts shown), $shown" = "2 connects, 0 ok, 100.00% failed, 127" ]; then
  echo "As described: the option that shows the status decides whether it counts."
else
  echo "Changed."; exit 1
fi
