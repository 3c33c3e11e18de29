#!/usr/bin/env bash
# Caddy passes the CGI field Status of a FastCGI program on to the browser: a response of php-fpm with a status other than
# 200 arrives with `Status: 421` beside the status line. Expected: the field is for the gateway and ends there (RFC 3875
# section 6.3.3), as it does with nginx. It tells the world that FastCGI stands behind a Caddy.
# Seen with Caddy 2.6.2 (Debian 2.6.2-5), php-fpm 8.2.36, nginx 1.22.1.
# Needs: caddy nginx php-fpm curl python3. Run as root: bash findings/caddy-passes-the-status-field-of-php.sh
set -u
PATH=$PATH:/usr/sbin
fpm=$(compgen -c | grep -E '^php-fpm[0-9.]*$' | sort -u | tail -1)
missing=()
for program in caddy nginx curl python3; do command -v "$program" >/dev/null || missing+=("$program"); done
[ -n "$fpm" ] || missing+=(php-fpm)
[ ${#missing[@]} -eq 0 ] || { echo "missing: apt-get install ${missing[*]}"; exit 2; }
work=$(mktemp -d); chmod 755 "$work"
trap 'kill $(jobs -p) 2>/dev/null; sleep 0.3; rm -rf "$work"' EXIT
free() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }
php=$(free) caddy=$(free) nginx=$(free)

mkdir "$work/site"; echo '<?php http_response_code(421); echo "no";' > "$work/site/index.php"; chmod -R a+rX "$work/site"
printf '[global]\nerror_log = /dev/stderr\n[www]\nuser = nobody\ngroup = nogroup\nlisten = 127.0.0.1:%s\npm = static\npm.max_children = 1\n' "$php" > "$work/fpm.conf"
"$fpm" -F -y "$work/fpm.conf" >/dev/null 2>&1 &
mkdir "$work/storage"
cat > "$work/Caddyfile" <<C
{
  admin off
  auto_https off
  storage file_system $work/storage
}
http://127.0.0.1:$caddy {
  root * $work/site
  php_fastcgi 127.0.0.1:$php
}
C
HOME=$work caddy run --adapter caddyfile --config "$work/Caddyfile" >/dev/null 2>&1 &
mkdir -m 777 "$work"/{n1,n2,n3,n4,n5}
cat > "$work/nginx.conf" <<C
daemon off; pid $work/nginx.pid; error_log stderr error; events {}
http {
  access_log off;
  client_body_temp_path $work/n1; proxy_temp_path $work/n2; fastcgi_temp_path $work/n3; uwsgi_temp_path $work/n4; scgi_temp_path $work/n5;
  server {
    listen 127.0.0.1:$nginx; root $work/site;
    location / { fastcgi_pass 127.0.0.1:$php; fastcgi_param SCRIPT_FILENAME $work/site/index.php; fastcgi_param REQUEST_METHOD GET; }
  }
}
C
nginx -p "$work" -e stderr -c "$work/nginx.conf" >/dev/null 2>&1 &

head_of() { curl -s -i --retry 40 --retry-delay 1 --retry-all-errors --max-time 5 "http://127.0.0.1:$1/index.php" | tr -d '\r' | sed '/^$/q'; }
echo "Caddy $(caddy version | cut -d' ' -f1), $($fpm -v | head -1)"
by_caddy=$(head_of "$caddy") by_nginx=$(head_of "$nginx")
echo "--- by Caddy"; echo "$by_caddy"; echo "--- by nginx"; echo "$by_nginx"
if grep -qi '^status: 421' <<<"$by_caddy" && ! grep -qi '^status:' <<<"$by_nginx" && grep -q ' 421' <<<"$by_nginx"; then
  echo "As described: Caddy passes Status on, nginx does not."
else
  echo "Changed."; exit 1
fi
