require_relative 'sinatra'
run Hosts
