// Requests of service workers and shared workers, which name no tab.
import type { Site } from '../../lab/site.js';
import { page, script } from '../../lab/sites/pages.js';
import { nginx421 } from '../../lab/sites/recorded.js';
import type { BrowserDriver, DrivenTab } from '../drivers/index.js';
import { CALM, type Claim, inBothBrowsers, type Situations, words } from './situation.js';

const PASSES = 'www.passes.test';
const PRELOADS = 'www.preloads.test';
const PART = 'api.passes.test';
const SHARED = 'www.shared-worker.test';

const BEGIN = `
addEventListener('install', () => skipWaiting());
addEventListener('message', (event) => event.waitUntil(fetch('https://${PART}/message', { mode: 'no-cors' }).catch(() => {})));
`;
const PASSING = `${BEGIN}
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  if (/refused|${PART}/.test(event.request.url)) event.respondWith(fetch(event.request));
});`;
const PRELOADING = `${BEGIN}
addEventListener('activate', (event) => event.waitUntil(registration.navigationPreload.enable().then(() => clients.claim())));
addEventListener('fetch', (event) => {
  if (event.request.mode === 'navigate') event.respondWith(event.preloadResponse.then((got) => got ?? fetch(event.request)));
});`;
const REGISTER = `<script type="module">
await navigator.serviceWorker.register('/sw.js');
await navigator.serviceWorker.ready;
if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done));
document.documentElement.dataset.controlled = '';
</script>`;

const site: Site = {
  id: 'workers',
  title: 'Workers',
  story: 'Pages whose workers ask for them, and by themselves.',
  hosts: {
    [PASSES]: (request) => {
      if (request.path === '/sw.js') return script(PASSING);
      if (request.path === '/refused') return nginx421(request);
      return page('With a worker', REGISTER);
    },
    [PRELOADS]: (request) => {
      if (request.path === '/sw.js') return script(PRELOADING);
      if (request.path === '/refused') return nginx421(request);
      return page('With a worker that preloads', REGISTER);
    },
    [PART]: nginx421,
    [SHARED]: (request) => {
      if (request.path === '/worker.js') {
        return script(`fetch('https://${PART}/shared', { mode: 'no-cors' }).catch(() => {});`);
      }
      return page('With a shared worker', '<script>new SharedWorker("/worker.js");</script>');
    },
  },
  visits: [],
  expect: { chrome: [], firefox: [] },
};

const at = (host: string, path = '/'): string => `https://${host}${path}`;

async function controlled(driver: BrowserDriver, host: string): Promise<DrivenTab> {
  const tab = await driver.newTab();
  await tab.visit(at(host));
  await tab.waitFor('[data-controlled]');
  return tab;
}

const marked = (host: string): Claim => ({ badge: '1', incidents: { [host]: { status: 'misdirected' } } });
const ofWorker: Claim = {
  badge: '',
  incidents: { [PART]: { status: 'misdirected' } },
  says: [words('popup_of_workers')],
};

export const workers: Situations = {
  sites: [site],
  situations: [
    {
      title: 'a refused page that a service worker passes on',
      arrange: async ({ driver }) => {
        const tab = await controlled(driver, PASSES);
        await tab.visit(at(PASSES, '/refused'));
        return tab.id;
      },
      expect: inBothBrowsers(marked(PASSES)),
    },
    {
      title: 'a refused page that came by navigation preload',
      arrange: async ({ driver }) => {
        const tab = await controlled(driver, PRELOADS);
        await tab.visit(at(PRELOADS, '/refused'));
        return tab.id;
      },
      // Firefox names no tab for a preload: the page's own timing does.
      expect: inBothBrowsers(marked(PRELOADS)),
    },
    {
      title: 'a page whose refused part a service worker passed on',
      arrange: async ({ driver }) => {
        const tab = await controlled(driver, PASSES);
        await tab.run((url) => void fetch(url, { mode: 'no-cors' }).catch(() => {}), at(PART, '/part'));
        return tab.id;
      },
      expect: inBothBrowsers(marked(PART)),
    },
    {
      title: 'another page of that site',
      arrange: async ({ driver }) => {
        const other = await controlled(driver, PASSES);
        const tab = await controlled(driver, PASSES);
        await tab.run((url) => void fetch(url, { mode: 'no-cors' }).catch(() => {}), at(PART, '/part'));
        const popup = await driver.popup(tab.id);
        await popup.waitFor('[data-incident]');
        await popup.close();
        return other.id;
      },
      expect: inBothBrowsers(CALM),
    },
    {
      title: 'a page whose service worker asked by itself',
      arrange: async ({ driver }) => {
        const tab = await controlled(driver, PASSES);
        await tab.run(() => navigator.serviceWorker.controller?.postMessage(''));
        return tab.id;
      },
      expect: inBothBrowsers(ofWorker),
    },
    {
      title: 'a page with a shared worker that was refused',
      arrange: async ({ driver }) => {
        const tab = await driver.newTab();
        await tab.visit(at(SHARED));
        return tab.id;
      },
      expect: inBothBrowsers(ofWorker),
    },
  ],
};
