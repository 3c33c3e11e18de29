#!/usr/bin/env bash
# Apache httpd with mod_http2 and the prefork MPM, as mod_php wants it, never speaks h2: it does not choose it in ALPN. Yet
# its responses over TLS carry `Upgrade: h2` and `Connection: Upgrade`, on an error page too. Expected: no offer of what
# is refused (RFC 9113 took the upgrade away altogether). A gateway that passes the fields on offends h2 clients.
# Seen with Apache httpd 2.4.71 (Debian 2.4.71-1~deb12u1).
# Needs: apache2 curl openssl python3. Run as root: bash findings/apache-prefork-offers-h2-it-never-speaks.sh
set -u
PATH=$PATH:/usr/sbin
missing=()
for program in apache2 curl openssl python3; do command -v "$program" >/dev/null || missing+=("$program"); done
[ ${#missing[@]} -eq 0 ] || { echo "missing: apt-get install ${missing[*]}"; exit 2; }
work=$(mktemp -d); chmod 755 "$work"
trap 'kill $(jobs -p) 2>/dev/null; sleep 0.5; rm -rf "$work"' EXIT
free() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=shop.example \
  -keyout "$work/key" -out "$work/cert" 2>/dev/null
mkdir "$work/site"; echo hello > "$work/site/index.html"; chmod -R a+rX "$work/site"
start() { # MPM PORT
  mkdir -p "$work/$1"
  cat > "$work/$1.conf" <<C
ServerRoot $work/$1
$(for module in "mpm_$1" authz_core dir mime ssl http2; do echo "LoadModule ${module}_module /usr/lib/apache2/modules/mod_$module.so"; done)
User #65534
Group #65534
ServerName shop.example
PidFile $work/$1/pid
DefaultRuntimeDir $work/$1
Mutex file:$work/$1 default
ErrorLog $work/$1/log
TypesConfig /etc/mime.types
SSLSessionCache none
Protocols h2 http/1.1
DocumentRoot $work/site
Listen 127.0.0.1:$2
<VirtualHost 127.0.0.1:$2>
SSLEngine on
SSLCertificateFile $work/cert
SSLCertificateKeyFile $work/key
<Directory $work/site>
Require all granted
</Directory>
</VirtualHost>
C
  # Apache ends its whole process group, so it gets one of its own.
  setsid apache2 -DFOREGROUND -f "$work/$1.conf" >/dev/null 2>&1 &
}
prefork=$(free); start prefork "$prefork"
event=$(free); start event "$event"
head_of() { curl -sk -i --http2 --retry 40 --retry-delay 1 --retry-all-errors --max-time 5 "https://127.0.0.1:$1/" | tr -d '\r' | sed '/^$/q'; }
apache2 -v | head -1
by_prefork=$(head_of "$prefork") by_event=$(head_of "$event")
echo "--- prefork, asked with ALPN h2, http/1.1"; echo "$by_prefork"; echo "--- event, likewise"; echo "$by_event" | head -1
if grep -q '^HTTP/1.1 200' <<<"$by_prefork" && grep -qi '^upgrade: h2' <<<"$by_prefork" && grep -q '^HTTP/2 200' <<<"$by_event"; then
  echo "As described: prefork offers h2 in a field and never speaks it."
else
  echo "Changed."; exit 1
fi
