/** Gateways of a few lines: they pass everything on to one server, asked over TLS, and leave no mark. */
export const SMALL = [
  {
    id: 'python-proxy',
    name: 'a proxy of httpx on hypercorn',
    program: { debian: 'python3-hypercorn' },
    env: ({ origin }) => ({
      UPSTREAM: `https://localhost:${origin}`,
      PYTHONPATH: 'apps',
      PYTHONDONTWRITEBYTECODE: '1',
    }),
    command: ({ port, files }) => [
      ...['/usr/bin/python3', '-m', 'hypercorn', '-b', `127.0.0.1:${port}`],
      ...['--keyfile', files.shop.key, '--certfile', files.shop.cert, 'proxy:application'],
    ],
  },
  {
    id: 'go-proxy',
    name: 'Go’s httputil.ReverseProxy',
    program: { debian: 'golang-1.19-go' },
    command: ({ port, files, origin }) => [
      ...['./go-program', 'proxy', String(port), files.shop.cert, files.shop.key],
      `https://127.0.0.1:${origin}`,
    ],
  },
];
