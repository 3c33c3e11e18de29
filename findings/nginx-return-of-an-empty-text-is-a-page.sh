#!/usr/bin/env bash
# nginx, `return 421 "";`: instead of the empty body that the rule names it sends its own error page of 150 bytes and more.
# `return 200 "";` is empty. Expected: a given text, though empty, is the body (the manual: "return code [text]"). Who
# wants an empty refusal gets one that names nginx and its version.
# Seen with nginx 1.22.1 (Debian 1.22.1-9+deb12u11).
# Needs: nginx curl python3. bash findings/nginx-return-of-an-empty-text-is-a-page.sh
set -u
PATH=$PATH:/usr/sbin
missing=()
for program in nginx curl python3; do command -v "$program" >/dev/null || missing+=("$program"); done
[ ${#missing[@]} -eq 0 ] || { echo "missing: apt-get install ${missing[*]}"; exit 2; }
work=$(mktemp -d); chmod 755 "$work"
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
port=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
mkdir -m 777 "$work"/{n1,n2,n3,n4,n5}
cat > "$work/nginx.conf" <<C
daemon off; pid $work/nginx.pid; error_log stderr error; events {}
http {
  access_log off;
  client_body_temp_path $work/n1; proxy_temp_path $work/n2; fastcgi_temp_path $work/n3; uwsgi_temp_path $work/n4; scgi_temp_path $work/n5;
  server {
    listen 127.0.0.1:$port;
    location /421 { return 421 ""; }
    location /200 { return 200 ""; }
  }
}
C
nginx -p "$work" -e stderr -c "$work/nginx.conf" >/dev/null 2>&1 &
body_of() { curl -s --retry 40 --retry-delay 1 --retry-connrefused --max-time 5 "http://127.0.0.1:$port$1"; }
nginx -v 2>&1
refused=$(body_of /421) good=$(body_of /200)
echo "return 421 \"\": ${#refused} characters, among them: $(grep -o '<h1>.*</h1>' <<<"$refused")"
echo "return 200 \"\": ${#good} characters"
if [ "${#refused}" -gt 100 ] && [ "${#good}" -eq 0 ]; then
  echo "As described: an empty text is no text for an error status."
else
  echo "Changed."; exit 1
fi
