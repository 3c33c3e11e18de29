import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../../../src/diagnosis/facts.js';
import { recognise } from '../../../src/diagnosis/products/index.js';
import type { OccurrenceSketch } from '../../fixtures/build.js';
import { recordedResponse } from '../../fixtures/recorded/responses.js';
import { incidentIn, inShape } from '../../fixtures/situations/situation.js';
import { FIXES, seenIn } from './read.js';

const BROWSERS = ['chromium', 'firefox'] as const;

/** Who is named in a recorded response. */
function named(name: string, browser: (typeof BROWSERS)[number]): string | undefined {
  const { response } = recordedResponse(name, browser);
  const { responder } = recognise(readFacts(incidentIn(browser, inShape(response, browser))));
  return responder && `${responder.product.id} ${responder.sure}`;
}

/** Recorded response, and the application that is named in it: alone, by a page through gateways, or not at all. */
const RECORDED: readonly (readonly [string, string | undefined])[] = [
  ['express-status-http', 'express likely'],
  ['express-throw', 'express likely'],
  ['express-helmet-status', 'express likely'],
  ['express-helmet-text', 'express likely'],
  ['express-hidden-json', 'express likely'],
  ['nginx-express-status-h1', 'express likely'],
  ['connect-throw', 'express likely'],
  ['tinyhttp-status', 'tinyhttp likely'],
  ['nest-express-throw', 'nestjs likely'],
  ['nest-fastify-throw-http', 'nestjs likely'],
  ['squid-nest-express-throw-h2', 'nestjs likely'],
  ['fastify-throw-http', 'fastify likely'],
  ['caddy-fastify-throw-h1', 'fastify likely'],
  ['hapi-throw-http', 'hapi likely'],
  ['h3-throw-http', 'h3 likely'],
  ['restify-empty-http', 'restify likely'],
  ['werkzeug-text', 'werkzeug likely'],
  ['gunicorn-flask-throw-http', 'werkzeug likely'],
  ['uwsgi-throw', 'werkzeug likely'],
  ['h2o-werkzeug-throw-h1', 'werkzeug likely'],
  ['gunicorn-django-text', 'gunicorn likely'],
  ['haproxy-gunicorn-flask-text-h1', 'gunicorn likely'],
  ['uvicorn-fastapi-throw', 'uvicorn likely'],
  ['daphne-text-http', 'daphne likely'],
  ['waitress-throw', 'waitress likely'],
  ['tornado-text', 'tornado likely'],
  ['nginx-tornado-throw-h1', 'tornado likely'],
  ['aiohttp-throw-http', 'aiohttp likely'],
  ['twisted-page-http', 'twisted likely'],
  ['cherrypy-throw', 'cherrypy likely'],
  // FastMCP's and Keycloak's very bytes, at paths that are not theirs.
  ['uvicorn-starlette-bare', 'uvicorn likely'],
  ['hono-status-http', undefined],
  ['http-server-throw-http', 'python-http-server likely'],
  ['wsgiref-text-http', 'python-http-server likely'],
  ['mojolicious-empty', 'mojolicious likely'],
  ['thin-text', 'thin likely'],
  ['webrick-empty-http', 'webrick likely'],
  ['webrick-text-http', 'webrick likely'],
  ['tomcat-error-http', 'tomcat likely'],
  ['jetty-error', 'jetty likely'],
  ['php-s-html', 'php likely'],
  ['caddy-php-html-h1', 'fastcgi likely'],
  ['transmission-rpc-http', 'transmission certain'],
  ['nginx-transmission-rpc-h2', 'transmission certain'],
  ['etcd-health', 'etcd certain'],
  ['caddy-etcd-health-h2', 'etcd certain'],
  // What another program could have written names nobody.
  ['koa-status-http', undefined],
  ['hono-text', undefined],
  ['fastify-empty', undefined],
  ['micro-throw-http', undefined],
  ['puma-text-http', undefined],
  ['starman-text-http', undefined],
  ['nginx-php-html-http', undefined],
  ['go-empty-http', undefined],
];

describe.each(BROWSERS)('applications as %s shows them', (browser) => {
  it.each(RECORDED)('%s', (name, responder) => {
    expect(named(name, browser)).toBe(responder);
  });
});

const TEXT = 'Misdirected Request';
const PLAIN = 'content-type: text/plain; charset=utf-8';
const TAG = 'etag: W/"13-oBtsWXbbKD3Gx0CUh0EJUyGu928"';

/** What it is, the response, who must not be named, and who may be. */
const LOOK_ALIKES: readonly (readonly [string, OccurrenceSketch, string | undefined])[] = [
  [
    'Express’s tag of another length',
    { headers: [PLAIN, TAG, 'content-length: 20'], body: `${TEXT}\n` },
    undefined,
  ],
  [
    'tinyhttp: Express’s own tag under another name',
    { headers: ['x-powered-by: tinyhttp', PLAIN, TAG, 'content-length: 19'], body: TEXT },
    'tinyhttp likely',
  ],
  [
    'nginx’s tag of a compressed file',
    { headers: ['etag: W/"6b099a4b-4c"'], body: '<h1>Sorry</h1>' },
    undefined,
  ],
  [
    'finalhandler’s page without its policy',
    { headers: ['content-type: text/html'], body: '<title>Error</title>\n</head>\n<body>\n<pre>x</pre>' },
    undefined,
  ],
  ['X-Powered-By of a hosting panel', { headers: ['x-powered-by: PleskLin'], body: '<h1>x</h1>' }, undefined],
  [
    'FastMCP’s text under a Content-Type',
    { url: 'https://a.example/mcp', headers: [PLAIN], body: TEXT },
    undefined,
  ],
  ['FastMCP’s text at another path', { url: 'https://a.example/', headers: [], body: TEXT }, undefined],
  [
    'the SDK’s sentence is not FastMCP’s',
    { url: 'https://a.example/mcp', headers: ['server: uvicorn'], body: 'Invalid Host header' },
    'mcp certain',
  ],
  [
    'Keycloak’s text at another path: Hono writes the same',
    { url: 'https://a.example/api', headers: ['content-type: text/plain; charset=UTF-8'], body: TEXT },
    'keycloak possible',
  ],
  [
    'Keycloak’s text over plain http, which it never refuses',
    { url: 'http://a.example/realms/x', headers: ['content-type: text/plain; charset=UTF-8'], body: TEXT },
    undefined,
  ],
  ['Koa at Keycloak’s path', { url: 'https://a.example/realms/x', headers: [PLAIN], body: TEXT }, undefined],
  [
    'a servlet’s own refusal on Jetty is not Confluent’s',
    {
      url: 'https://a.example/subjects',
      headers: ['content-type: text/html;charset=iso-8859-1'],
      body: '<h2>HTTP ERROR 421 No</h2><tr><th>SERVLET:</th><td>org.example.Tenants</td></tr>',
    },
    'jetty likely',
  ],
  [
    'GitHub’s field on another host',
    {
      url: 'https://a.example/',
      headers: ['x-github-request-id: E1A2:1B2C3:4D5E6F:7A8B9C:67C1A2B3'],
      body: 'x',
    },
    undefined,
  ],
  [
    'Nest’s fields and more',
    { headers: [], body: '{"statusCode":421,"reason":"x","message":"y"}' },
    undefined,
  ],
  [
    'Fastify’s fields for another status',
    { headers: [], body: '{"statusCode":404,"error":"Not Found","message":"y"}' },
    undefined,
  ],
  [
    'hapi’s error in words of one’s own',
    { headers: [], body: '{"statusCode":421,"error":"Wrong","message":"y"}' },
    undefined,
  ],
  [
    'h3’s fields under another type',
    { headers: ['content-type: application/json'], body: '{"status":421,"message":"y"}' },
    undefined,
  ],
  [
    'a page that speaks of Tomcat',
    { headers: [], body: '<p>Tomcat says HTTP Status 421 – Misdirected Request</p>' },
    undefined,
  ],
  ['an Error 421 in another frame', { headers: [], body: '<h1>Error 421</h1>' }, undefined],
  ['a Server field that only begins alike', { headers: ['server: uvicorn-gateway'], body: 'x' }, undefined],
  ['a proxy named after gunicorn', { headers: ['server: gunicorn-guard/2'], body: 'x' }, undefined],
];

it.each(LOOK_ALIKES)('look-alike: %s', (_, sketch, responder) => {
  expect(seenIn(sketch).responder).toBe(responder);
});

it('a good response of a named application is none of its 421s', () => {
  expect(
    seenIn({ status: 200, outcome: 'recovered', headers: ['server: gunicorn', TAG], body: null }),
  ).toEqual({
    responder: undefined,
    gateways: [],
  });
});

it('the search that is offered finds the place in real programs', () => {
  const cwd = fileURLToPath(new URL('../../../scripts/record-responses/apps/', import.meta.url));
  const searches = FIXES.filter(({ id }) => id.endsWith('-find-host-check'));
  expect(searches.length).toBeGreaterThanOrEqual(20);
  for (const { id, lines } of searches) {
    const line = lines('shop.example', { scheme: 'https', host: 'shop.example', port: 443 });
    const { status, stdout } = spawnSync('sh', ['-c', line], { cwd, encoding: 'utf8' });
    expect(status, `${id}: ${line}`).toBe(0);
    expect(stdout).toMatch(/421/);
  }
});
