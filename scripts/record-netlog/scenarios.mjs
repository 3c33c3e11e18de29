const html = (body, fields = []) => ({
  status: 200,
  headers: [['content-type', 'text/html; charset=utf-8'], ...fields],
  body: `<!doctype html><title>A page</title><link rel="icon" href="data:,"><body>${body}`,
});

const pixel = {
  status: 200,
  headers: [
    ['content-type', 'image/gif'],
    ['cache-control', 'no-store'],
  ],
  body: Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
};

const SOCKETS = {
  hosts: ['www.sock.test', 'live.sock.test'],
  names: ['*.sock.test'],
  paths: [
    [0, '/own'],
    [1, '/other'],
  ],
};

/** Every 421 has a body: an empty one in the main frame gives Chromium's own page instead. */
const refusal = (fields = []) => ({
  status: 421,
  headers: [['server', 'lab'], ['content-type', 'text/plain'], ...fields],
  body: 'Misdirected Request\n',
});

/** 421 if the connection was opened for another host (RFC 9110 section 15.5.20). */
const strict = (good) => (request) => (request.sni === request.host ? good(request) : refusal());

/** `:8443` or nothing: the other host is asked for at the port at which the page was. */
const portOf = ({ authority }) => /:\d+$/.exec(authority)?.[0] ?? '';

const image = (url) => `<img src="${url}" alt="">`;

const letIn = ({ header }) => [
  ['access-control-allow-origin', header('origin') ?? '*'],
  ['access-control-allow-credentials', 'true'],
  ['access-control-allow-methods', 'POST'],
  ['access-control-allow-headers', 'content-type'],
];

/** One after the other: each image is asked for when the one before it has come. */
const inTurn = (urls) => `<script>
const urls = ${JSON.stringify(urls)};
const next = () => { const url = urls.shift(); if (url) { const i = new Image(); i.onload = i.onerror = next; i.src = url; document.body.append(i); } };
next();
</script>`;

const upload = (url) => `<script type="module">
const body = new Blob(['a few bytes']).stream();
fetch('${url}', { method: 'POST', body, duplex: 'half', credentials: 'include', headers: { 'content-type': 'text/plain' } }).catch(() => {});
</script>`;

const site = (parts) => ({ id: 'recorded', title: '', story: '', visits: [], expect: {}, ...parts });

const pair = site({
  hosts: {
    'www.pair.test': strict((request) => html(image(`https://img.pair.test${portOf(request)}/dot.gif`))),
    'img.pair.test': strict(() => pixel),
  },
  certificates: [['*.pair.test']],
});

const proxied = {
  name: 'proxied',
  about: 'through a proxy: the address is the proxy’s, and no connection is shared between hosts',
  site: pair,
  more: site({
    hosts: { 'lost.far.test': () => refusal() },
  }),
  urls: ['https://www.pair.test/', 'https://lost.far.test/'],
  proxied: true,
};

/** For programs that write HAR files: a hidden 421, one that surfaces, and a host that shares its connection in peace. */
export const TOOLS_SITE = site({
  hosts: {
    'www.pair.test': ({ sni, host, path, ...request }) =>
      sni !== host || path === '/refused.gif'
        ? refusal()
        : html(
            ['https://img.pair.test/dot.gif', '/refused.gif', 'https://calm.pair.test/dot.gif']
              .map((url) => image(url.startsWith('/') ? url : url.replace(/(test)/, `$1${portOf(request)}`)))
              .join(''),
          ),
    'img.pair.test': strict(() => pixel),
    'calm.pair.test': () => pixel,
  },
  certificates: [['*.pair.test']],
});

/**
 * What is recorded. `site` is one of test/lab/site.ts; a scenario with `caddy` runs that server instead. `flags` are
 * Chromium's.
 */
export const SCENARIOS = [
  {
    name: 'coalesced',
    about: 'a picture on the page’s connection is refused, and answered on its own',
    site: pair,
    urls: ['https://www.pair.test/'],
  },
  {
    name: 'ndjson',
    about: 'as “coalesced”, in the line form of a log',
    site: pair,
    urls: ['https://www.pair.test/'],
    flags: ['--net-log-file-format=ndjson'],
  },
  {
    name: 'exported',
    about: 'a log of chrome://net-export that was begun after the connections',
    site: site({
      hosts: {
        'www.late.test': strict(() => html('')),
        'img.late.test': strict(() => pixel),
      },
      certificates: [['*.late.test']],
    }),
    exported: {
      before: 'https://www.late.test/',
      after: ['https://img.late.test/1.gif', 'https://img.late.test/2.gif'],
    },
  },
  {
    name: 'own-connection',
    about: 'the host refuses on its own warm connection; the retry takes the same one, and the 421 surfaces',
    site: site({
      hosts: {
        'www.refusing.test': ({ path }) =>
          path === '/'
            ? html(inTurn(['/refused/1.gif', '/good.gif', '/refused/2.gif']))
            : path === '/good.gif'
              ? pixel
              : refusal(),
      },
    }),
    urls: ['https://www.refusing.test/', 'https://www.refusing.test/refused/page'],
  },
  {
    name: 'http1',
    about:
      'an HTTP/1.1 host: refused on its own socket; and next to an HTTP/2 host with whom it shares a certificate, where each request goes out twice',
    site: site({
      hosts: {
        'www.mixed.test': strict(() => html(inTurn([1, 2, 3].map((n) => `https://old.mixed.test/${n}.gif`)))),
        'old.mixed.test': strict(() => pixel),
        'lost.old.test': () => refusal(),
      },
      certificates: [['*.mixed.test'], ['lost.old.test']],
      http1Only: ['old.mixed.test', 'lost.old.test'],
    }),
    urls: ['https://www.mixed.test/', 'https://lost.old.test/'],
  },
  {
    name: 'upload',
    about: 'a streamed upload cannot be sent twice, so the 421 of the shared connection surfaces',
    site: site({
      hosts: {
        'www.upload.test': strict((request) => html(upload(`https://api.upload.test${portOf(request)}/in`))),
        'api.upload.test': strict((request) => ({
          status: request.method === 'OPTIONS' ? 204 : 200,
          headers: [['content-type', 'text/plain'], ...letIn(request)],
          body: '',
        })),
      },
      certificates: [['*.upload.test']],
    }),
    urls: ['https://www.upload.test/'],
  },
  {
    name: 'redirected',
    about: 'redirects within one request of the network stack: to the shared connection, and from it',
    site: site({
      hosts: {
        'www.moved.test': strict(({ path }) =>
          path === '/'
            ? html(inTurn(['/go', 'https://img.moved.test/back']))
            : path === '/go'
              ? { status: 302, headers: [['location', 'https://img.moved.test/dot.gif']], body: '' }
              : pixel,
        ),
        'img.moved.test': ({ sni, host, path }) =>
          sni !== host
            ? refusal()
            : path === '/back'
              ? { status: 302, headers: [['location', 'https://www.moved.test/there.gif']], body: '' }
              : pixel,
      },
      certificates: [['*.moved.test']],
    }),
    urls: ['https://www.moved.test/'],
  },
  {
    name: 'burst',
    about: 'three hosts share the page’s connection, eight pictures each at once',
    site: site({
      hosts: {
        'www.burst.test': strict(() =>
          html(
            [1, 2, 3]
              .flatMap((host) =>
                [1, 2, 3, 4, 5, 6, 7, 8].map((n) => image(`https://img${host}.burst.test/${n}.gif`)),
              )
              .join(''),
          ),
        ),
        'img1.burst.test': strict(() => pixel),
        'img2.burst.test': strict(() => pixel),
        'img3.burst.test': strict(() => pixel),
      },
      certificates: [['*.burst.test']],
    }),
    urls: ['https://www.burst.test/'],
  },
  {
    name: 'plain',
    about: 'no TLS; a 421 out of the cache; a 421 to a WebSocket handshake',
    site: site({
      hosts: {
        'tools.plain.test': () => refusal(),
        'www.kept.test': ({ path }) =>
          path === '/'
            ? html(inTurn(['/kept.gif', '/kept.gif']))
            : path === '/socket'
              ? html(`<script>new WebSocket('wss://ws.kept.test/chat')</script>`)
              : refusal([['cache-control', 'max-age=600']]),
        'ws.kept.test': () => refusal(),
      },
      certificates: [['www.kept.test'], ['ws.kept.test'], ['tools.plain.test']],
    }),
    urls: [
      'http://tools.plain.test/',
      'https://www.kept.test/',
      'https://www.kept.test/kept.gif',
      'https://www.kept.test/kept.gif',
      'https://www.kept.test/socket',
    ],
  },
  proxied,
  {
    name: 'stream-pool',
    about: 'Chromium’s new socket pool (feature HappyEyeballsV3), which logs other events',
    site: pair,
    more: site({
      hosts: {
        'www.refusing.test': ({ path }) => (path === '/' ? html(image('/refused.gif')) : refusal()),
        'lost.old.test': () => refusal(),
      },
      http1Only: ['lost.old.test'],
    }),
    urls: ['https://www.pair.test/', 'https://www.refusing.test/', 'https://lost.old.test/'],
    flags: ['--enable-features=HappyEyeballsV3'],
  },
  {
    name: 'quiet',
    about: 'nothing is refused; two hosts share a connection in peace',
    site: site({
      hosts: {
        'www.calm.test': (request) => html(image(`https://img.calm.test${portOf(request)}/dot.gif`)),
        'img.calm.test': () => pixel,
        'www.other.test': () => html('another certificate'),
      },
      certificates: [['*.calm.test'], ['www.other.test']],
    }),
    urls: ['https://www.calm.test/', 'https://www.other.test/'],
  },
  {
    name: 'quic',
    about: 'HTTP/3 by Alt-Svc; the retry goes over TCP and heals it',
    caddy: { hosts: ['www.quic.test', 'img.quic.test'], names: ['*.quic.test'], byAltSvc: true },
  },
  {
    name: 'quic-forced',
    about: 'HTTP/3 by force: the retry takes the same connection, and the 421 surfaces',
    caddy: { hosts: ['www.quic.test', 'img.quic.test'], names: ['*.quic.test'], byAltSvc: false },
  },
  {
    name: 'everything',
    about: 'as “coalesced”, with cookies and raw bytes in the log',
    site: pair,
    urls: ['https://www.pair.test/'],
    flags: ['--net-log-capture-mode=Everything'],
  },
  {
    name: 'websocket',
    about: 'WebSockets over HTTP/2: one on the host’s own connection, one on the page’s, which is refused',
    webSocket: SOCKETS,
  },
  {
    name: 'websocket-stream-pool',
    about: 'the same in the new socket pool',
    webSocket: {
      ...SOCKETS,
      flags: ['--enable-features=HappyEyeballsV3'],
    },
  },
  {
    name: 'websocket-redacted',
    about: 'as “websocket”, in the mode that leaves out URLs and statuses',
    partial: true,
    webSocket: {
      hosts: ['www.sock.test', 'live.sock.test'],
      names: ['*.sock.test'],
      paths: [[1, '/other']],
      flags: ['--net-log-capture-mode=HeavilyRedacted'],
    },
  },
  {
    name: 'killed',
    about: 'as “http1” and “coalesced” together, by a browser that was killed: the log ends somewhere',
    partial: true,
    site: pair,
    more: site({
      hosts: { 'www.refusing.test': ({ path }) => (path === '/' ? html(image('/refused.gif')) : refusal()) },
    }),
    urls: ['https://www.pair.test/', 'https://www.refusing.test/', 'https://www.pair.test/again'],
    killed: true,
  },
  {
    ...proxied,
    name: 'proxied-stream-pool',
    about: 'as “proxied”, in the new socket pool',
    flags: ['--enable-features=HappyEyeballsV3'],
  },
  {
    name: 'redacted',
    about: 'as “coalesced”, in the mode that leaves out URLs and statuses',
    partial: true,
    site: pair,
    urls: ['https://www.pair.test/'],
    flags: ['--net-log-capture-mode=HeavilyRedacted'],
  },
  {
    name: 'bounded',
    about: 'a log with a size bound, which drops its beginning',
    partial: true,
    site: site({
      hosts: {
        'www.bound.test': strict(() =>
          html(inTurn(Array.from({ length: 120 }, (_, n) => `https://img.bound.test/${n}.gif`))),
        ),
        // Every third picture is refused on the host's own connection too.
        'img.bound.test': (request) =>
          Number.parseInt(request.path.slice(1), 10) % 3 === 0 ? refusal() : strict(() => pixel)(request),
      },
      certificates: [['*.bound.test']],
    }),
    urls: ['https://www.bound.test/'],
    flags: ['--net-log-max-size-mb=1'],
    settle: 4000,
  },
];
