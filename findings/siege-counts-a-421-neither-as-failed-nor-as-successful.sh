#!/usr/bin/env bash
# siege counts a response with a status from 400 to 499 neither as successful nor as failed, and exits with 0: of a host that is answered
# 421 each time it reports an availability of 100 % and no failed transaction. Its manual says that 400 and 500 level errors are
# recorded in "Failed transactions"; only those from 500 on are. A check for failed transactions passes on a host that serves nobody.
# Seen with siege 4.0.7 (Debian 4.0.7-1+b1), Node 20.20.2.
# Needs: siege node. bash findings/siege-counts-a-421-neither-as-failed-nor-as-successful.sh
set -u
missing=()
for program in siege node; do command -v "$program" >/dev/null || missing+=("$program"); done
[ ${#missing[@]} -eq 0 ] || { echo "missing: ${missing[*]}"; exit 2; }
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 2
export HOME="$work"
cat > server.mjs <<'S'
import http from 'node:http';
import { writeFileSync } from 'node:fs';
const server = http.createServer((request, response) => {
  response.writeHead(Number(request.url.slice(1)), { 'content-type': 'text/plain' });
  response.end('An answer\n');
});
server.listen(0, '127.0.0.1', () => writeFileSync('port', String(server.address().port)));
S
node server.mjs &
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
printf 'json_output = false\nverbose = false\nlogging = false\n' > siege.conf
# Availability, successful and failed transactions, exit status.
counts() {
  siege -R siege.conf -r 2 -c 1 --no-parser "http://127.0.0.1:$(cat port)/$1" > out 2>&1
  local status=$?
  echo "$1: $(awk -F: '/^Availability/ { a = $2 } /^Successful/ { s = $2 } /^Failed/ { f = $2 } END { print a, s, f }' out | tr -s ' \t' ' ' | sed 's/^ //') exit $status"
}
siege -V > /dev/null 2>&1; siege -V 2>&1 | head -1; node --version
echo "status: availability, successful, failed"
seen="$(for status in 200 421 503; do counts "$status"; done)"
echo "$seen"
if [ "$seen" = "200: 100.00 % 2 0 exit 0
421: 100.00 % 0 0 exit 0
503: 0.00 % 0 2 exit 0" ]; then
  echo "As described: two responses with 421 are neither successful nor failed."
else
  echo "Changed."; exit 1
fi
