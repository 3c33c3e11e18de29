#!/usr/bin/env bash
# H2O writes the reason phrase OK for whatever status a handler in mruby gives: `HTTP/1.1 421 OK`, and `HTTP/1.1 404 OK`
# too. Expected: the phrase of the status, as H2O writes it itself for a file that is not there. Who reads a status line
# as text takes a refusal for a success.
# Seen with H2O 2.2.5 (Debian 2.2.5+dfsg2-7).
# Needs: h2o curl python3. bash findings/h2o-mruby-statuses-are-ok.sh
set -u
missing=()
for program in h2o curl python3; do command -v "$program" >/dev/null || missing+=("$program"); done
[ ${#missing[@]} -eq 0 ] || { echo "missing: apt-get install ${missing[*]}"; exit 2; }
work=$(mktemp -d); chmod 755 "$work"
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
port=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
mkdir "$work/files"
user=""; [ "$(id -u)" -ne 0 ] || user="user: nobody"
cat > "$work/h2o.conf" <<C
num-threads: 1
$user
listen:
  host: 127.0.0.1
  port: $port
hosts:
  "*":
    paths:
      "/421":
        mruby.handler: |
          Proc.new {|env| [421, {"content-type" => "text/plain"}, ["no\n"]] }
      "/404":
        mruby.handler: |
          Proc.new {|env| [404, {"content-type" => "text/plain"}, ["no\n"]] }
      "/":
        file.dir: $work/files
C
h2o -m worker -c "$work/h2o.conf" >/dev/null 2>&1 &
line_of() { curl -s -i --retry 40 --retry-delay 1 --retry-all-errors --max-time 5 "http://127.0.0.1:$port$1" | tr -d '\r' | head -1; }
h2o --version | head -1
first=$(line_of /421) second=$(line_of /404) own=$(line_of /none)
echo "mruby, 421: $first"; echo "mruby, 404: $second"; echo "a file that is not there: $own"
if [ "$first" = "HTTP/1.1 421 OK" ] && [ "$second" = "HTTP/1.1 404 OK" ] && [[ $own == "HTTP/1.1 404 "* && $own != *OK ]]; then
  echo "As described: the phrase is OK whatever the status."
else
  echo "Changed."; exit 1
fi
