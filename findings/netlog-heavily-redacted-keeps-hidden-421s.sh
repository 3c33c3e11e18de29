#!/usr/bin/env bash
# Chromium, NetLog in the mode HeavilyRedacted: its events have no URL, no host, no header and no status, not even the
# status of the final response. The event HTTP_TRANSACTION_RESTART_MISDIRECTED_REQUEST stays. So the 421s that the browser
# hid by its own retry can be counted in such a log. Expected: a mode that drops the
# status 421 drops the event that stands for it, or it keeps both. Only constants.clientInfo.command_line is not redacted:
# it has the URL that the browser was started with.
# Seen with Chromium 156.0.8078.108 (Debian 156.0.8078.108-1~deb12u1).
# Needs: chromium nodejs openssl. bash findings/netlog-heavily-redacted-keeps-hidden-421s.sh
set -u
missing=()
for pair in chromium:chromium node:nodejs openssl:openssl; do command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}"); done
[ ${#missing[@]} -eq 0 ] || { echo "missing: apt-get install ${missing[*]}"; exit 2; }
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=shop.example \
  -addext subjectAltName=DNS:shop.example -keyout "$work/key" -out "$work/cert" 2>/dev/null
# Answers 421 to the first request for a path and 200 to the second.
cat > "$work/server.mjs" <<'J'
import http2 from "node:http2";
import fs from "node:fs";
const [folder] = process.argv.slice(2);
const seen = new Set();
const server = http2.createSecureServer({ key: fs.readFileSync(`${folder}/key`), cert: fs.readFileSync(`${folder}/cert`) });
server.on("stream", (stream, { ":path": path }) => {
  const status = seen.has(path) ? 200 : 421;
  seen.add(path);
  stream.respond({ ":status": status, "content-type": "text/html" });
  stream.end(`<!doctype html><link rel=icon href=data:,><p>status ${status}`);
});
server.listen(0, "127.0.0.1", () => fs.writeFileSync(`${folder}/port`, String(server.address().port)));
J
node "$work/server.mjs" "$work" &
until [ -s "$work/port" ]; do sleep 0.1; done
port=$(cat "$work/port")
sandbox=""; [ "$(id -u)" -ne 0 ] || sandbox=--no-sandbox
visit() { # MODE PATH
  HOME=$work timeout 40 chromium --headless $sandbox --user-data-dir="$work/profile-$1" --ignore-certificate-errors \
    --host-resolver-rules="MAP shop.example 127.0.0.1" --log-net-log="$work/$1.json" --net-log-capture-mode="$1" \
    --dump-dom "https://shop.example:$port/$2" 2>/dev/null | grep -o 'status [0-9]*'
}
chromium --version 2>/dev/null
echo "page on screen, mode Default: $(visit Default basket-one)"
echo "page on screen, mode HeavilyRedacted: $(visit HeavilyRedacted basket-two)"
cat > "$work/read.mjs" <<'J'
import fs from "node:fs";
const [folder] = process.argv.slice(2);
const read = (mode, path) => {
  const text = fs.readFileSync(`${folder}/${mode}.json`, "utf8");
  const log = JSON.parse(text);
  const restart = log.constants.logEventTypes.HTTP_TRANSACTION_RESTART_MISDIRECTED_REQUEST;
  const events = JSON.stringify(log.events);
  return {
    mode,
    restarts: log.events.filter(({ type }) => type === restart).length,
    path: events.includes(path),
    host: events.includes("shop.example"),
    commandLine: log.constants.clientInfo.command_line.includes(path),
    "421": /\b421\b/.test(events.replaceAll(/"(id|time|start_time)":"?\d+"?/g, "")),
    "200": /(HTTP\/1\.1 |:status: )200/.test(events),
  };
};
const full = read("Default", "basket-one");
const redacted = read("HeavilyRedacted", "basket-two");
console.table([full, redacted]);
const asDescribed = full.restarts === 1 && full.path && full.host && full["421"] && full["200"]
  && redacted.restarts === 1 && !redacted.path && !redacted.host && !redacted["421"] && !redacted["200"] && redacted.commandLine;
console.log(asDescribed ? "As described: no URL and no status in the events, yet the hidden 421 can be counted." : "Changed.");
process.exitCode = asDescribed ? 0 : 1;
J
node "$work/read.mjs" "$work"
