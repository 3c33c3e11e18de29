#!/usr/bin/env bash
# uvicorn and hypercorn add their own Date and Server to every response, also where the program has set both: what is passed on from
# an upstream, as a reverse proxy of a few lines does, leaves with two Date and two Server fields. RFC 9110 allows one Date, and
# none by a recipient with a clock that forwards one (section 6.6.1). uvicorn puts its own first, hypercorn its own last, so neither the
# first nor the last value of Server is the one who wrote the response. One would expect the program's fields to stand alone.
# Exits 0 if that is still so, 1 if it changed, 2 if something is missing.
set -u
missing=''
for module in uvicorn hypercorn; do /usr/bin/python3 -c "import $module" 2>/dev/null || missing+=" python3-$module"; done
command -v curl >/dev/null || missing+=' curl'
[[ -z $missing ]] || { echo "missing:$missing (Debian: apt-get install --no-install-recommends$missing)"; exit 2; }
dpkg-query -W -f '${Package} ${Version}\n' python3-uvicorn python3-hypercorn 2>/dev/null
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
cat >"$work/passed_on.py" <<'END'
async def application(scope, receive, send):
    if scope["type"] == "http":
        headers = [(b"date", b"Sat, 28 Nov 2026 08:00:00 GMT"), (b"server", b"Apache"), (b"content-length", b"0")]
        await send({"type": "http.response.start", "status": 421, "headers": headers})
        await send({"type": "http.response.body"})
END
port=$((20000 + RANDOM % 20000))
(cd "$work" && exec /usr/bin/python3 -m uvicorn --lifespan off --port "$port" passed_on:application) >"$work/log" 2>&1 &
(cd "$work" && exec /usr/bin/python3 -m hypercorn -b "127.0.0.1:$((port + 1))" passed_on:application) >>"$work/log" 2>&1 &
fields() { # PORT
  for _ in $(seq 100); do curl -s -o /dev/null "http://127.0.0.1:$1/" && break; sleep 0.1; done
  curl -s -D - -o /dev/null "http://127.0.0.1:$1/" | tr -d '\r' | grep -iE '^(date|server):'
}
servers() { grep -i '^server' <<<"$1" | sed 's/^[^ ]* //' | paste -sd, -; }
uvicorn=$(fields "$port")
hypercorn=$(fields "$((port + 1))")
printf 'uvicorn:\n%s\nhypercorn:\n%s\n' "$uvicorn" "$hypercorn"
if [[ $(grep -ci '^date' <<<"$uvicorn") == 2 && $(servers "$uvicorn") == 'uvicorn,Apache' &&
  $(grep -ci '^date' <<<"$hypercorn") == 2 && $(servers "$hypercorn") == 'Apache,hypercorn-h11' ]]; then
  echo 'as described'
else
  echo 'it changed'
  exit 1
fi
