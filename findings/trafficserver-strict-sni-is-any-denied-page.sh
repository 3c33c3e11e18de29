#!/usr/bin/env bash
# Apache Traffic Server compares the SNI of a connection with Host where sni.yaml has host_sni_policy: ENFORCED for the host. What
# it then answers is 403 with its page "Access Denied", byte for byte the page of a request that a remap rule denies, over HTTP/2
# as well; the reason stands in its log alone. Expected: 421, for which RFC 9110 section 15.5.20 gives this very case. With a
# certificate for both hosts a browser shares one HTTP/2 connection between them, so a visitor of the one would get a 403 from the
# other, which no browser retries as it would a 421.
# Seen with Traffic Server 9.2.9 (Debian trafficserver 9.2.5+ds-0+deb12u4).
# Needs: trafficserver curl openssl python3. Run as root: bash findings/trafficserver-strict-sni-is-any-denied-page.sh
set -u
PATH=$PATH:/usr/sbin
missing=()
for pair in traffic_server:trafficserver curl:curl openssl:openssl python3:python3; do
  command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done
[ ${#missing[@]} -eq 0 ] || { echo "missing: apt-get install ${missing[*]}"; exit 2; }
work=$(mktemp -d); chmod 755 "$work"
trap 'kill $(jobs -p) 2>/dev/null; sleep 0.5; rm -rf "$work"' EXIT
free() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }
port=$(free) origin=$(free)
mkdir -m 777 "$work"/{etc,log,run,www}
echo hello > "$work/www/index.html"
python3 -m http.server -b 127.0.0.1 -d "$work/www" "$origin" >/dev/null 2>&1 &
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=one.example \
  -addext "subjectAltName=DNS:one.example,DNS:two.example" -keyout "$work/k.pem" -out "$work/c.pem" 2>/dev/null
chmod 644 "$work"/*.pem
cat > "$work/etc/records.config" <<C
CONFIG proxy.config.http.server_ports STRING $port:ssl:ip-in=127.0.0.1
CONFIG proxy.config.config_dir STRING $work/etc
CONFIG proxy.config.log.logfile_dir STRING $work/log
CONFIG proxy.config.local_state_dir STRING $work/run
CONFIG proxy.config.http.cache.http INT 0
CONFIG proxy.config.admin.user_id STRING nobody
CONFIG proxy.config.ssl.server.cert.path STRING $work
CONFIG proxy.config.ssl.server.private_key.path STRING $work
C
echo 'dest_ip=* ssl_cert_name=c.pem ssl_key_name=k.pem' > "$work/etc/ssl_multicert.config"
printf 'sni:\n- fqdn: two.example\n  verify_client: MODERATE\n  host_sni_policy: ENFORCED\n' > "$work/etc/sni.yaml"
cat > "$work/etc/remap.config" <<C
map https://two.example/denied/ http://127.0.0.1:$origin/ @action=deny @src_ip=127.0.0.1
map https://two.example/ http://127.0.0.1:$origin/
map https://one.example/ http://127.0.0.1:$origin/
C
printf 'ip_allow:\n  - apply: in\n    ip_addrs: 0/0\n    action: allow\n    methods: ALL\n' > "$work/etc/ip_allow.yaml"
: > "$work/etc/storage.config"
PROXY_CONFIG_CONFIG_DIR=$work/etc PROXY_CONFIG_LOCAL_STATE_DIR=$work/run PROXY_CONFIG_LOG_LOGFILE_DIR=$work/log \
  traffic_server >/dev/null 2>&1 &
ask() { # PROTOCOL SNI HOST PATH
  curl -sk -i "$1" --max-time 5 --connect-to "::127.0.0.1:$port" -H "Host: $3" "https://$2$4" | tr -d '\r' | grep -vi '^date:'
}
for _ in $(seq 60); do ask --http1.1 one.example one.example / | grep -q hello && break; sleep 0.5; done
echo "Traffic Server: $(traffic_server --version 2>&1 | grep -o 'traffic_server - [0-9.]*' | tail -1)"
well=$(ask --http2 two.example two.example / | head -1)
other=$(ask --http1.1 one.example two.example /)
denied=$(ask --http1.1 two.example two.example /denied/)
over2=$(ask --http2 one.example two.example / | head -1)
log=$(grep -h 'SNI/hostname mismatch' "$work"/log/* | tail -1)
echo "--- SNI two.example, Host two.example, HTTP/2"; echo "$well"
echo "--- SNI one.example, Host two.example"; echo "$other"
echo "--- the same over HTTP/2"; echo "$over2"
echo "--- its log"; echo "$log"
if grep -q '^HTTP/2 200' <<<"$well" && grep -q '^HTTP/1.1 403 Access Denied' <<<"$other" && [ "$other" = "$denied" ] &&
  grep -q '^HTTP/2 403' <<<"$over2" && [ -n "$log" ]; then
  echo "As described: 403, and the same as for a request that a rule denies."
else
  echo "Changed."; exit 1
fi
