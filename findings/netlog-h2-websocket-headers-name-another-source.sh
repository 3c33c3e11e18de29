#!/usr/bin/env bash
# Chromium, NetLog: HTTP2_SESSION_SEND_HEADERS on an HTTP/2 session names in source_dependency what the stream was sent
# for. For an ordinary request that is an HTTP_STREAM_JOB, which must be followed to the URL_REQUEST. For a WebSocket over
# HTTP/2 (RFC 8441, extended CONNECT) on the same session it is the URL_REQUEST itself. Expected: one event, one kind of
# source. A reader that follows only one of the two loses the requests of the other kind.
# Seen with Chromium 156.0.8078.108 (Debian 156.0.8078.108-1~deb12u1).
# Needs: chromium nodejs openssl. bash findings/netlog-h2-websocket-headers-name-another-source.sh
set -u
missing=()
for pair in chromium:chromium node:nodejs openssl:openssl; do command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}"); done
[ ${#missing[@]} -eq 0 ] || { echo "missing: apt-get install ${missing[*]}"; exit 2; }
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=shop.example \
  -addext subjectAltName=DNS:shop.example -keyout "$work/key" -out "$work/cert" 2>/dev/null
cat > "$work/server.mjs" <<'J'
import http2 from "node:http2";
import fs from "node:fs";
const [folder] = process.argv.slice(2);
const server = http2.createSecureServer({
  key: fs.readFileSync(`${folder}/key`), cert: fs.readFileSync(`${folder}/cert`),
  settings: { enableConnectProtocol: true },
});
const page = `<!doctype html><link rel=icon href=data:,><p id=said>waits</p><script>
const socket = new WebSocket("wss://" + location.host + "/socket");
socket.onopen = () => { said.textContent = "socket open"; };
socket.onclose = () => { said.textContent += ", socket closed"; };
</script>`;
server.on("stream", (stream, { ":method": method }) => {
  if (method === "CONNECT") { stream.respond({ ":status": 200 }); stream.on("error", () => {}); return; }
  stream.respond({ ":status": 200, "content-type": "text/html" });
  stream.end(page);
});
server.listen(0, "127.0.0.1", () => fs.writeFileSync(`${folder}/port`, String(server.address().port)));
J
node "$work/server.mjs" "$work" &
until [ -s "$work/port" ]; do sleep 0.1; done
sandbox=""; [ "$(id -u)" -ne 0 ] || sandbox=--no-sandbox
chromium --version 2>/dev/null
HOME=$work timeout 40 chromium --headless $sandbox --user-data-dir="$work/profile" --ignore-certificate-errors \
  --host-resolver-rules="MAP shop.example 127.0.0.1" --log-net-log="$work/log.json" --virtual-time-budget=5000 \
  --dump-dom "https://shop.example:$(cat "$work/port")/" 2>/dev/null | grep -o 'id="said">[^<]*'
cat > "$work/read.mjs" <<'J'
import fs from "node:fs";
const { constants, events } = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const nameIn = (table, number) => Object.keys(table).find((name) => table[name] === number);
const sent = events.filter(({ type }) => type === constants.logEventTypes.HTTP2_SESSION_SEND_HEADERS).map(({ source, params }) => ({
  session: source.id,
  stream: params.stream_id,
  method: params.headers.find((line) => line.startsWith(":method")).replace(":method: ", ""),
  protocol: params.headers.find((line) => line.startsWith(":protocol"))?.replace(":protocol: ", "") ?? "",
  source_dependency: nameIn(constants.logSourceType, params.source_dependency.type),
}));
console.table(sent);
const of = (method) => [...new Set(sent.filter((one) => one.method === method).map((one) => one.source_dependency))].join();
const asDescribed = of("GET") === "HTTP_STREAM_JOB" && of("CONNECT") === "URL_REQUEST" && new Set(sent.map(({ session }) => session)).size === 1;
console.log(asDescribed ? "As described: GET names its HTTP_STREAM_JOB, the WebSocket its URL_REQUEST." : "Changed.");
process.exitCode = asDescribed ? 0 : 1;
J
node "$work/read.mjs" "$work/log.json"
