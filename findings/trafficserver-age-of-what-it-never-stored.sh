#!/usr/bin/env bash
# Apache Traffic Server sends Age with responses that it never stored: with its cache off, for a response with
# Cache-Control: no-store, Age is the time since the origin's Date. An origin whose clock is 90 seconds behind so
# looks like a cache hit of 90 seconds. Expected: no Age, for it is for responses from a store (RFC 9111 section 5.1);
# nginx sends none, and Varnish sends 0 for what it passes on.
# Seen with Traffic Server 9.2.9 (Debian trafficserver 9.2.5+ds-0+deb12u4), Varnish 7.1.1.
# Needs: trafficserver varnish nginx curl python3. Run as root: bash findings/trafficserver-age-of-what-it-never-stored.sh
set -u
missing=()
for pair in traffic_server:trafficserver varnishd:varnish nginx:nginx curl:curl python3:python3; do
  PATH=$PATH:/usr/sbin command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done
[ ${#missing[@]} -eq 0 ] || { echo "missing: apt-get install ${missing[*]}"; exit 2; }
PATH=$PATH:/usr/sbin
work=$(mktemp -d); chmod 755 "$work"
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
free() { python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])'; }
origin=$(free) ats=$(free) varnish=$(free) nginx=$(free)

cat > "$work/origin.py" <<'P'
import email.utils, http.server, sys, time
class Origin(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response_only(200)
        self.send_header("Date", email.utils.formatdate(time.time() - 90, usegmt=True))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"ok\n")
    def log_message(self, *_): pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Origin).serve_forever()
P
python3 "$work/origin.py" "$origin" &

mkdir -m 777 "$work"/{etc,log,run,cache,varnish,n1,n2,n3,n4,n5}
cat > "$work/etc/records.config" <<C
CONFIG proxy.config.http.server_ports STRING $ats:ip-in=127.0.0.1
CONFIG proxy.config.config_dir STRING $work/etc
CONFIG proxy.config.log.logfile_dir STRING $work/log
CONFIG proxy.config.local_state_dir STRING $work/run
CONFIG proxy.config.http.cache.http INT 0
CONFIG proxy.config.admin.user_id STRING nobody
C
echo "map / http://127.0.0.1:$origin/" > "$work/etc/remap.config"
echo "$work/cache 16M" > "$work/etc/storage.config"
printf 'ip_allow:\n  - apply: in\n    ip_addrs: 0/0\n    action: allow\n    methods: ALL\n' > "$work/etc/ip_allow.yaml"
PROXY_CONFIG_CONFIG_DIR=$work/etc PROXY_CONFIG_LOCAL_STATE_DIR=$work/run PROXY_CONFIG_LOG_LOGFILE_DIR=$work/log \
  traffic_server >/dev/null 2>&1 &
cat > "$work/default.vcl" <<C
vcl 4.1;
backend origin { .host = "127.0.0.1"; .port = "$origin"; }
sub vcl_recv { return (pass); }
C
varnishd -F -j none -a "127.0.0.1:$varnish" -f "$work/default.vcl" -s malloc,16m -n "$work/varnish" >/dev/null 2>&1 &
cat > "$work/nginx.conf" <<C
daemon off; pid $work/nginx.pid; error_log stderr error; events {}
http {
  access_log off;
  client_body_temp_path $work/n1; proxy_temp_path $work/n2; fastcgi_temp_path $work/n3; uwsgi_temp_path $work/n4; scgi_temp_path $work/n5;
  server { listen 127.0.0.1:$nginx; location / { proxy_pass http://127.0.0.1:$origin; } }
}
C
nginx -p "$work" -e stderr -c "$work/nginx.conf" >/dev/null 2>&1 &

age() { curl -s -i --retry 40 --retry-delay 1 --retry-all-errors --max-time 5 "http://127.0.0.1:$1/" | tr -d '\r' | sed -n 's/^age: *//Ip'; }
echo "Traffic Server: $(traffic_server --version 2>&1 | grep -o 'traffic_server - [0-9.]*' | tail -1)"
by_ats=$(age "$ats") by_varnish=$(age "$varnish") by_nginx=$(age "$nginx")
echo "Age by Traffic Server: ${by_ats:-none}; by Varnish: ${by_varnish:-none}; by nginx: ${by_nginx:-none}"
if [ "${by_ats:-0}" -ge 89 ] && [ "${by_varnish:-0}" = 0 ] && [ -z "$by_nginx" ]; then
  echo "As described: what was never stored has an Age."
else
  echo "Changed."; exit 1
fi
