import { expect, test } from 'vitest';
import { APACHE, CUSTOM, JSON_RESPONSE, NGINX } from '../../../fixtures/server-pages.js';
import { check, diagnosed, evidenceIds, findingOf, response, scoreOf, verdictOf } from '../read.js';

test('JSON', () => {
  expect(verdictOf(diagnosed(JSON_RESPONSE))).toBe('application likely');
});

test('JSON by its text alone, though cut off', () => {
  const diagnosis = diagnosed({ headers: [], body: '{ "error": { "code": 421, "mess' });
  expect(evidenceIds(diagnosis, 'application')).toContain('data-format');
});

test('problem details (RFC 9457)', () => {
  const diagnosis = diagnosed({
    headers: ['Content-Type: application/problem+json; charset=utf-8'],
    body: null,
  });
  expect(verdictOf(diagnosis)).toBe('application likely');
});

test.each([
  ['application/xml; charset=utf-8', 'XML'],
  ['text/xml', 'XML'],
  ['application/soap+xml', 'XML'],
  ['application/grpc-web+proto', 'gRPC'],
  ['application/x-protobuf', 'Protocol Buffers'],
  ['application/vnd.msgpack', 'MessagePack'],
  ['application/problem+cbor', 'CBOR'],
])('%s is data as well', (type, format) => {
  const diagnosis = diagnosed({ headers: [`Content-Type: ${type}`], body: null });
  expect(verdictOf(diagnosis)).toBe('application likely');
  expect(findingOf(diagnosis, 'application')?.evidence[0]?.text.args).toEqual([format]);
});

test.each(['text/html', 'application/xhtml+xml', 'image/svg+xml', 'text/plain', 'application/octet-stream'])(
  '%s may be a server’s page or rule',
  (type) => {
    const diagnosis = diagnosed({ headers: [`Content-Type: ${type}`], body: null });
    expect(findingOf(diagnosis, 'application')).toBeUndefined();
  },
);

test('plain http, where no SNI can differ', () => {
  expect(verdictOf(diagnosed({ ...CUSTOM, url: 'http://shop.example/' }))).toBe('application possible');
});

test('a response that speaks of the Host header', () => {
  const diagnosis = diagnosed({ headers: ['Content-Type: text/plain'], body: 'Rejected: bad Host header.' });
  expect(evidenceIds(diagnosis, 'application')).toContain('refuses-host');
});

test.each([
  'request host does not match this server’s public URL',
  'The hostname was unrecognized.',
  'Host must name this service',
  'host_untrusted',
  'invalid request authority',
])('words of a list of hosts: %s', (body) => {
  const diagnosis = diagnosed({
    headers: ['X-Content-Type-Options: nosniff', 'Content-Type: text/plain'],
    body,
  });
  expect(verdictOf(diagnosis)).toBe('application possible');
});

test('a framework’s header, but not what a panel puts on every response', () => {
  const by = (value: string) =>
    diagnosed({ ...CUSTOM, headers: [...CUSTOM.headers, `X-Powered-By: ${value}`] });
  expect(evidenceIds(by('Express'), 'application')).toContain('framework-header');
  expect(findingOf(by('PleskLin'), 'application')).toBeUndefined();
});

test.each(['X-Runtime: 0.0021', 'X-AspNetMvc-Version: 5.2', 'X-Powered-By: Undertow/1', 'X-Jenkins: 2.4'])(
  'a field of a framework’s own: %s',
  (line) => {
    const diagnosis = diagnosed({ ...CUSTOM, headers: [...CUSTOM.headers, line] });
    expect(evidenceIds(diagnosis, 'application')).toContain('framework-header');
  },
);

test('under Apache’s label a framework’s field shows that the framework wrote it', () => {
  const headers = ['Server: Apache', 'Content-Type: text/html; charset=iso-8859-1', 'Content-Length: 400'];
  const script = { type: 'xmlhttprequest', body: null } as const;
  expect(diagnosed({ ...script, headers }).responder?.id).toBe('apache');
  const powered = diagnosed({ ...script, headers: [...headers, 'X-Powered-By: PHP/8.2.7'] });
  expect(powered.responder?.id).toBe('php');
  expect(verdictOf(powered)).toBe('application likely');
});

test.each([
  '421 Too many connections from your IP address',
  '421 4.7.0 Try again later, closing connection.',
  '421 Service not available, closing control connection.',
  '<h1>There are too many connections from your internet address</h1>',
])('421 as mail and FTP servers mean it: %s', (body) => {
  for (const headers of [['Content-Type: text/plain'], ['Server: nginx', 'Content-Type: text/html']])
    expect(verdictOf(diagnosed({ headers, body }))).toBe('application likely');
});

test('a text of no type, or a type over nothing', () => {
  expect(verdictOf(diagnosed({ headers: ['Content-Length: 8'], body: 'not here' }))).toBe(
    'application possible',
  );
  const empty = { headers: ['Content-Type: text/html; charset=UTF-8'], body: '' };
  expect(verdictOf(diagnosed(empty))).toBe('application possible');
  expect(verdictOf(diagnosed({ ...empty, headers: ['Server: nginx', ...empty.headers] }))).toBe(
    'application likely',
  );
  expect(findingOf(diagnosed({ headers: ['Content-Length: 0'], body: '' }), 'application')).toBeUndefined();
});

test('a phrase of its own, or none at all, over HTTP/1.1', () => {
  const over = (statusLine: string) =>
    evidenceIds(diagnosed({ ...CUSTOM, protocol: 'http/1.1', statusLine }), 'application');
  expect(over('HTTP/1.1 421 Wrong shard')).toEqual(['own-phrase']);
  expect(over('HTTP/1.0 421 ')).toEqual(['no-phrase']);
  expect(over('HTTP/1.1 421 Misdirected Request')).toEqual([]);
  expect(over('HTTP/1.1 421 Bad Mapping')).toEqual([]);
  expect(evidenceIds(diagnosed({ ...CUSTOM, statusLine: 'HTTP/1.1 421' }), 'application')).toEqual([]);
});

test('who refuses the host by name: an application, or a rule of a server', () => {
  const says = (body: string, ...headers: string[]) => diagnosed({ headers, body });
  const text = 'Content-Type: text/plain';
  expect(verdictOf(says('Unknown host', text, 'ETag: "1"'))).toBe('application possible');
  expect(verdictOf(says('{"error":"invalid_host"}', 'Content-Type: application/json'))).toBe(
    'application likely',
  );
  expect(verdictOf(says('host not allowed', text, 'Server: nginx'))).toBe('host-not-served possible');
  expect(verdictOf(says('Unknown host', 'content-length: 12', 'content-type: text/plain'))).toBe(
    'host-not-served possible',
  );
  for (const words of ['WRONG_HOST', 'Hostname is not configured', 'The host header was not recognized']) {
    expect(evidenceIds(says(words, text), 'application'), words).toContain('refuses-host');
  }
  expect(evidenceIds(says('We host not only sites.', text), 'application')).not.toContain('refuses-host');
});

test('another path of the host answers', () => {
  const diagnosis = diagnosed(CUSTOM, {
    checks: [check('repeat', [response(421)]), check('other_path', [response(200)])],
  });
  expect(verdictOf(diagnosis)).toBe('application possible');
});

test('against it: a server’s own page', () => {
  expect(findingOf(diagnosed(APACHE), 'application')).toBeUndefined();
  expect(findingOf(diagnosed(NGINX), 'application')).toBeUndefined();
});

test('against it: every path is refused', () => {
  const refused = diagnosed(JSON_RESPONSE, { checks: [check('other_path', [response(421)])] });
  expect(scoreOf(refused, 'application')).toBeLessThan(scoreOf(diagnosed(JSON_RESPONSE), 'application'));
});

test('a program whose list of hosts lacks this one is named, with who keeps the list', () => {
  const transmission = diagnosed({
    url: 'https://nas.example/transmission/rpc',
    headers: ['Server: nginx', 'Content-Type: text/html; charset=ISO-8859-1'],
    body: '<h1>421: Misdirected Request</h1><p>Transmission received your request, but the hostname was unrecognized.</p>',
  });
  const mcp = diagnosed({ headers: [], body: 'Invalid Host header' });
  for (const [{ findings }, name, fixedBy] of [
    [transmission, 'Transmission', 'operator'],
    [mcp, 'MCP server (Python SDK)', 'developer'],
  ] as const) {
    const [first] = findings;
    expect(first).toMatchObject({ cause: 'application', confidence: 'certain', fixedBy });
    expect(first?.headline.key).toBe(`headline_${fixedBy}_certain`);
    expect([first?.verdict, first?.visitor, first?.operator].map((said) => said?.args?.[0])).toEqual([
      name,
      name,
      name,
    ]);
    expect(first?.steps.map(({ id }) => id)).not.toContain('search-code');
  }
});
