import { recordedResponse } from '../../fixtures/recorded/responses.js';
import type { Browser } from '../../fixtures/situations/situation.js';
import type { BrowserName, Reply, Site } from '../site.js';

/** Rows of the recorded responses that each browser is shown: of each kind of writer and of way one. */
export const PLAYED: readonly string[] = [
  'express-helmet-status',
  'go-status',
  'jetty-error',
  'lighttpd-aiohttp-throw-h1',
  'nginx-own-return-h2',
  'nginx-apache-origin-h2',
  'nginx-php-empty-h2',
  'caddy-own-respond-h2',
  'haproxy-own-deny-h2',
  'varnish-own-synth-h2',
  'apache-own-rewrite-http',
  'tomcat-error-http',
  'trafficserver-uvicorn-starlette-json-h2',
];

/** The server of the lab makes these itself. */
const ITS_OWN = /^(?:content-length|transfer-encoding)$/i;

export const shapeOf = (browser: BrowserName): Browser => (browser === 'chrome' ? 'chromium' : 'firefox');

export const playedHost = (name: string): string => `${name}.recorded.test`;

/** Scheme and path are the recorded ones. */
export const playedUrl = (name: string): string =>
  recordedResponse(name, 'chromium').response.url.replace('shop.example', playedHost(name));

/** nginx writes for Chromium what Firefox does not get. */
function replyOf(name: string, browser: Browser): Reply {
  const { statusLine, headers, body } = recordedResponse(name, browser).response;
  const phrase = /^HTTP\/1\.1 421 ?(.*)$/.exec(statusLine)?.[1];
  return {
    status: 421,
    ...(phrase === undefined ? {} : { phrase }),
    headers: headers
      .map((line): readonly [string, string] => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon), line.slice(colon + 1).trim()];
      })
      .filter(([field]) => !ITS_OWN.test(field)),
    // Apache's page bears the host.
    body: body.replaceAll('shop.example', playedHost(name)),
  };
}

/** Each played row at a host of its own. */
export const recordedResponses: Site = {
  id: 'recorded-responses',
  title: 'What real programs wrote',
  story: 'Each host says 421 as a real program did when it was recorded.',
  hosts: Object.fromEntries(
    PLAYED.map((name) => [
      playedHost(name),
      ({ header }) => replyOf(name, header('user-agent')?.includes('Firefox/') ? 'firefox' : 'chromium'),
    ]),
  ),
  http1Only: PLAYED.filter((name) =>
    recordedResponse(name, 'chromium').response.statusLine.startsWith('HTTP/1'),
  ).map(playedHost),
  visits: [],
  expect: { chrome: [], firefox: [] },
};
