// Refused documents whose body the browser does not show as it came, or not at all.
import { setTimeout as sleep } from 'node:timers/promises';
import { deflateRawSync } from 'node:zlib';
import type { Handler, Reply, Site } from '../../lab/site.js';
import { page, script } from '../../lab/sites/pages.js';
import type { BrowserDriver } from '../drivers/index.js';
import { type Claim, inBothBrowsers, type Situations, words } from './situation.js';

const UNSEEN = 'does not show it as text';
const EMPTY = 'Empty';

const refusal = (type: string, body: string | Buffer, more: Reply['headers'] = []): Reply => ({
  status: 421,
  headers: [['content-type', type], ...more],
  body,
});

const ATTACHED: Reply['headers'] = [['content-disposition', 'attachment; filename="refusal"']];
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==',
  'base64',
);
const XML = '<?xml version="1.0"?><refusal><reason>wrong house</reason></refusal>';

/** By the first label of the host. */
const UNSHOWN: Readonly<Record<string, Reply>> = {
  attachment: refusal('application/octet-stream', 'wrong house', ATTACHED),
  zip: refusal('application/zip', deflateRawSync('wrong house')),
  binary: refusal('application/octet-stream', Buffer.from([0, 1, 2, 3, 255])),
  image: refusal('image/png', PNG),
  audio: refusal('audio/wav', Buffer.alloc(64)),
  pdf: refusal('application/pdf', '%PDF-1.4\n'),
};
/** Bodies that their Content-Encoding does not fit: both browsers show an error page of their own. */
const UNDECODABLE: Readonly<Record<string, Reply>> = Object.fromEntries(
  ['gzip', 'br', 'zstd'].map((coding) => [
    coding,
    refusal('text/html', '<p>wrong house', [['content-encoding', coding]]),
  ]),
);
const SHOWN: Readonly<Record<string, Reply>> = {
  xml: refusal('application/xml', XML),
  json: refusal('application/json', '{"reason":"wrong house"}'),
  text: refusal('text/plain; charset=utf-8', 'wrong house'),
};

const LINKS = 'www.bodies.test';
const host = (kind: string): string => `${kind}.bodies.test`;
const misdirected = (kind: string): Pick<Claim, 'badge' | 'incidents'> => ({
  badge: '1',
  incidents: { [host(kind)]: { status: 'misdirected' } },
});

const WORKER = `
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(
  self.registration.navigationPreload.enable().then(() => clients.claim())));
addEventListener('fetch', (event) => {
  if (event.request.mode === 'navigate') event.respondWith(event.preloadResponse.then(() => new Response(
    '<!doctype html><title>own</title><p>page of the worker', { status: STATUS, headers: { 'content-type': 'text/html' } })));
});
`;

/** A host whose service worker answers navigations itself once it is there. */
const workerHost =
  (status: number): Handler =>
  ({ path, header }) => {
    if (path === '/sw.js') return script(WORKER.replace('STATUS', String(status)));
    if (header('service-worker-navigation-preload') !== undefined)
      return refusal('text/plain', 'wrong house');
    return page(
      'Worker',
      `<script type="module">await navigator.serviceWorker.register('/sw.js'); await navigator.serviceWorker.ready;
       while (!navigator.serviceWorker.controller) await new Promise((r) => setTimeout(r, 50)); document.title = 'ready';</script>`,
    );
  };
const WORKERS = { 'worker-200': workerHost(200), 'worker-421': workerHost(421) } as const;

const site: Site = {
  id: 'bodies',
  title: 'Refusals that are no page',
  story: 'Each host answers 421 with another kind of body.',
  hosts: Object.fromEntries([
    [LINKS, ({ path }): Reply => page('A link', `<a href="https://${host(path.slice(1))}/">On</a>`)],
    ...Object.entries({ ...UNSHOWN, ...UNDECODABLE, ...SHOWN }).map(([kind, reply]): [string, Handler] => [
      host(kind),
      ({ path }) => (path === '/' ? reply : page('Not here', '', 404)),
    ]),
    ...Object.entries(WORKERS).map(([kind, handler]): [string, Handler] => [host(kind), handler]),
  ]),
  visits: [],
  expect: { chrome: [], firefox: [] },
};

type Situation = Situations['situations'][number];

/** The tab that shows a host. Firefox shows the refusal of a download in a tab of its own. */
async function tabOf({ asExtension }: BrowserDriver, name: string): Promise<number> {
  for (;;) {
    const id = await asExtension(async (wanted) => {
      const tabs = await chrome.tabs.query({});
      return tabs.findLast(({ url }) => url?.includes(`//${wanted}/`))?.id;
    }, name);
    if (id !== undefined) return id;
    await sleep(100);
  }
}

const visited = (kind: string, title: string, expect: Situation['expect']): Situation => ({
  title,
  arrange: async ({ driver }) => {
    const tab = await driver.newTab();
    await tab.visit(`https://${LINKS}/${kind}`);
    // Not awaited: of a download no page comes.
    await tab.run(() => void setTimeout(() => document.querySelector('a')?.click()));
    return tabOf(driver, host(kind));
  },
  expect,
});

export const bodies: Situations = {
  sites: [site],
  situations: [
    ...Object.keys(UNSHOWN).map((kind) =>
      visited(
        kind,
        `a refused document whose body is shown as no text: ${kind}`,
        inBothBrowsers({ ...misdirected(kind), says: [UNSEEN], never: [EMPTY] }),
      ),
    ),
    ...Object.keys(UNDECODABLE).map((kind) =>
      visited(
        kind,
        `a refused document that cannot be decoded: ${kind}`,
        inBothBrowsers({ ...misdirected(kind), never: [words('popup_nothing_title')] }),
      ),
    ),
    ...Object.keys(SHOWN).map((kind) =>
      visited(
        kind,
        `a refused document as the server sent it: ${kind}`,
        inBothBrowsers({
          ...misdirected(kind),
          says: ['wrong house'],
          never: [EMPTY, UNSEEN, 'html xmlns', 'style'],
        }),
      ),
    ),
    ...Object.keys(WORKERS).map(
      (kind): Situation => ({
        title: `the page of a service worker after a refused preload: ${kind}`,
        arrange: async ({ driver }) => {
          const tab = await driver.newTab();
          await tab.visit(`https://${host(kind)}/`);
          await tab.waitFor('title');
          await tab.run(async () => {
            while (document.title !== 'ready') await new Promise((resolve) => setTimeout(resolve, 50));
          });
          await tab.visit(`https://${host(kind)}/again`);
          return tab.id;
        },
        // Firefox names no tab for a preload: see workers.ts.
        expect: { chrome: { ...misdirected(kind), never: ['page of the worker', EMPTY] } },
      }),
    ),
  ],
};
