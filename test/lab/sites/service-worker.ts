import { type ExpectedIncident, inBoth, type Site } from '../site.js';
import { page, script } from './pages.js';
import { nginx421 } from './recorded.js';

const PAGE = `
await navigator.serviceWorker.register('/sw.js');
const { active } = await navigator.serviceWorker.ready;
navigator.serviceWorker.addEventListener('message', ({ data }) => { document.querySelector('output').textContent = data; });
active.postMessage('fetch');
`;

// A service worker's requests belong to no tab: in both browsers they come with tabId -1.
const WORKER = `
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('message', (event) => event.waitUntil(
  fetch('https://api.worker.test/data')
    .then((answer) => 'answered ' + answer.status, (error) => 'failed: ' + error.message)
    .then((text) => event.source.postMessage(text)),
));
`;

const refused: ExpectedIncident = {
  host: 'api.worker.test',
  status: 'misdirected',
  // Without a body the header fields alone do not decide.
  causes: ['host-not-served', 'unknown', 'sni-host-check', 'tls-policy'],
  atMost: 'likely',
};

export const serviceWorker: readonly Site[] = [
  {
    id: 'service-worker',
    title: 'A service worker’s request',
    story: 'The page is good; its service worker asks api.worker.test, which refuses.',
    hosts: {
      'www.worker.test': ({ path }) =>
        path === '/sw.js'
          ? script(WORKER)
          : page(
              'A page with a service worker',
              `<output>waiting</output><script type="module">${PAGE}</script>`,
            ),
      'api.worker.test': nginx421,
    },
    visits: ['https://www.worker.test/'],
    settle: 2000,
    expect: inBoth(refused),
  },
];
