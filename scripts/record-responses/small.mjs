/** Gateways of a few lines: they pass everything on to one server, asked over TLS, and leave no mark. */
export const SMALL = [
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
