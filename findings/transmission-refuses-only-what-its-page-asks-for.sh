#!/usr/bin/env bash
# Transmission (daemon, 3.00) checks the Host field against its list of allowed hosts only after it has served its web page: under a
# name that is not on the list the page loads with status 200, and every request that the page's own scripts make is refused with
# 421. So the address bar shows a page that works, with no word of the refusal, whose text only the network panel has. An address
# instead of a name is never refused. One would expect the page to be refused as well.
# Its 421 also has the label of Apache's error pages but for capitals (`text/html; charset=ISO-8859-1`): libevent's default.
# Exits 0 if that is still so, 1 if it changed, 2 if something is missing.
set -u
for program in transmission-daemon curl; do
  command -v "$program" >/dev/null || { echo "missing: $program (Debian: apt-get install --no-install-recommends transmission-daemon curl)"; exit 2; }
done
work=$(mktemp -d)
trap 'kill "${daemon:-}" 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
dpkg-query -W -f '${Package} ${Version}\n' transmission-daemon 2>/dev/null || transmission-daemon --version
cat >"$work/settings.json" <<'END'
{ "rpc-bind-address": "127.0.0.1", "rpc-authentication-required": false, "rpc-host-whitelist": "torrents.example",
  "rpc-host-whitelist-enabled": true, "dht-enabled": false, "lpd-enabled": false, "port-forwarding-enabled": false }
END
port=$((20000 + RANDOM % 20000))
transmission-daemon -f -g "$work" -p "$port" >"$work/log" 2>&1 &
daemon=$!
for _ in $(seq 100); do curl -s -o /dev/null "http://127.0.0.1:$port/transmission/web/" && break; sleep 0.1; done
ask() { # HOST PATH -> status and type
  curl -s -o /dev/null -w '%{http_code} %{content_type}' -H "Host: $1" "http://127.0.0.1:$port$2"
}
page=$(ask nas.example /transmission/web/)
script=$(ask nas.example /transmission/rpc)
listed=$(ask torrents.example /transmission/rpc)
address=$(ask "127.0.0.1:$port" /transmission/rpc)
echo "the page under a name that is not on the list:       $page"
echo "what its scripts ask for, under that name:           $script"
echo "the same under the name that is on the list:         $listed"
echo "the same under the address:                          $address"
# 409: the host passed, and a session id is wanted.
if [[ $page == '200 text/html'* && $script == '421 text/html; charset=ISO-8859-1' && $listed == 409* && $address == 409* ]]; then
  echo 'as described'
else
  echo 'it changed'
  exit 1
fi
