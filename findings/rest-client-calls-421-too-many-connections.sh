#!/usr/bin/env bash
# Ruby's rest-client words a 421 as "421 Too Many Connections From This IP" and raises RestClient::TooManyConnectionsFromThisIP, whatever
# the response says: its table has for 421 what FTP servers mean by that number (RFC 959 section 4.2.1), not what HTTP means
# (RFC 9110 section 15.5.20), and Ruby's own Net::HTTP beneath it has the right name. Who reads the error looks for a rate limit.
# Seen with rest-client 2.1.0 (Debian's ruby-rest-client 2.1.0-3), Ruby 3.1.2.
# Needs: ruby with rest-client (Debian: ruby-rest-client). bash findings/rest-client-calls-421-too-many-connections.sh
set -u
command -v ruby >/dev/null && ruby -rrest-client -e '' 2>/dev/null || { echo "missing: apt-get install ruby ruby-rest-client"; exit 2; }
ruby --version; ruby -rrest-client -e 'puts "rest-client #{RestClient.version}"'
seen="$(ruby -rsocket -rrest-client -e '
server = TCPServer.new("127.0.0.1", 0)
Thread.new do
  loop do
    client = server.accept
    nil until client.gets == "\r\n"
    client.write "HTTP/1.1 421 Misdirected Request\r\nContent-Type: text/plain\r\nContent-Length: 20\r\nConnection: close\r\n\r\nMisdirected Request\n"
    client.close
  end
end
begin
  RestClient.get("http://127.0.0.1:#{server.addr[1]}/")
rescue RestClient::Exception => error
  puts "#{error.class}: #{error.message}"
  puts error.response.net_http_res.class
end')"
echo "$seen"
if [ "$seen" = "RestClient::TooManyConnectionsFromThisIP: 421 Too Many Connections From This IP
Net::HTTPMisdirectedRequest" ]; then
  echo "As described: the error of a misdirected request speaks of too many connections."
else
  echo "Changed."; exit 1
fi
