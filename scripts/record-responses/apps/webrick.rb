# One web application on WEBrick: `ruby webrick.rb PORT`. The last segment of the path chooses how it answers 421.
require 'webrick'

server = WEBrick::HTTPServer.new(
  Port: ARGV.fetch(0).to_i, BindAddress: '127.0.0.1', AccessLog: [], Logger: WEBrick::Log.new(File::NULL)
)
server.mount_proc('/') do |request, response|
  response.status = 421
  case request.path.split('/').last
  when 'text'
    response['Content-Type'] = 'text/plain'
    response.body = 'This host is not served here'
  when 'json'
    response['Content-Type'] = 'application/json'
    response.body = '{"error":"WRONG_HOST"}'
  end
end
server.start
