import { cpSync } from 'node:fs';

/**
 * The applications that answer 421, with the ways each has (the last segment of the path), and what in the response names it:
 * `words` sentences with its own name that say why; `json` a JSON body; `field` a field of its own; `page` a page of its own; `server` its Server field alone; `phrase` its reason
 * phrase alone; `none` nothing that another program could not write.
 */
const python = (id, name, program, command, ways) => ({ id, name, program, command, ways });
const npm = (id, name, packages, ways) => ({
  id,
  name,
  program: { npm: packages },
  command: ({ port }) => ['node', 'apps/node.mjs', id, String(port)],
  ways,
});
const wsgi = (app) => ({ RECORD_APP: app, PYTHONPATH: 'apps', PYTHONDONTWRITEBYTECODE: '1' });

export const ORIGINS = [
  npm('express', 'Express', ['express'], {
    status: 'field',
    json: 'json',
    text: 'field',
    html: 'field',
    empty: 'field',
    throw: 'field',
  }),
  npm('express-helmet', 'Express with Helmet', ['express', 'helmet'], {
    status: 'field',
    json: 'json',
    text: 'field',
    throw: 'field',
  }),
  npm('express-hidden', 'Express without X-Powered-By', ['express'], {
    status: 'field',
    json: 'json',
    html: 'none',
    empty: 'none',
  }),
  npm('apollo', 'Apollo Server on Express', ['@apollo/server'], { 'graphql?query=%7Bhost%7D': 'json' }),
  npm('koa', 'Koa', ['koa'], { status: 'none', json: 'json', text: 'none', throw: 'none' }),
  npm('fastify', 'Fastify', ['fastify'], { empty: 'none', json: 'json', text: 'none', throw: 'json' }),
  npm('hapi', 'hapi', ['@hapi/hapi'], { throw: 'json', text: 'none' }),
  npm('hono', 'Hono', ['hono'], { throw: 'none', json: 'json', text: 'none', status: 'none' }),
  npm('h3', 'h3', ['h3'], { throw: 'json', json: 'json', text: 'none' }),
  npm('nest-express', 'NestJS on Express', ['@nestjs/core'], { throw: 'json', json: 'json', text: 'field' }),
  npm('nest-fastify', 'NestJS on Fastify', ['@nestjs/core'], { throw: 'json', json: 'json', text: 'none' }),
  npm('connect', 'Connect', ['connect'], { throw: 'none', text: 'none' }),
  npm('restify', 'restify', ['restify'], { throw: 'json', text: 'json', empty: 'server' }),
  npm('polka', 'Polka', ['polka'], { throw: 'none', text: 'none' }),
  npm('micro', 'micro', ['micro'], { throw: 'none' }),
  npm('tinyhttp', 'tinyhttp', ['@tinyhttp/app'], { status: 'none', json: 'json', throw: 'none' }),
  {
    id: 'node',
    name: 'Node’s http',
    program: { node: true },
    command: ({ port }) => ['node', 'apps/node.mjs', 'node', String(port)],
    ways: { text: 'none', phrase: 'phrase', problem: 'json', xml: 'none', empty: 'none' },
  },
  ...[
    [
      'werkzeug',
      'Flask on Werkzeug',
      'python3-werkzeug',
      { text: 'server', json: 'json', throw: 'page', empty: 'server' },
    ],
    ['waitress', 'Falcon on waitress', 'python3-waitress', { text: 'server', throw: 'json' }],
    ['waitress-bottle', 'Bottle on waitress', 'python3-waitress', { text: 'server', throw: 'page' }],
    ['wsgiref', 'Bottle on wsgiref', 'python3', { text: 'server', throw: 'page' }],
    ['tornado', 'Tornado', 'python3-tornado', { text: 'server', json: 'json', throw: 'server' }],
    ['aiohttp', 'aiohttp', 'python3-aiohttp', { text: 'server', json: 'json', throw: 'server' }],
    ['twisted', 'Twisted', 'python3-twisted', { text: 'server', page: 'server' }],
    ['cherrypy', 'CherryPy', 'python3-cherrypy3', { text: 'server', throw: 'page' }],
    ['http-server', 'Python’s http.server', 'python3', { text: 'server', throw: 'server' }],
  ].map(([id, name, debian, ways]) =>
    python(id, name, { debian }, ({ port }) => ['/usr/bin/python3', 'apps/app.py', id, String(port)], ways),
  ),
  ...['flask', 'django'].map((app) => ({
    id: `gunicorn-${app}`,
    name: `${app === 'flask' ? 'Flask' : 'Django'} on gunicorn`,
    program: { debian: 'gunicorn' },
    env: wsgi(app),
    command: ({ port }) => ['gunicorn', '-b', `127.0.0.1:${port}`, 'app:application'],
    ways:
      app === 'flask'
        ? { text: 'server', json: 'json', throw: 'page', empty: 'server' }
        : { text: 'server', json: 'json' },
  })),
  ...['starlette', 'fastapi'].map((app) => ({
    id: `uvicorn-${app}`,
    name: `${app === 'fastapi' ? 'FastAPI' : 'Starlette'} on uvicorn`,
    program: { debian: 'python3-uvicorn' },
    env: wsgi(app),
    command: ({ port }) => ['/usr/bin/python3', '-m', 'uvicorn', '--port', String(port), 'app:application'],
    ways:
      app === 'fastapi'
        ? { throw: 'json', detail: 'json' }
        : { throw: 'server', json: 'json', text: 'server', bare: 'server' },
  })),
  {
    id: 'daphne',
    name: 'Django on Daphne',
    program: { debian: 'daphne' },
    env: wsgi('django_asgi'),
    command: ({ port }) => ['daphne', '-b', '127.0.0.1', '-p', String(port), 'app:application'],
    ways: { text: 'server', json: 'json' },
  },
  {
    id: 'uwsgi',
    name: 'Flask on uWSGI',
    program: { debian: 'uwsgi-core' },
    env: wsgi('flask'),
    command: ({ port }) => [
      ...['uwsgi', '--plugin', 'python3', '--http-socket', `127.0.0.1:${port}`],
      ...['--module', 'app:application', '--master', '--die-on-term'],
    ],
    ways: { text: 'none', json: 'json', throw: 'page' },
  },
  {
    id: 'puma',
    name: 'Sinatra on Puma',
    program: { debian: 'puma' },
    command: ({ port }) => ['puma', '-b', `tcp://127.0.0.1:${port}`, '-e', 'production', 'apps/config.ru'],
    ways: { text: 'none', json: 'json', empty: 'none' },
  },
  {
    id: 'thin',
    name: 'Sinatra on Thin',
    program: { debian: 'thin' },
    command: ({ port }) => [
      ...['thin', '-a', '127.0.0.1', '-p', String(port), '-e', 'production', '-R', 'apps/config.ru', 'start'],
    ],
    ways: { text: 'server', json: 'json' },
  },
  {
    id: 'unicorn',
    name: 'Sinatra on Unicorn',
    program: { debian: 'unicorn' },
    command: ({ port }) => ['unicorn', '-l', `127.0.0.1:${port}`, '-E', 'production', 'apps/config.ru'],
    ways: { text: 'none', json: 'json' },
  },
  {
    id: 'mojolicious',
    name: 'Mojolicious',
    program: { debian: 'libmojolicious-perl' },
    command: ({ port }) => [
      'perl',
      'apps/mojo.pl',
      'daemon',
      '-m',
      'production',
      '-l',
      `http://127.0.0.1:${port}`,
    ],
    ways: { text: 'server', json: 'json', empty: 'server' },
  },
  ...['starman', 'twiggy'].map((id) => ({
    id,
    name: id === 'starman' ? 'Starman' : 'Twiggy',
    program: { debian: id },
    command: ({ port }) => [id, '--host', '127.0.0.1', '--port', String(port), 'apps/app.psgi'],
    ways: { text: 'none', json: 'json', empty: 'none' },
  })),
  {
    id: 'php-s',
    name: 'PHP’s own server',
    program: { debian: 'php8.2-cli' },
    command: ({ port }) => ['php', '-S', `127.0.0.1:${port}`, 'apps/index.php'],
    ways: { json: 'json', html: 'field', empty: 'field', header: 'field' },
  },
  {
    id: 'go',
    name: 'Go’s net/http',
    program: { debian: 'golang-1.19-go' },
    command: ({ port, files }) => ['./go-program', 'app', String(port), files.shop.cert, files.shop.key],
    ways: { status: 'none', text: 'none', json: 'json', empty: 'none' },
  },
  {
    id: 'tomcat',
    name: 'Tomcat',
    program: { debian: 'tomcat10' },
    prepare(work, port) {
      for (const name of ['logs', 'temp', 'work']) work.makeFolder(`tomcat/${name}`);
      work.write(
        'tomcat/conf/server.xml',
        `<Server port="-1"><Service name="Catalina"><Connector port="${port}" address="127.0.0.1"/>
<Engine name="Catalina" defaultHost="localhost"><Host name="localhost" appBase="webapps"/></Engine></Service></Server>
`,
      );
      cpSync('/etc/tomcat10/web.xml', work.at('tomcat/conf/web.xml'));
      cpSync(work.at('apps/tomcat.jsp'), work.at('tomcat/webapps/ROOT/app.jsp'));
      work.write(
        'tomcat/webapps/ROOT/WEB-INF/web.xml',
        `<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0"><servlet><servlet-name>app</servlet-name>
<jsp-file>/app.jsp</jsp-file></servlet><servlet-mapping><servlet-name>app</servlet-name><url-pattern>/o/*</url-pattern>
</servlet-mapping></web-app>
`,
      );
    },
    env: { CATALINA_HOME: '/usr/share/tomcat10', CATALINA_BASE: 'tomcat' },
    command: () => ['/usr/share/tomcat10/bin/catalina.sh', 'run'],
    ways: { error: 'page', message: 'page', json: 'json', text: 'phrase' },
  },
  {
    id: 'jetty',
    name: 'Jetty',
    program: { debian: 'jetty9' },
    prepare(work) {
      work.makeFolder('jetty/resources');
      const rule = (path, more) =>
        `<Call name="addRule"><Arg><New class="org.eclipse.jetty.rewrite.handler.ResponsePatternRule"><Set name="pattern">/o/jetty/${path}</Set><Set name="code">421</Set>${more}</New></Arg></Call>`;
      work.write(
        'jetty/etc/rules.xml',
        `<?xml version="1.0"?>
<!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "http://www.eclipse.org/jetty/configure_9_3.dtd">
<Configure id="Rewrite" class="org.eclipse.jetty.rewrite.handler.RewriteHandler">
${rule('error', '')}
${rule('message', '<Set name="reason">Unknown host</Set>')}
</Configure>
`,
      );
    },
    command: ({ port }) => [
      ...[
        'java',
        '-jar',
        '/usr/share/jetty9/start.jar',
        'jetty.home=/usr/share/jetty9',
        'jetty.base=jetty',
        'jetty.http.host=127.0.0.1',
      ],
      ...[`jetty.http.port=${port}`, '--module=http,rewrite', 'etc/rules.xml'],
    ],
    ways: { error: 'page', message: 'page' },
  },
  {
    id: 'transmission',
    name: 'Transmission',
    program: { debian: 'transmission-daemon' },
    prepare(work) {
      work.write(
        'transmission/settings.json',
        JSON.stringify({
          'rpc-bind-address': '127.0.0.1',
          'rpc-url': '/o/transmission/',
          'rpc-authentication-required': false,
          'rpc-host-whitelist': 'torrents.example',
          'rpc-host-whitelist-enabled': true,
          'peer-port': 0,
          'dht-enabled': false,
          'lpd-enabled': false,
          'port-forwarding-enabled': false,
        }),
      );
    },
    command: ({ port }) => ['transmission-daemon', '-f', '-g', 'transmission', '-p', String(port)],
    ways: { rpc: 'words' },
  },
  {
    id: 'etcd',
    name: 'etcd',
    program: { debian: 'etcd-server' },
    command: ({ port }) => [
      ...['etcd', '--data-dir', 'etcd', '--host-whitelist', 'cluster.example'],
      ...['--listen-peer-urls', 'http://127.0.0.1:0', '--listen-client-urls', `http://127.0.0.1:${port}`],
      ...['--advertise-client-urls', `http://127.0.0.1:${port}`],
    ],
    ways: { health: 'words' },
  },
  // New ones come last: whether a row is asked over plain http goes by the place here.
  {
    id: 'webrick',
    name: 'WEBrick',
    program: { debian: 'ruby-webrick' },
    command: ({ port }) => ['ruby', 'apps/webrick.rb', String(port)],
    ways: { text: 'server', json: 'json', empty: 'server' },
  },
];
