#!/usr/bin/env bash
# A proxy that answers CONNECT with 421 never let the request through (RFC 9110 section 9.3.6), and clients tell so in ways that lead
# astray. Go prints the phrase without number or proxy: `Get "https://…": Misdirected Request`. Ruby's Net::HTTP raises the very same error
# as `value` does for a site's own 421. Python's aiohttp names the proxy's URL as that of the response. libwww-perl makes it status 500. curl -i prints
# the proxy's response where the site's would be. Expected: an error that names the proxy and the status, as curl's own line does.
# Seen with Go 1.19.8, Ruby 3.1.2, aiohttp 3.8.4, libwww-perl 6.68, curl 7.88.1 (Debian 12), Node 20.20.2.
# Needs: go ruby python3 with python3-aiohttp, lwp-request, curl, node, openssl.
# bash findings/refused-tunnel-reads-as-the-sites-421-or-as-no-status.sh
set -u
missing=()
for program in go ruby /usr/bin/python3 lwp-request curl node openssl; do command -v "$program" >/dev/null || missing+=("$program"); done
/usr/bin/python3 -c 'import aiohttp' 2>/dev/null || missing+=(python3-aiohttp)
[ ${#missing[@]} -eq 0 ] || { echo "missing: ${missing[*]}"; exit 2; }
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 2
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 7 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem 2>/dev/null
cat > server.mjs <<'S'
// A site that answers 421, and a proxy that answers CONNECT with 421.
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
const site = https.createServer({ key: readFileSync('key.pem'), cert: readFileSync('cert.pem') }, (_, response) => {
  response.writeHead(421, { 'content-length': 0 }).end();
});
const proxy = http.createServer().on('connect', (_, socket) => {
  socket.end('HTTP/1.1 421 Misdirected Request\r\nContent-Length: 0\r\n\r\n');
});
site.listen(0, '127.0.0.1', () =>
  proxy.listen(0, '127.0.0.1', () => writeFileSync('ports', `${site.address().port} ${proxy.address().port}`)));
S
node server.mjs &
for _ in $(seq 100); do [ -s ports ] && break; sleep 0.1; done
read -r site proxy < ports
cat > ask.go <<'G'
package main

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
)

func main() {
	proxy, _ := url.Parse(os.Args[2])
	// The environment's proxy is never used for localhost.
	client := http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(proxy)}}
	_, err := client.Get(os.Args[1])
	fmt.Println(err)
}
G
export GOCACHE="$work/go" GOFLAGS=-mod=mod no_proxy= NO_PROXY=
cat > ask.py <<'P'
import aiohttp, asyncio, sys
async def main():
    async with aiohttp.ClientSession() as session:
        try:
            await session.get(sys.argv[1], proxy=sys.argv[2])
        except Exception as error:
            print(type(error).__name__, error)
asyncio.run(main())
P
cat > ask.rb <<'R'
require 'net/http'
url = URI(ARGV[0])
proxy = ARGV[1] && URI(ARGV[1])
begin
  http = proxy ? Net::HTTP.new(url.host, url.port, proxy.host, proxy.port) : Net::HTTP.new(url.host, url.port, nil)
  http.use_ssl = true
  http.verify_mode = 0
  http.get('/').value
rescue => error
  puts "#{error.class} #{error.message}"
end
R
cat > ask.pl <<'P'
use LWP::UserAgent;
my $agent = LWP::UserAgent->new(ssl_opts => { verify_hostname => 0 });
$agent->proxy(https => "http://$ARGV[1]/");
print $agent->get($ARGV[0])->status_line, "\n";
P
url="https://localhost:$site/"
through="http://127.0.0.1:$proxy"
said() { sed -e "s/:$site/:SITE/g" -e "s/:$proxy/:PROXY/g"; }
{
  echo "Go: $(go run ask.go "$url" "$through" 2>&1)"
  echo "Ruby, the site: $(ruby ask.rb "$url")"
  echo "Ruby, the proxy: $(ruby ask.rb "$url" "$through")"
  echo "aiohttp: $(/usr/bin/python3 ask.py "$url" "$through")"
  echo "LWP: $(perl ask.pl "$url" "127.0.0.1:$proxy")"
  echo "curl -i: $(curl -ski --noproxy '' -x "$through" "$url" | head -1 | tr -d '\r')"
} | said > seen
go version; ruby --version; /usr/bin/python3 -c 'import aiohttp; print("aiohttp", aiohttp.__version__)'
perl -MLWP -e 'print "libwww-perl $LWP::VERSION\n"'; curl --version | head -1 | cut -d' ' -f1,2; node --version
cat seen
cat > expected <<'X'
Go: Get "https://localhost:SITE/": Misdirected Request
Ruby, the site: Net::HTTPServerException 421 "Misdirected Request"
Ruby, the proxy: Net::HTTPServerException 421 "Misdirected Request"
aiohttp: ClientHttpProxyError 421, message='Misdirected Request', url=URL('http://127.0.0.1:PROXY')
LWP: 500 establishing SSL tunnel failed: 421 Misdirected Request
curl -i: HTTP/1.1 421 Misdirected Request
X
if cmp -s seen expected; then
  echo "As described: a proxy's 421 to CONNECT reads as the site's, or as no status at all."
else
  echo "Changed."; exit 1
fi
