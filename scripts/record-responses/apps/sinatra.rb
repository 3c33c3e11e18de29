# A Sinatra application: the last segment of the path chooses how it says 421. For Puma, Thin and Unicorn by config.ru.
require 'sinatra/base'
require 'json'

class Hosts < Sinatra::Base
  set :environment, :production
  get '/*' do
    case request.path_info.split('/').last
    when 'json' then [421, { 'Content-Type' => 'application/json' }, { error: 'Unknown host' }.to_json]
    when 'empty' then halt 421
    else halt 421, 'This host is not served here'
    end
  end
end
