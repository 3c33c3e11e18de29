// What the events show of protocols, doubled types, WebSockets and proxies only in part.
import { expect } from 'vitest';
import type { Handler, Site } from '../../lab/site.js';
import { page, pixel } from '../../lab/sites/pages.js';
import { apache421, nginx421 } from '../../lab/sites/recorded.js';
import { CALM, inBothBrowsers, type Situations } from './situation.js';

const TWICE = 'www.twice.test';
const SPACED = 'www.spaced.test';
const SOCKETS = 'www.sockets.test';
const SOCKET_HOST = 'api.sockets.test';
const BARE = 'www.bare.test';
const PHRASELESS = 'www.no-phrase.test';
const NEIGHBOUR = 'www.shared-sockets.test';
const ON_NEIGHBOUR = 'live.shared-sockets.test';
const LISTING = 'www.origin-frame.test';
const LISTED = 'img.origin-frame.test';

/** Sends two Content-Type fields with every response. */
const twice: Handler = ({ path }) => {
  const reply = path === '/dot.gif' ? pixel : page('Two types', '<img src="/dot.gif" alt="">');
  return { ...reply, headers: [['content-type', 'text/html'], ...reply.headers] };
};

const site: Site = {
  id: 'protocols',
  title: 'Signs that mean two things',
  story: 'Hosts whose responses look like the trace of a hidden 421, or like another protocol.',
  hosts: {
    [TWICE]: twice,
    [SPACED]: () => ({
      status: 200,
      headers: [['content-type', 'text/html, text/html']],
      body: '<h1>Good</h1>',
    }),
    [SOCKETS]: () =>
      page('A page with a WebSocket', `<script>new WebSocket('wss://${SOCKET_HOST}/')</script>`),
    [SOCKET_HOST]: nginx421,
    [BARE]: ({ host }) => apache421(host),
    // As Tomcat and php-fpm send it.
    [PHRASELESS]: ({ host }) => ({ ...apache421(host), phrase: ' ' }),
    [NEIGHBOUR]: ({ authority }) =>
      page(
        'A page with a WebSocket to a neighbour',
        `<script>new WebSocket('wss://${authority.replace(NEIGHBOUR, ON_NEIGHBOUR)}/')</script>`,
      ),
    [ON_NEIGHBOUR]: ({ sni }) => (sni === ON_NEIGHBOUR ? pixel : apache421(ON_NEIGHBOUR)),
    [LISTING]: ({ authority }) =>
      page('A page with a picture', `<img src="https://${authority.replace(LISTING, LISTED)}/" alt="">`),
    [LISTED]: ({ sni }) => (sni === LISTED ? pixel : apache421(LISTED)),
  },
  // Node sends two Content-Type fields over HTTP/1.1 only.
  http1Only: [TWICE, BARE, PHRASELESS],
  certificates: [
    ...[TWICE, SPACED, SOCKETS, SOCKET_HOST, BARE, PHRASELESS].map((host) => [host]),
    ['*.shared-sockets.test'],
    ['*.origin-frame.test'],
  ],
  addresses: { [LISTED]: '127.0.0.2' },
  origins: { [LISTING]: [LISTED] },
  visits: [],
  expect: { chrome: [], firefox: [] },
};

const visited = (
  title: string,
  url: string,
  expect: Situations['situations'][number]['expect'],
): Situations['situations'][number] => ({
  title,
  arrange: async ({ driver }) => {
    const tab = await driver.newTab();
    await tab.visit(url);
    return tab.id;
  },
  expect,
});

export const protocols: Situations = {
  sites: [site],
  situations: [
    visited(
      'a host that sends two Content-Types with every response',
      `https://${TWICE}/`,
      inBothBrowsers(CALM),
    ),
    visited('a Content-Type that holds a list of its own', `https://${SPACED}/`, inBothBrowsers(CALM)),
    visited('a refused WebSocket handshake', `https://${SOCKETS}/`, {
      chrome: {
        badge: '',
        incidents: {},
        says: [`A WebSocket to ${SOCKET_HOST} failed`],
        never: ['No misdirected requests'],
      },
      firefox: {
        badge: '1',
        incidents: { [SOCKET_HOST]: { status: 'misdirected' } },
        never: ['already tried again', 'browsers try twice', 'second try'],
      },
    }),
    visited(
      'a refusal over HTTP/1.1 without a reason phrase',
      `https://${PHRASELESS}/`,
      inBothBrowsers({
        badge: '1',
        incidents: { [PHRASELESS]: { status: 'misdirected' } },
        says: ['HTTP/1.1'],
        never: ['HTTP/2'],
      }),
    ),
    {
      title: 'a WebSocket that was refused on the h2 connection of a neighbour',
      arrange: async ({ driver, lab, kind }) => {
        const mark = lab.log.mark();
        const tab = await driver.newTab();
        await tab.visit(`https://${NEIGHBOUR}${kind === 'firefox' ? `:${lab.httpsPort}` : ''}/`);
        await expect.poll(() => lab.log.of(ON_NEIGHBOUR, mark)).not.toEqual([]);
        expect(lab.log.of(ON_NEIGHBOUR, mark)[0]?.connection.sni).toBe(
          kind === 'firefox' ? NEIGHBOUR : ON_NEIGHBOUR,
        );
        return tab.id;
      },
      expect: {
        firefox: {
          badge: '1',
          incidents: { [ON_NEIGHBOUR]: { status: 'misdirected', causes: ['coalesced-connection'] } },
          never: ['already tried again', 'browsers try twice', 'second try'],
        },
      },
    },
    {
      title: 'a hidden refusal on a connection that an ORIGIN frame allowed, to a host at another address',
      arrange: async ({ driver, lab, kind }) => {
        const mark = lab.log.mark();
        const tab = await driver.newTab();
        await tab.visit(`https://${LISTING}${kind === 'firefox' ? `:${lab.httpsPort}` : ''}/`);
        const statuses = () => lab.log.of(LISTED, mark).map(({ status }) => status);
        // Chromium heeds no ORIGIN frame over h2 and opens a connection of its own.
        await expect.poll(statuses).toEqual(kind === 'firefox' ? [421, 200] : [200]);
        return tab.id;
      },
      expect: {
        chrome: CALM,
        firefox: {
          badge: '1',
          incidents: { [LISTED]: { status: 'recovered', causes: ['coalesced-connection'] } },
        },
      },
    },
    visited(
      'a refusal over HTTP/1.1',
      `https://${BARE}/`,
      inBothBrowsers({
        badge: '1',
        incidents: { [BARE]: { status: 'misdirected' } },
        says: ['HTTP/1.1'],
        never: ['HTTP/2 or HTTP/3'],
      }),
    ),
  ],
};
