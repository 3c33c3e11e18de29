import type { ExpectedIncident, Site } from '../site.js';
import { page, script } from './pages.js';
import { nginx421 } from './recorded.js';

const DOMAIN = 'parts.test';
const WWW = `www.${DOMAIN}`;

/** What makes a page ask for one thing of `url`, in each way a page can. */
const PARTS = {
  script: (url: string) => `<script src="${url}"></script>`,
  stylesheet: (url: string) => `<link rel="stylesheet" href="${url}">`,
  image: (url: string) => `<img src="${url}" alt="">`,
  font: (url: string) =>
    `<style>@font-face { font-family: away; src: url("${url}") } p.away { font-family: away }</style><p class="away">font</p>`,
  media: (url: string) => `<audio src="${url}" preload="auto" controls></audio>`,
  frame: (url: string) => `<iframe src="${url}" title="frame"></iframe>`,
  object: (url: string) => `<object data="${url}" type="image/png"></object>`,
  fetch: (url: string) => `<script>fetch('${url}').catch(() => {})</script>`,
  xhr: (url: string) =>
    `<script>{ const x = new XMLHttpRequest(); x.open('GET', '${url}'); x.send() }</script>`,
  websocket: (url: string) => `<script>new WebSocket('${url.replace('https:', 'wss:')}')</script>`,
  beacon: (url: string) => `<script>navigator.sendBeacon('${url}', 'gone')</script>`,
  eventsource: (url: string) => `<script>new EventSource('${url}')</script>`,
  worker: (url: string) => `<script>new Worker('/worker.js#${url}')</script>`,
} as const;

export type RequestKind = keyof typeof PARTS;
export const REQUEST_KINDS = Object.keys(PARTS) as readonly RequestKind[];

/** The host that refuses the page's request of this kind. */
export const refusingHost = (kind: RequestKind): string => `${kind}.${DOMAIN}`;
/** A good page in which the requests of these kinds are refused, and nothing else. */
export const pageWith = (...kinds: readonly RequestKind[]): string => `https://${WWW}/${kinds.join('+')}`;

const partOf = (kind: RequestKind) => PARTS[kind](`https://${refusingHost(kind)}/${kind}`);

const WORKER = `fetch(self.location.hash.slice(1)).catch(() => {});`;

const refusedBy = (kind: RequestKind): ExpectedIncident => ({
  host: refusingHost(kind),
  status: 'misdirected',
  // Of most kinds no body can be seen (a blocked one looks empty, but is not); the header fields alone show little.
  causes: ['host-not-served', 'unknown', 'sni-host-check', 'tls-policy'],
  atMost: 'likely',
});

/** A good page, of which a part on another host is refused. */
export const requestTypes: readonly Site[] = [
  {
    id: 'many-parts',
    title: 'A good page with many refused parts',
    story: `Script, style, picture, font, sound, frame, fetch, WebSocket and more, each from a host that refuses: ${REQUEST_KINDS.length} hosts in one page.`,
    hosts: {
      [WWW]: ({ path }) => {
        if (path === '/worker.js') return script(WORKER);
        const asked = path.slice(1).split('+');
        const kinds = REQUEST_KINDS.filter((kind) => asked.includes(kind));
        if (kinds.length === 0) return page('Not here', '', 404);
        return page(`A good page, with ${kinds.join(', ')}`, kinds.map(partOf).join('\n'));
      },
      ...Object.fromEntries(REQUEST_KINDS.map((kind) => [refusingHost(kind), nginx421])),
    },
    visits: [pageWith(...REQUEST_KINDS)],
    settle: 1500,
    expect: {
      // Chromium gives extensions no status of a refused WebSocket handshake.
      chrome: REQUEST_KINDS.filter((kind) => kind !== 'websocket').map(refusedBy),
      firefox: REQUEST_KINDS.map(refusedBy),
    },
  },
];
