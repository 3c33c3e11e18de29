#!/usr/bin/env bash
# Tomcat compares the SNI of a connection with Host (strictSni, on by default since 9.0.113, 10.1.50, 11.0.15). Where they belong
# to different SSLHostConfigs it refuses, and gives no reason: over HTTP/1.1 its page is the bare one for status 400, with no
# "Message" line, and over HTTP/2 it resets the stream with PROTOCOL_ERROR, so there is no status at all. Expected: a 421, for
# which RFC 9110 section 15.5.20 gives this very case, or the sentence of its own message file, "The host header does not match the
# SNI host". So nothing that a client gets tells the check from any other bad request.
# Seen with Tomcat 10.1.60 (Debian 10.1.60-1~deb12u1).
# Needs: tomcat10 curl openssl python3. Run as root: bash findings/tomcat-strict-sni-gives-no-reason.sh
set -u
missing=()
for program in java curl openssl python3; do command -v "$program" >/dev/null || missing+=("$program"); done
[ -x /usr/share/tomcat10/bin/catalina.sh ] || missing+=(tomcat10)
[ ${#missing[@]} -eq 0 ] || { echo "missing: apt-get install ${missing[*]}"; exit 2; }
work=$(mktemp -d)
trap 'kill $server 2>/dev/null; sleep 0.5; rm -rf "$work"' EXIT
port=$(python3 -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
for name in one two; do
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=$name.example" \
    -addext "subjectAltName=DNS:one.example,DNS:two.example" -keyout "$work/$name.key" -out "$work/$name.pem" 2>/dev/null
done
mkdir -p "$work"/{conf,logs,temp,work,webapps/ROOT}
echo hello > "$work/webapps/ROOT/index.html"
cp /etc/tomcat10/web.xml "$work/conf/"
host_config() {
  echo "<SSLHostConfig hostName=\"$1.example\"><Certificate certificateFile=\"$work/$1.pem\" certificateKeyFile=\"$work/$1.key\"/></SSLHostConfig>"
}
cat > "$work/conf/server.xml" <<C
<Server port="-1"><Service name="Catalina">
<Connector port="$port" address="127.0.0.1" SSLEnabled="true" scheme="https" secure="true" defaultSSLHostConfigName="one.example">
<UpgradeProtocol className="org.apache.coyote.http2.Http2Protocol"/>
$(host_config one)
$(host_config two)
</Connector>
<Engine name="Catalina" defaultHost="localhost"><Host name="localhost" appBase="webapps"/></Engine>
</Service></Server>
C
CATALINA_HOME=/usr/share/tomcat10 CATALINA_BASE=$work /usr/share/tomcat10/bin/catalina.sh run >"$work/log" 2>&1 &
server=$!
ask() { # HOST PROTOCOL
  curl -sk -i "$2" --max-time 10 --connect-to "::127.0.0.1:$port" -H "Host: $1" https://one.example/ 2>/dev/null
}
for _ in $(seq 100); do ask one.example --http1.1 | grep -q hello && break; sleep 0.3; done
dpkg-query -W -f '${Package} ${Version}\n' tomcat10
same=$(ask one.example --http2 | head -1 | tr -d '\r')
one=$(ask two.example --http1.1)
two=$(curl -sk -v --http2 --max-time 10 --connect-to "::127.0.0.1:$port" -H 'Host: two.example' https://one.example/ 2>&1)
echo "--- SNI one.example, Host one.example, HTTP/2"; echo "$same"
echo "--- SNI one.example, Host two.example, HTTP/1.1"; echo "$one" | sed 's/<style.*<\/style>//'
echo "--- SNI one.example, Host two.example, HTTP/2"; grep -i 'stream\|HTTP/2 [0-9]' <<<"$two"
if grep -q '^HTTP/2 200' <<<"$same" && grep -q '^HTTP/1.1 400' <<<"$one" && ! grep -qi 'SNI\|<b>Message' <<<"$one" &&
  grep -q 'not closed cleanly: PROTOCOL_ERROR' <<<"$two"; then
  echo "As described: the check refuses, and says nothing of it."
else
  echo "Changed."; exit 1
fi
