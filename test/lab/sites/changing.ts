import { inBoth, type Site } from '../site.js';
import { page } from './pages.js';
import { apache421, apachePage } from './recorded.js';

/** The server name under which nginx's kept origin connection was opened. */
let pooledName = '';
const NGINX = [['Server', 'nginx/1.22.1']] as const;

/** What a host answers depends on what went before. */
export const changing: readonly Site[] = [
  {
    id: 'origin-pool',
    title: 'nginx shares its origin connections between hosts',
    story:
      'The shop works, then another host takes over the kept connection to Apache, and the shop is refused: it comes and goes.',
    hosts: {
      'shop.pool.test': ({ path, host }) => {
        // A first visit finds an empty pool and opens the connection under its own name.
        if (path === '/first') pooledName = host;
        return pooledName === host ? page('The shop', '<p>Open.</p>') : apache421(host, NGINX);
      },
      'blog.pool.test': ({ host }) => {
        pooledName = host;
        return page('The blog', '<p>Good.</p>');
      },
    },
    visits: ['https://shop.pool.test/first', 'https://blog.pool.test/', 'https://shop.pool.test/'],
    expect: inBoth({
      host: 'shop.pool.test',
      status: 'misdirected',
      causes: ['origin-pool'],
      atMost: 'likely',
    }),
  },
  {
    id: 'cached-at-the-edge',
    title: 'A 421 out of a cache',
    story: 'Varnish keeps Apache’s 421 and gives it to everyone: Age tells that it is old.',
    hosts: {
      'www.stale.test': ({ host }) => ({
        status: 421,
        headers: [
          ['Server', 'Apache/2.4.71 (Debian)'],
          ['Content-Type', 'text/html; charset=iso-8859-1'],
          ['Cache-Control', 'public, max-age=600'],
          ['X-Varnish', '32773 5'],
          ['Age', '340'],
          ['Via', '1.1 varnish (Varnish/7.1)'],
        ],
        body: apachePage(host),
      }),
    },
    visits: ['https://www.stale.test/'],
    expect: inBoth({
      host: 'www.stale.test',
      status: 'misdirected',
      causes: ['stale-response'],
      atMost: 'certain',
    }),
  },
];
