import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { diagnose } from '../../../src/diagnosis/diagnose.js';
import { boundedUrl } from '../../../src/model/bounds.js';
import type { Incident } from '../../../src/model/incident.js';
import { incidentAsJson } from '../../../src/report/json.js';
import { mailFor } from '../../../src/report/mail.js';
import { incidentAsMarkdown } from '../../../src/report/markdown.js';
import { originOnly, withoutPaths } from '../../../src/report/without-paths.js';
import { incidentOf } from '../../fixtures/build.js';
import { APACHE_PAGE, HAPROXY, NGINX } from '../../fixtures/server-pages.js';
import { check, response } from '../diagnosis/read.js';
import { OPTIONS } from './incidents.js';
import { say } from './say.js';

const HOST = 'https://shop.example';

/** All formats of the report, as they are copied. */
const reports = (incident: Incident): string[] => {
  const mail = mailFor(incident, diagnose, OPTIONS, say);
  return [
    incidentAsMarkdown(incident, diagnose, OPTIONS, say),
    incidentAsJson(incident, diagnose, OPTIONS, say),
    mail.subject,
    mail.body,
    mail.url,
  ];
};

/** Path and query as a browser has them in a URL. */
const tail = (text: string): string => {
  const { pathname, search } = new URL(`${HOST}/${text}`);
  return pathname + search;
};

const words = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'html',
    '1.1',
    '421',
    'index.php',
    "it's",
    'orders',
    'nginx',
    'Server',
    'x/y/z/',
    '..;/',
    '%',
    '%zz',
    '%E4',
    '%2F%2e',
  ),
  fc.string({ unit: fc.constantFrom(...`abzAZ019-._~!$&'()*,;=:@%"<>[]{}|^\` /`), maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...'abcdef0123456789'), minLength: 32, maxLength: 600 }),
);
const query = fc.oneof(
  fc.constant(''),
  fc.constantFrom('?', '?q', '?token=SECRET', '?a=1&b=2', '?next=/a/b?c'),
  words.map((text) => `?t=${text}`),
);
const tails = fc.tuple(words, query).map(([path, search]) => tail(path + search));

const decoded = (text: string): string =>
  text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
const html = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The ways in which a server writes what it was asked for. */
const WAYS: readonly ((path: string) => string)[] = [
  (path) => path,
  decoded,
  (path) => html(path),
  (path) => html(decoded(path)),
  (path) => encodeURIComponent(path),
  (path) => path.toLowerCase(),
  (path) => path.replaceAll('/', '\\/'),
  (path) => [...new TextEncoder().encode(decoded(path))].map((byte) => String.fromCharCode(byte)).join(''),
];
/** The texts around it. */
const AROUND: readonly ((echo: string) => string)[] = [
  (echo) => echo,
  (echo) => `MISS for "${echo}" from edge`,
  (echo) => `GET ${echo} HTTP/2`,
  (echo) => `'${echo}'`,
  (echo) => `${HOST}${echo}`,
  (echo) => `/L/1234/shop.example${echo}`,
  (echo) => `no route (${echo})`,
];
const echoes = fc.tuple(fc.constantFrom(...WAYS), fc.constantFrom(...AROUND)).map(
  ([way, around]) =>
    (path: string) =>
      around(way(path)),
);

/** An incident with a place for a path wherever there may be one. */
const shapes = fc.record({
  status: echoes,
  cache: echoes,
  server: echoes,
  body: echoes,
  page: fc.constantFrom('', APACHE_PAGE, NGINX.body, HAPROXY.body),
  error: echoes,
  method: fc.constantFrom('GET', 'POST'),
  initiator: fc.constantFrom(
    (path: string) => `${HOST}${path}`,
    (path: string) => `file:///home/ann${path}`,
    (path: string) => `data:text/html,${path}`,
    (path: string) => `chrome-extension://abcdefghijklmnop${path}`,
    (path: string) => `moz-extension://0b41${path}`,
    () => HOST,
  ),
  agent: fc.constantFrom('chromium', 'firefox'),
  type: fc.constantFrom('main_frame', 'xmlhttprequest'),
});
type Shape = typeof shapes extends fc.Arbitrary<infer T> ? T : never;

const withPath = (shape: Shape, path: string, other: string): Incident =>
  incidentOf(
    {
      url: `${HOST}${path}`,
      initiator: shape.initiator(other),
      method: shape.method,
      type: shape.type,
      statusLine: `HTTP/1.1 421 ${shape.status(path)}`,
      headers: [
        `server: ${shape.server(path)}`,
        `x-cache: ${shape.cache(path)}`,
        `via: 1.1 edge`,
        'content-type: text/html',
      ],
      body: `${shape.page}${shape.body(path)}`,
      attempts: [
        {
          ...{
            time: 0,
            headers: [{ name: 'server', value: shape.server(path) }],
            protocol: 'h2',
            hidden: true,
          },
          ...{ status: 421, error: shape.error(path) },
        },
      ],
    },
    {
      agent: { name: shape.agent },
      neighbours: [],
      checks: [
        check('repeat', [response(421, { url: `${HOST}${path}`, statusLine: shape.status(path) })], {
          sent: [`GET ${HOST}${path}`],
          error: shape.error(path),
        }),
        check('other_path', [], {
          sent: [`GET ${HOST}${path === '/' ? '/robots.txt' : '/'}`],
          state: 'failed',
        }),
      ],
      pasted: [
        {
          ...{ time: 0, program: 'curl', status: 421, server: shape.server(path) },
          certificate: { dnsNames: [], addresses: [], verifyError: shape.error(path), namesComplete: true },
        },
      ],
    },
  );

describe('a report without paths', () => {
  it('is the same, byte for byte, whatever path, query and initiator were', () => {
    fc.assert(
      fc.property(shapes, tails, tails, tails, tails, (shape, path, initiator, otherPath, otherInitiator) => {
        const [one, two] = [withPath(shape, path, initiator), withPath(shape, otherPath, otherInitiator)];
        expect(withoutPaths(one)).toEqual(withoutPaths(two));
        expect(reports(one)).toEqual(reports(two));
      }),
      { numRuns: 100 },
    );
  });
});

describe('originOnly', () => {
  test.each([
    ["https://shop.example/it's/secret?q", 'https://shop.example/…'],
    ['https://shop.example/', 'https://shop.example/…'],
    ['https://shop.example', 'https://shop.example'],
    ['https://ann:secret@shop.example', 'https://shop.example/…'],
    ['wss://shop.example:8443/x', 'https://shop.example:8443/…'],
    ['file:///home/ann/secret.html', 'file:…'],
    ['data:text/html,secret', 'data:…'],
    ['blob:https://shop.example/secret', 'blob:…'],
    ['chrome-extension://secret/page.html', 'chrome-extension:…'],
    ['moz-extension://secret/page.html', 'moz-extension:…'],
    ['null', '…'],
    ['/secret', '…'],
  ])('%s', (url, expected) => {
    expect(originOnly(url)).toBe(expected);
  });
});

it('what is left of a URL that was cut takes the rest of its echo with it', () => {
  const path = `/${'abcdefgh'.repeat(600)}/SECRET`;
  const incident = incidentOf({
    url: boundedUrl(`${HOST}${path}`),
    headers: [`x-cache: MISS ${path} x`],
    body: `<p>no ${path}</p>`,
  });
  const [one] = withoutPaths(incident).occurrences;
  expect(one?.exchange.response.headers).toEqual([{ name: 'x-cache', value: 'MISS /… x' }]);
  expect(one?.body).toMatchObject({ value: { text: '<p>no /…</p>' } });
});

describe('what a path happens to share with other texts', () => {
  const shown = (path: string, line: string): string =>
    withoutPaths(incidentOf({ url: `${HOST}${path}`, statusLine: line })).occurrences[0]?.exchange.response
      .statusLine ?? '';

  test.each([
    ['/html', 'text/html', 'text/html'],
    ['/html', 'a page </html>', 'a page </html>'],
    ['/address', '<address>Apache</address>', '<address>Apache</address>'],
    ['/1.1', 'HTTP/1.1 421', 'HTTP/1.1 421'],
    ['/a', 'see /about', 'see /about'],
    ['/a', 'see /a', 'see /…'],
    ['/', 'text/html / x', 'text/html /… x'],
    ['/orders/SECRET', 'cache/orders/secret', 'cache/…'],
    ['/orders/0123456789abcdef', 'cut: /orders/0123456789a', 'cut: /…'],
    ['/x?token=0123456789abcdef', 'token 0123456789abcdef', 'token /…'],
    ['/x', 'https://login.example/sso?secret=1 moved', 'https://login.example/… moved'],
  ])('%s in %s', (path, line, expected) => {
    expect(shown(path, line)).toBe(expected);
  });
});
