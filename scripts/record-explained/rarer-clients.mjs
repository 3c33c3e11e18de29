const APACHE = 'https://shop.example/nginx-apache-origin/?token=SECRETQUERY';
const own = (name) => `https://shop.example/${name}/cart`;

/** A client of Debian's; `version`: the command that prints its version. */
const program = (name, command, version = [command[0], '--version'], files = {}) => ({
  ...{ name, command, version, files },
});
const installed = (name, packageName, command, files = {}) =>
  program(name, command, ['dpkg-query', '-W', packageName], files);
const perl = (name, module, code) =>
  program(
    name,
    ['perl', '-e', code],
    ['perl', `-M${module}`, '-e', `print "${module} $${module}::VERSION\n"`],
  );
const ruby = (name, packageName, code) => installed(name, packageName, ['ruby', '-e', code]);
const python = (name, packageName, code) =>
  installed(name, packageName, ['/usr/bin/python3', `ask-${name}.py`], { [`ask-${name}.py`]: code });
const npmVersion = (module) => [
  ...['node', '-p'],
  `'${module} '+JSON.parse(require('fs').readFileSync('node_modules/${module}/package.json')).version`,
];
const npm = (name, module, code) =>
  program(name, ['node', `${name}.js`], npmVersion(module), { [`${name}.js`]: code });
const npmProgram = (name, module, words, files = {}) =>
  program(name, [`node_modules/.bin/${module}`, ...words], npmVersion(module), files);

const AWS = `import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
const client = new S3Client({ endpoint: 'https://shop.example/nginx-own-return', region: 'x', forcePathStyle: true, maxAttempts: 1, credentials: { accessKeyId: 'a', secretAccessKey: 'SECRETKEY' } });
await client.send(new GetObjectCommand({ Bucket: 'b', Key: 'cart' })).catch((error) => console.log(error));
`;
const GO = `package main

import (
	"log"
	"net/http"
)

func main() {
	r, err := http.Get("${own('nginx-own-return')}")
	if err != nil {
		log.Fatal(err)
	}
	r.Body.Close()
}
`;
const SIEGE = { 'siege.conf': 'verbose = true\njson_output = false\n' };
const COLLECTION = JSON.stringify({
  info: { name: 'cart', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  item: [{ name: 'cart', request: { method: 'GET', url: own('nginx-own-return') } }],
});

/** Clients that fewer people use: load tools, downloaders, package managers, libraries with a log of their own. */
export function rarerClients() {
  return [
    program('nghttp', ['nghttp', '-v', APACHE]),
    program('nghttp-stat', ['nghttp', '-ns', own('nginx-own-return')]),
    program('ab', ['ab', '-n', '1', '-v', '4', own('nginx-own-return')], ['ab', '-V']),
    installed(
      'siege',
      'siege',
      ['siege', '-R', 'siege.conf', '-r', '1', '-c', '1', '--no-parser', own('nginx-own-return')],
      SIEGE,
    ),
    installed('siege-get', 'siege', ['siege', '-R', 'siege.conf', '-g', APACHE], SIEGE),
    installed('hey', 'hey', ['hey', '-n', '2', '-c', '1', own('nginx-own-return')]),
    installed('lftp', 'lftp', [
      'lftp',
      '-d',
      '-c',
      `set xfer:log no; set ssl:ca-file cert.pem; cat ${own('nginx-own-return')}`,
    ]),
    program('axel', ['axel', '-a', '-v', own('nginx-own-return')]),
    installed('httping', 'httping', ['httping', '-c', '2', '-s', '-G', own('nginx-own-return')]),
    installed('ffprobe', 'ffmpeg', ['ffprobe', '-hide_banner', own('nginx-own-return')]),
    installed('yt-dlp', 'yt-dlp', ['yt-dlp', own('nginx-own-return')]),
    installed('svn', 'subversion', [
      'svn',
      '--non-interactive',
      '--trust-server-cert-failures=unknown-ca',
      'ls',
      own('nginx-own-return'),
    ]),
    installed('mojo-get', 'libmojolicious-perl', ['mojo', 'get', '-v', APACHE]),
    perl(
      'http-tiny',
      'HTTP::Tiny',
      `use HTTP::Tiny; use Data::Dumper; print Dumper(HTTP::Tiny->new(verify_SSL => 0)->get('${own('nginx-own-return')}'))`,
    ),
    ruby(
      'ruby-faraday',
      'ruby-faraday',
      `require 'faraday'; Faraday.new { |f| f.response :raise_error; f.response :logger }.get('${own('nginx-own-return')}')`,
    ),
    ruby(
      'ruby-rest-client',
      'ruby-rest-client',
      `require 'rest-client'; RestClient.get('${own('nginx-own-return')}')`,
    ),
    ruby(
      'ruby-rest-client-log',
      'ruby-rest-client',
      `require 'rest-client'; RestClient.log = 'stdout'; RestClient.get('${own('nginx-own-return')}') rescue puts $!.message`,
    ),
    ruby(
      'ruby-httparty',
      'ruby-httparty',
      `require 'httparty'; p HTTParty.get('${own('nginx-own-return')}')`,
    ),
    ruby(
      'ruby-debug-output',
      'ruby',
      `require 'net/http'; h = Net::HTTP.new('shop.example', 443); h.use_ssl = true; h.set_debug_output($stdout); h.get('/nginx-apache-origin/?token=SECRETQUERY')`,
    ),
    python(
      'tornado',
      'python3-tornado',
      `from tornado.httpclient import HTTPClient\nHTTPClient().fetch('${own('nginx-own-return')}')\n`,
    ),
    python(
      'httplib2',
      'python3-httplib2',
      `import httplib2\nhttplib2.debuglevel = 1\nprint(httplib2.Http().request('${own('nginx-own-return')}'))\n`,
    ),
    python(
      'treq',
      'python3-treq',
      `import treq\nfrom twisted.internet.task import react\nasync def main(reactor):\n  r = await treq.get('${own('nginx-own-return')}')\n  print(r)\nfrom twisted.internet import defer\nreact(lambda r: defer.ensureDeferred(main(r)))\n`,
    ),
    python(
      'websockets',
      'python3-websockets',
      `import asyncio, websockets\nasync def main():\n  async with websockets.connect('wss://shop.example/nginx-own-return/cart'): pass\nasyncio.run(main())\n`,
    ),
    installed('httpx-program', 'python3-httpx', ['/usr/bin/httpx', '-v', own('nginx-own-return')]),
    program('php-curl', [
      'php',
      '-r',
      `$c = curl_init('${APACHE}'); curl_setopt_array($c, [CURLOPT_VERBOSE => true, CURLOPT_RETURNTRANSFER => true]); curl_exec($c); print_r(curl_getinfo($c));`,
    ]),
    installed('php-guzzle', 'php-guzzlehttp-guzzle', [
      'php',
      '-r',
      `require 'GuzzleHttp/autoload.php'; (new GuzzleHttp\\Client)->get('${APACHE}');`,
    ]),
    installed('emacs-url', 'emacs-nox', [
      'emacs',
      '-Q',
      '--batch',
      '--eval',
      `(progn (setq network-security-level 'low gnutls-trustfiles '("cert.pem") gnutls-verify-error nil) (with-current-buffer (url-retrieve-synchronously "${APACHE}") (princ (buffer-string))))`,
    ]),
    installed('guile', 'guile-3.0', [
      'guile',
      '-c',
      `(use-modules (web client)) (display (http-get "http://shop.example/haproxy-own-default/x"))`,
    ]),
    installed('apt', 'apt', [
      'sh',
      '-c',
      `mkdir -p a/lists/partial a/cache; echo 'deb [trusted=yes] https://shop.example/nginx-own-return stable main' > a/list; apt-get -o Dir::Etc::sourcelist=$PWD/a/list -o Dir::Etc::sourceparts=- -o Dir::State::lists=$PWD/a/lists -o APT::Sandbox::User=root -o APT::Update::Pre-Invoke::=true update`,
    ]),
    installed('pip', 'python3-pip', [
      '/usr/bin/python3',
      '-m',
      'pip',
      'download',
      '--no-cache-dir',
      '--retries',
      '0',
      '-vv',
      '--index-url',
      'https://shop.example/nginx-own-return/',
      'left-pad',
    ]),
    program('gem', [
      'gem',
      'fetch',
      '--clear-sources',
      '--source',
      'https://shop.example/nginx-own-return/',
      'left-pad',
    ]),
    installed('composer', 'composer', [
      'sh',
      '-c',
      `mkdir -p c && cd c && echo '{"repositories":[{"packagist.org":false},{"type":"composer","url":"https://shop.example/nginx-own-return"}],"require":{"a/b":"*"}}' > composer.json && COMPOSER_ALLOW_SUPERUSER=1 composer update --no-interaction -vvv`,
    ]),
    installed('rclone', 'rclone', [
      'rclone',
      'lsf',
      ':http:',
      '--http-url',
      APACHE,
      '--dump',
      'headers',
      '--retries',
      '1',
    ]),
    installed('s3cmd', 's3cmd', [
      's3cmd',
      '-d',
      '--no-check-certificate',
      '--access_key=a',
      '--secret_key=SECRETKEY',
      '--host=shop.example',
      '--host-bucket=shop.example',
      'get',
      's3://nginx-own-return/cart',
      '-',
    ]),
    program('skopeo', ['skopeo', 'inspect', 'docker://shop.example/nginx-own-return/cart']),
    installed('cadaver', 'cadaver', ['sh', '-c', `echo quit | cadaver ${own('nginx-own-return')}`]),
    {
      ...program(
        'java-http-client-log',
        [
          ...['java', '-Djdk.httpclient.HttpClient.log=all', '-Djavax.net.ssl.trustStore=store.p12'],
          ...['-Djavax.net.ssl.trustStorePassword=secret1', 'AskLogged.java'],
        ],
        ['java', '--version'],
        {
          'AskLogged.java': `import java.net.URI;\nimport java.net.http.*;\n\npublic class AskLogged {\n  public static void main(String[] a) throws Exception {\n    HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("${APACHE}")).build(), HttpResponse.BodyHandlers.ofString());\n  }\n}\n`,
        },
      ),
    },
    program(
      'go-http2debug',
      ['env', 'GODEBUG=http2debug=2', 'go', 'run', 'ask-debug.go'],
      ['go', 'version'],
      { 'ask-debug.go': GO },
    ),
    program(
      'node-debug-fetch',
      ['env', 'NODE_DEBUG=fetch', 'node', 'debug-fetch.js'],
      ['node', '--version'],
      { 'debug-fetch.js': `await (await fetch('${own('nginx-own-return')}')).text();\n` },
    ),
    program('node-http2', ['node', 'ask-h2.js'], ['node', '--version'], {
      'ask-h2.js': `import http2 from 'node:http2';\nconst s = http2.connect('https://shop.example');\nconst r = s.request({ ':path': '/nginx-apache-origin/' });\nr.on('response', (headers) => console.log(headers));\nr.on('end', () => s.close()).resume();\n`,
    }),
    npmProgram('autocannon', 'autocannon', [
      '-c',
      '1',
      '-a',
      '2',
      '--renderStatusCodes',
      own('nginx-own-return'),
    ]),
    npmProgram('newman', 'newman', ['run', '--color', 'off', 'collection.json'], {
      'collection.json': COLLECTION,
    }),
    npmProgram('linkinator', 'linkinator', [own('nginx-own-return')]),
    npm(
      'needle',
      'needle',
      `import needle from 'needle';\nconst r = await needle('get', '${own('nginx-own-return')}');\nconsole.log(r.statusCode, r.statusMessage, r.headers);\n`,
    ),
    npm(
      'ofetch',
      'ofetch',
      `import { ofetch } from 'ofetch';\nawait ofetch('${own('nginx-own-return')}');\n`,
    ),
    npm(
      'openai',
      'openai',
      `import OpenAI from 'openai';\nawait new OpenAI({ apiKey: 'SECRETKEY', baseURL: 'https://shop.example/mcp-python', maxRetries: 0 }).models.list();\n`,
    ),
    npm(
      'octokit',
      '@octokit/request',
      `import { request } from '@octokit/request';\nawait request('GET /cart', { baseUrl: 'https://shop.example/nginx-own-return', headers: { authorization: 'token SECRETTOKEN' } }).catch((error) => console.log(error));\n`,
    ),
    npm(
      'ws',
      'ws',
      `import WebSocket from 'ws';\nnew WebSocket('wss://shop.example/nginx-own-return/cart');\n`,
    ),
    npm(
      'graphql-request',
      'graphql-request',
      `import { request, gql } from 'graphql-request';\nawait request('${own('nginx-own-return')}', gql\`{ cart }\`);\n`,
    ),
    npm(
      'wretch',
      'wretch',
      `import wretch from 'wretch';\nawait wretch('${own('nginx-own-return')}').get().res();\n`,
    ),
    npm(
      'npm-request',
      'request',
      `import request from 'request';\nrequest('${own('nginx-own-return')}', (error, response, body) => console.log(error, response));\n`,
    ),
    npm(
      'wreck',
      '@hapi/wreck',
      `import Wreck from '@hapi/wreck';\nawait Wreck.get('${own('nginx-own-return')}').catch((error) => console.log(error));\n`,
    ),
    npm(
      'make-fetch-happen',
      'make-fetch-happen',
      `import fetch from 'make-fetch-happen';\nconst r = await fetch('${own('nginx-own-return')}', { retry: 0 });\nconsole.log(r);\n`,
    ),
    npm('aws-s3', '@aws-sdk/client-s3', AWS),
    program('wget2-debug', ['wget2', '--no-hsts', '-d', '-O', '/dev/null', own('nginx-own-return')]),
    program('nghttp-two', ['nghttp', '-v', APACHE, own('haproxy-own-deny')]),
    program('curl-retry', [
      'curl',
      '-v',
      '--retry',
      '1',
      '--retry-delay',
      '1',
      '--retry-all-errors',
      '-f',
      '-o',
      '/dev/null',
      own('nginx-own-return'),
    ]),
    python(
      'urllib3-retry',
      'python3-urllib3',
      `import logging, urllib3\nlogging.basicConfig(level=logging.DEBUG)\nhttp = urllib3.PoolManager(retries=urllib3.Retry(total=1, status_forcelist=[421]))\nhttp.request('GET', '${own('nginx-own-return')}')\n`,
    ),
    program('elinks', ['elinks', '-dump', APACHE], ['elinks', '-version']),
    program('links-dump', ['links', '-dump', '-ssl.certificates', '0', APACHE], ['links', '-version']),
  ];
}
