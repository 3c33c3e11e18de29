/** Each client: the command, word by word, and the command that prints its version. */
export function clients() {
  const apache = 'https://shop.example/nginx-apache-origin/?token=SECRETQUERY';
  const own = (name) => `https://shop.example/${name}/cart`;
  const curl = (name, ...words) => ({ name, command: ['curl', ...words], version: ['curl', '--version'] });
  const wget = (name, ...words) => ({
    ...{ name, command: ['wget', '--no-hsts', ...words, '-O', '/dev/null'], version: ['wget', '--version'] },
  });
  const wget2 = (name, ...words) => ({
    ...{
      name,
      command: ['wget2', '--no-hsts', ...words, '-O', '/dev/null'],
      version: ['wget2', '--version'],
    },
  });
  const httpie = (name, ...words) => ({
    ...{ name, command: ['http', '--ignore-stdin', ...words], version: ['http', '--version'] },
  });
  const python = (name, module, code) => ({
    ...{ name, command: ['/usr/bin/python3', `${name}.py`], files: { [`${name}.py`]: code } },
    version: [
      '/usr/bin/python3',
      '-c',
      `import ${module} as m, sys; print('${module}', getattr(m, '__version__', sys.version))`,
    ],
  });
  const node = (name, code) => ({
    ...{
      name,
      command: ['node', `${name}.js`],
      files: { [`${name}.js`]: code },
      version: ['node', '--version'],
    },
  });
  const npm = (name, module, code) => ({
    ...node(name, code),
    version: [
      'node',
      '-p',
      `'${module} '+JSON.parse(require('fs').readFileSync('node_modules/${module}/package.json')).version`,
    ],
  });
  /** The same, through the proxy that refuses each tunnel. */
  const tunnelled = ({ command, ...client }) => ({
    ...client,
    command: [
      'env',
      'https_proxy=http://proxy.example:3128',
      'HTTPS_PROXY=http://proxy.example:3128',
      ...command,
    ],
  });
  const raw = (host, target) => `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;

  return [
    curl('curl-include', '-s', '-i', apache),
    curl('curl-head', '-s', '-I', apache),
    curl('curl-verbose', '-v', '-s', '-H', 'Authorization: Bearer SECRETTOKEN', apache),
    curl('curl-verbose-http1', '-v', '-s', '--http1.1', own('haproxy-own-deny')),
    curl('curl-verbose-http', '-v', '-s', 'http://shop.example/haproxy-own-default/x'),
    curl('curl-verbose-mcp', '-v', '-s', '--http1.1', '-d', '{}', own('mcp-python')),
    curl(
      'curl-verbose-other-host',
      '-v',
      '-s',
      '--http1.1',
      '-H',
      'Host: www.shop.example',
      own('nginx-own-return'),
    ),
    curl('curl-progress', '-v', '-o', '/dev/null', own('nginx-own-return')),
    curl('curl-trace', '-s', '--trace-ascii', '-', apache),
    curl('curl-fail', '-f', '-sS', own('nginx-own-return')),
    curl('curl-write-out', '-s', '-o', '/dev/null', '-w', '%{http_code}\n', own('nginx-own-return')),
    curl('curl-write-out-json', '-s', '-o', '/dev/null', '-w', '%{json}', apache),
    curl('curl-empty', '-s', '-i', own('caddy-own-respond')),
    curl('curl-express', '-s', '-i', own('express-status')),
    curl('curl-body-only', '-s', apache),
    wget('wget', own('nginx-own-return')),
    wget('wget-headers', '-S', apache),
    wget('wget-headers-express', '-S', own('express-status')),
    wget('wget-debug', '-d', apache),
    wget('wget-spider', '-S', '--spider', own('haproxy-own-deny')),
    wget('wget-quiet', '-nv', own('nginx-own-return')),
    wget2('wget2', own('nginx-own-return')),
    wget2('wget2-headers', '-S', own('haproxy-own-deny')),
    httpie('httpie', '--print=hb', '--pretty=none', apache),
    httpie('httpie-verbose', '-v', 'POST', own('mcp-python'), 'Authorization:Bearer SECRETTOKEN', 'a=b'),
    httpie('httpie-check', '--check-status', '--headers', own('haproxy-own-deny')),
    httpie('httpie-body', apache),
    {
      name: 'aria2',
      command: ['aria2c', '--async-dns=false', '-d', '/tmp', own('nginx-own-return')],
      version: ['aria2c', '--version'],
    },
    { name: 'lynx-dump', command: ['lynx', '-dump', apache], version: ['lynx', '-version'] },
    {
      name: 'lynx-head',
      command: ['lynx', '-head', '-dump', own('haproxy-own-deny')],
      version: ['lynx', '-version'],
    },
    { name: 'w3m-extra', command: ['w3m', '-dump_extra', apache], version: ['w3m', '-version'] },
    {
      name: 'w3m-head',
      command: ['w3m', '-dump_head', own('caddy-own-respond')],
      version: ['w3m', '-version'],
    },
    { name: 'git', command: ['git', 'ls-remote', own('nginx-own-return')], version: ['git', '--version'] },
    {
      name: 'git-verbose',
      command: ['env', 'GIT_CURL_VERBOSE=1', 'git', 'ls-remote', own('nginx-apache-origin')],
      version: ['git', '--version'],
    },
    {
      name: 'openssl',
      command: [
        'openssl',
        's_client',
        '-connect',
        '127.0.0.1:443',
        '-servername',
        'shop.example',
        '-ign_eof',
      ],
      version: ['openssl', 'version'],
      input: raw('shop.example', '/nginx-apache-origin/'),
    },
    {
      name: 'lwp-request',
      command: ['lwp-request', '-e', apache],
      version: ['perl', '-MLWP', '-e', 'print "libwww-perl $LWP::VERSION\n"'],
    },
    python(
      'python-urllib',
      'urllib.request',
      `import urllib.request\nurllib.request.urlopen('${own('nginx-own-return')}')\n`,
    ),
    python('python-requests', 'requests', `import requests\nrequests.get('${apache}').raise_for_status()\n`),
    python(
      'python-requests-body',
      'requests',
      `import requests\nr = requests.get('${apache}')\nprint(r.status_code, r.reason, r.url)\nprint(r.text)\n`,
    ),
    python('python-httpx', 'httpx', `import httpx\nhttpx.get('${apache}').raise_for_status()\n`),
    python(
      'python-aiohttp',
      'aiohttp',
      `import aiohttp, asyncio\nasync def main():\n  async with aiohttp.ClientSession(raise_for_status=True) as s:\n    await s.get('${own('mcp-python')}')\nasyncio.run(main())\n`,
    ),
    { name: 'php', command: ['php', '-r', `file_get_contents('${apache}');`], version: ['php', '--version'] },
    {
      name: 'ruby-open-uri',
      command: ['ruby', '-ropen-uri', '-e', `URI.open('${own('nginx-own-return')}')`],
      version: ['ruby', '--version'],
    },
    {
      name: 'ruby-net-http',
      command: [
        'ruby',
        '-rnet/http',
        '-e',
        `Net::HTTP.get_response(URI('${own('nginx-own-return')}')).value`,
      ],
      version: ['ruby', '--version'],
    },
    {
      name: 'go',
      command: ['go', 'run', 'ask.go'],
      version: ['go', 'version'],
      files: {
        'ask.go': `package main\n\nimport (\n\t"log"\n\t"net/http"\n)\n\nfunc main() {\n\tr, err := http.Get("${own('nginx-own-return')}")\n\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n\tlog.Fatalf("fetching %s: unexpected status %s", r.Request.URL, r.Status)\n}\n`,
      },
    },
    {
      name: 'java',
      command: [
        'java',
        '-Djavax.net.ssl.trustStore=store.p12',
        '-Djavax.net.ssl.trustStorePassword=secret1',
        'Ask.java',
      ],
      version: ['java', '--version'],
      files: {
        'Ask.java': `public class Ask {\n  public static void main(String[] a) throws Exception {\n    new java.net.URL("${own('nginx-own-return')}").openStream();\n  }\n}\n`,
      },
    },
    node('node-fetch-printed', `console.log(await fetch('${apache}'));\n`),
    node(
      'node-fetch-line',
      `const r = await fetch('${apache}');\nconsole.log(r.status, r.statusText, r.url, await r.text());\n`,
    ),
    npm('axios', 'axios', `import axios from 'axios';\nawait axios.get('${apache}');\n`),
    npm('got', 'got', `import got from 'got';\nawait got('${own('nginx-own-return')}');\n`),
    npm('ky', 'ky', `import ky from 'ky';\nawait ky.get('${own('nginx-own-return')}', { retry: 0 });\n`),
    npm(
      'npm-node-fetch',
      'node-fetch',
      `import fetch from 'node-fetch';\nconst r = await fetch('${own('mcp-python')}');\nthrow new Error(\`HTTP \${r.status}: \${await r.text()} (\${r.url})\`);\n`,
    ),
    npm(
      'undici',
      'undici',
      `import { fetch } from 'undici';\nconsole.log(await fetch('${own('haproxy-own-deny')}'));\n`,
    ),
    npm(
      'got-newer',
      'got-newer',
      `import got from 'got-newer';\nawait got('${own('nginx-own-return')}', { retry: { limit: 0 } });\n`,
    ),
    npm(
      'ky-no-phrase',
      'ky',
      `import ky from 'ky';\nawait ky.get('${own('no-phrase')}', { retry: 0 }).catch((error) => console.log(String(error)));\n`,
    ),
    npm(
      'superagent',
      'superagent',
      `import superagent from 'superagent';\nawait superagent.get('${own('nginx-own-return')}').catch((error) => console.log(error));\n`,
    ),
    curl('curl-trace-time', '-v', '-s', '--trace-time', apache),
    python(
      'python-urllib3-log',
      'urllib3',
      `import logging, requests\nlogging.basicConfig(level=logging.DEBUG)\nrequests.get('${apache}')\n`,
    ),
    python(
      'python-http-debug',
      'requests',
      `import http.client, requests\nhttp.client.HTTPConnection.debuglevel = 1\nrequests.get('${own('mcp-python')}', headers={'Authorization': 'Bearer SECRETTOKEN'})\n`,
    ),
    {
      name: 'java-http-client',
      command: [
        'java',
        '-Djavax.net.ssl.trustStore=store.p12',
        '-Djavax.net.ssl.trustStorePassword=secret1',
        'AskNew.java',
      ],
      version: ['java', '--version'],
      files: {
        'AskNew.java': `import java.net.URI;\nimport java.net.http.*;\n\npublic class AskNew {\n  public static void main(String[] a) throws Exception {\n    System.out.println(HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("${own('nginx-own-return')}")).build(), HttpResponse.BodyHandlers.ofString()));\n  }\n}\n`,
      },
    },
    tunnelled(curl('tunnel-curl', '-sS', '-i', own('nginx-own-return'))),
    tunnelled(curl('tunnel-curl-verbose', '-v', '-s', own('nginx-own-return'))),
    tunnelled(wget('tunnel-wget', own('nginx-own-return'))),
    tunnelled({
      ...{ name: 'tunnel-git', command: ['git', 'ls-remote', own('nginx-own-return')] },
      version: ['git', '--version'],
    }),
    tunnelled(
      python('tunnel-requests', 'requests', `import requests\nrequests.get('${own('nginx-own-return')}')\n`),
    ),
    tunnelled(
      python(
        'tunnel-urllib',
        'urllib.request',
        `import urllib.request\nurllib.request.urlopen('${own('nginx-own-return')}')\n`,
      ),
    ),
    tunnelled(python('tunnel-httpx', 'httpx', `import httpx\nhttpx.get('${own('nginx-own-return')}')\n`)),
    tunnelled(
      python(
        'tunnel-aiohttp',
        'aiohttp',
        `import aiohttp, asyncio\nasync def main():\n  async with aiohttp.ClientSession(trust_env=True) as s:\n    await s.get('${own('mcp-python')}')\nasyncio.run(main())\n`,
      ),
    ),
    tunnelled({
      ...{ name: 'tunnel-lwp', command: ['lwp-request', '-e', own('nginx-own-return')] },
      version: ['perl', '-MLWP', '-e', 'print "libwww-perl $LWP::VERSION\n"'],
    }),
    tunnelled({
      ...{ name: 'tunnel-go', command: ['go', 'run', 'ask.go'], version: ['go', 'version'] },
      files: {
        'ask.go': `package main\n\nimport (\n\t"log"\n\t"net/http"\n)\n\nfunc main() {\n\tif _, err := http.Get("${own('nginx-own-return')}"); err != nil {\n\t\tlog.Fatal(err)\n\t}\n}\n`,
      },
    }),
    {
      ...{ name: 'tunnel-java', version: ['java', '--version'] },
      command: ['java', '-Dhttps.proxyHost=proxy.example', '-Dhttps.proxyPort=3128', 'Ask.java'],
      files: {
        'Ask.java': `public class Ask {\n  public static void main(String[] a) throws Exception {\n    new java.net.URL("${own('nginx-own-return')}").openStream();\n  }\n}\n`,
      },
    },
    npm(
      'tunnel-undici',
      'undici',
      `import { ProxyAgent, request } from 'undici';\nawait request('${own('nginx-own-return')}', { dispatcher: new ProxyAgent('http://proxy.example:3128') }).catch((error) => console.log(error));\n`,
    ),
    {
      name: 'libsoup',
      command: ['gjs', 'ask-soup.js'],
      version: [
        'gjs',
        '-c',
        "imports.gi.versions.Soup='3.0'; const S=imports.gi.Soup; print('libsoup '+[S.MAJOR_VERSION,S.MINOR_VERSION,S.MICRO_VERSION].join('.'))",
      ],
      files: {
        'ask-soup.js': `imports.gi.versions.Soup = '3.0';\nconst { Gio, Soup } = imports.gi;\nconst session = new Soup.Session();\nsession.add_feature(Soup.Logger.new(Soup.LoggerLogLevel.BODY));\nconst message = Soup.Message.new('GET', '${own('haproxy-own-deny')}');\nmessage.connect('accept-certificate', () => true);\nsession.send_and_read(message, null);\n`,
      },
    },
  ];
}
