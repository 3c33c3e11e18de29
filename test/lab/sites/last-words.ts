import { inBoth, type Site } from '../site.js';
import { page } from './pages.js';
import { nginx421 } from './recorded.js';

const DOMAIN = 'last-words.test';
const WWW = `www.${DOMAIN}`;

/** Who asks: the page, a frame of another site in it, and a frame in that one. */
const ASKERS = ['page', 'frame', 'inner'] as const;
type Asker = (typeof ASKERS)[number];

/** Asked at once, and as the page goes, in ways that outlive the page. */
const AT_ONCE = 'early';
const AS_IT_GOES = ['beacon', 'fetch'] as const;

const hostOf = (way: string, asker: Asker): string => `${way}-${asker}.${DOMAIN}`;
export const EARLY_HOSTS = ASKERS.map((asker) => hostOf(AT_ONCE, asker));
export const LAST_HOSTS = ASKERS.flatMap((asker) => AS_IT_GOES.map((way) => hostOf(way, asker)));

/** ms before each refusal; a browser's second try is refused as late. */
const REFUSAL = 800;

const asking = (asker: Asker): string => `<script>
const keep = (host) => fetch('https://' + host + '/', { mode: 'no-cors', keepalive: true }).catch(() => {});
keep('${hostOf(AT_ONCE, asker)}');
addEventListener('pagehide', () => {
  navigator.sendBeacon('https://${hostOf('beacon', asker)}/', 'x');
  keep('${hostOf('fetch', asker)}');
});
</script>`;
const frame = (host: string): string => `<iframe src="https://${host}/" title="a frame"></iframe>`;

/** Queries that were answered before: then the page is silent. */
const before = new Set<string>();

/** The page that asks when it is first visited with this name, and not again. */
export const speakingOnce = (name: string): string => `https://${WWW}/?${name}`;

export const lastWords: readonly Site[] = [
  {
    id: 'last-words',
    title: 'Last words',
    story:
      'A page and its frames ask hosts that refuse late, at once and as they go; the next page has no part in it.',
    hosts: {
      [WWW]: ({ query }) => {
        if (query === '' || before.has(query)) return page('A silent page', '<p>Good.</p>');
        before.add(query);
        return page('A page with last words', asking('page') + frame(`frame.${DOMAIN}`));
      },
      [`frame.${DOMAIN}`]: () => page('A frame', asking('frame') + frame(`inner.${DOMAIN}`)),
      [`inner.${DOMAIN}`]: () => page('A frame in a frame', asking('inner')),
      ...Object.fromEntries(
        [...EARLY_HOSTS, ...LAST_HOSTS].map((host) => [
          host,
          (request) => ({ ...nginx421(request), delay: REFUSAL }),
        ]),
      ),
    },
    visits: [`https://${WWW}/`],
    expect: inBoth(),
  },
];
