import type { TabView } from '../../../src/messages.js';
import { incidentOf, NOON } from '../../fixtures/build.js';
import { APACHE_PAGE } from '../../fixtures/server-pages.js';
import { CHECK_SCENES } from './check-scenes.js';
import { behindNginx, NGINX_PAGE, neighbour, tab } from './sketches.js';

const originSni = incidentOf(
  [0, 20_000, 45_000].map((later) =>
    behindNginx('https://shop.example/cart?session=1', { time: NOON + later }),
  ),
  { neighbours: [neighbour('www.example')] },
);

/** Refused for long enough that nothing but a setting explains it. */
const lasting = incidentOf(
  Array.from({ length: 12 }, (_, turn) =>
    behindNginx('https://shop.example/cart?session=1', { time: NOON + turn * 300_000 }),
  ),
  { neighbours: [neighbour('www.example')] },
);

const recovered = incidentOf(
  {
    url: 'https://img.shop.example/logo.png',
    type: 'image',
    outcome: 'recovered',
    status: 200,
    statusLine: 'HTTP/2.0 200 OK',
    headers: ['server: Apache/2.4.71', 'content-type: text/html; charset=iso-8859-1,image/png'],
    body: null,
    tls: {
      protocol: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      issuer: 'CN=Example CA,O=Example',
      notAfter: NOON + 40 * 86_400_000,
      builtInRoot: true,
    },
  },
  {
    agent: { name: 'firefox', version: '153.7' },
    neighbours: [neighbour('shop.example'), neighbour('cdn.shop.example')],
  },
);

const HOSTILE = '<img src=x onerror=alert(1)>"\'`$(reboot)\u202egnp.\u200b&lt;';

/** A host as long as DNS allows. */
const LONG_HOST = `${`${'x'.repeat(60)}.`.repeat(3)}${'y'.repeat(50)}.example`;

/** Tabs by name, each one state of the popup. */
export const SCENES: Readonly<Record<string, () => TabView>> = {
  nothing: () => tab([]),
  'nothing-ignored': () => ({ ...tab([]), host: 'shop.example', unrecorded: 'ignored' }),
  'nothing-not-chosen': () => ({ ...tab([]), host: 'shop.example', unrecorded: 'not_chosen' }),
  'nothing-of-others': () => ({ ...tab([]), host: 'shop.example', unrecorded: 'others' }),
  'nothing-no-page': () => ({ state: 'watching', incidents: [], checking: [] }),
  'no-access': () => tab([], { state: 'no_access' }),
  'no-access-with-incident': () => tab([originSni], { state: 'no_access' }),
  unwatched: () => tab([], { state: 'unwatched', ownStatus: 200 }),
  'unwatched-silent': () => tab([], { state: 'unwatched' }),
  'unwatched-with-incident': () => tab([originSni], { state: 'unwatched', ownStatus: 421 }),
  unwatchable: () => ({ state: 'unwatchable', incidents: [], checking: [] }),
  'origin-sni': () => tab([originSni]),
  'origin-sni-lasting': () => tab([lasting]),
  'trailing-dot': () =>
    tab([
      incidentOf({
        url: 'https://shop.example./',
        headers: ['server: Apache/2.4.71 (Debian)', 'content-type: text/html; charset=iso-8859-1'],
        body: APACHE_PAGE,
      }),
    ]),
  'ip-literal': () =>
    tab([
      incidentOf({
        url: 'https://192.0.2.10/',
        headers: ['server: Caddy'],
        body: '',
      }),
    ]),
  recovered: () => tab([recovered], { host: 'shop.example' }),
  coalesced: () =>
    tab([
      incidentOf(
        {
          url: 'https://upload.shop.example/files',
          method: 'POST',
          type: 'xmlhttprequest',
          initiator: 'https://shop.example',
          headers: ['server: Apache', 'content-type: text/html; charset=iso-8859-1'],
          body: null,
        },
        { neighbours: [neighbour('shop.example')] },
      ),
    ]),
  'host-not-served': () =>
    tab([
      incidentOf({
        url: 'https://new.shop.example/',
        headers: ['server: nginx', 'content-type: text/html'],
        body: NGINX_PAGE,
      }),
    ]),
  application: () =>
    tab([
      incidentOf({
        url: 'https://tools.example/mcp',
        method: 'POST',
        type: 'xmlhttprequest',
        headers: ['server: uvicorn', 'content-type: text/plain; charset=utf-8'],
        body: 'Invalid Host header',
      }),
    ]),
  'port-in-host': () =>
    tab([
      incidentOf({
        url: 'https://shop.example:8443/',
        headers: ['content-length: 104', 'cache-control: no-cache', 'content-type: text/html'],
        body: '<html><body><h1>421 Misdirected Request</h1>\nRequest sent to a non-authoritative server.\n</body></html>\n',
      }),
    ]),
  'from-cache': () =>
    tab([
      incidentOf({
        url: 'https://shop.example/',
        headers: ['server: Apache', 'cache-control: max-age=600', 'age: 42', 'content-type: text/html'],
        fromCache: true,
        body: '<h1>Misdirected Request</h1>',
      }),
    ]),
  balancer: () =>
    tab([
      incidentOf(
        {
          url: 'https://shop.example/',
          headers: ['server: nginx', 'content-type: text/html'],
          body: NGINX_PAGE,
        },
        {
          periods: [0, 1, 2, 3, 4, 5].map((turn) => ({
            kind: turn % 2 === 0 ? 'answered' : 'misdirected',
            from: NOON - 60_000 + turn * 10_000,
            to: NOON - 55_000 + turn * 10_000,
            count: 2,
          })),
        },
      ),
    ]),
  'stale-address': () =>
    tab([
      incidentOf(
        { url: 'https://shop.example/', headers: ['content-type: text/html'], body: null },
        {
          agent: { name: 'firefox', version: '153.7' },
          checks: [
            {
              id: 'address',
              time: NOON + 5_000,
              state: 'done',
              sent: [],
              responses: [],
              dns: { addresses: ['198.51.100.7'] },
            },
          ],
        },
      ),
    ]),
  'behind-proxy': () =>
    tab([
      incidentOf(
        {
          url: 'https://shop.example/',
          headers: ['server: Apache', 'content-type: text/html; charset=iso-8859-1'],
          body: APACHE_PAGE,
          proxy: { known: true, value: { type: 'http', host: 'proxy.office.example', port: 3128 } },
          tls: { protocol: 'TLSv1.3', builtInRoot: false, issuer: 'CN=Office Inspection CA,O=Office' },
        },
        { agent: { name: 'firefox', version: '153.7' } },
      ),
    ]),
  unknown: () =>
    tab([
      incidentOf({
        url: 'https://api.shop.example/v1/orders',
        type: 'script',
        headers: ['content-type: text/html'],
        body: null,
      }),
    ]),
  many: () =>
    tab(
      [
        originSni,
        incidentOf(
          behindNginx('https://api.shop.example/v1', { type: 'xmlhttprequest', time: NOON + 30_000 }),
        ),
        incidentOf(behindNginx('https://static.shop.example/app.js', { type: 'script', body: null })),
        incidentOf({
          url: 'https://widgets.partner.example/embed.js',
          type: 'script',
          headers: ['server: cloudflare', 'cf-ray: 8a1b2c3d4e5f-FRA', 'content-type: text/html'],
          body: null,
        }),
        recovered,
      ],
      { host: 'shop.example' },
    ),
  hostile: () =>
    tab([
      incidentOf(
        {
          url: `https://${LONG_HOST}/${'very-long-path/'.repeat(40)}?q=%3Cscript%3E`,
          headers: [`server: ${HOSTILE}`, `via: ${HOSTILE.repeat(20)}`, 'content-type: text/html'],
          body: HOSTILE.repeat(30),
          address: '2001:db8:85a3:8d3:1319:8a2e:370:7348',
          tls: { issuer: HOSTILE.repeat(5), subject: HOSTILE },
        },
        { neighbours: Array.from({ length: 20 }, (_, index) => neighbour(`n${index}.${LONG_HOST}`)) },
      ),
    ]),
  'forty-hosts': () =>
    tab(
      Array.from({ length: 40 }, (_, index) =>
        incidentOf(
          Array.from({ length: 12 }, () =>
            behindNginx(`https://h${index}.shop.example/`, { time: NOON + index }),
          ),
        ),
      ),
      { host: 'shop.example' },
    ),
  ...CHECK_SCENES,
};
