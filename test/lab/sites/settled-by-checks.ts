import { inBoth, type Site } from '../site.js';
import { page } from './pages.js';
import { nginx421 } from './recorded.js';

/** Refusals that each browser still gets: its own two tries. Whoever asks once more works. */
const refusalsLeft = new Map<string, number>();

const refusedOnce = (browser: string): boolean => {
  const left = refusalsLeft.get(browser) ?? 2;
  refusalsLeft.set(browser, left - 1);
  return left > 0;
};

const elsewhere = {
  status: 421,
  headers: [['content-type', 'application/json']] as const,
  body: JSON.stringify({ code: 'TENANT_IN_OTHER_REGION' }),
};

const portOf = (authority: string): string => /:\d+$/.exec(authority)?.[0] ?? '';

/** What is seen leaves a doubt; one run of the checks settles it. */
export const settledByChecks: readonly Site[] = [
  {
    id: 'shared-and-well',
    title: 'Two hosts share a connection, and all is well with that',
    story:
      'The page’s picture comes from the API’s host over the same connection. The API refuses one path for a reason of its own; the check “Shared connection” excludes the sharing.',
    hosts: {
      'www.well.test': ({ authority }) =>
        page('A good page', `<img src="https://api.well.test${portOf(authority)}/logo" alt="">`),
      'api.well.test': ({ path }) =>
        path === '/v1/orders'
          ? elsewhere
          : { status: 200, headers: [['content-type', 'text/plain']], body: 'well' },
    },
    certificates: [['*.well.test']],
    sharesConnection: true,
    visits: ['https://www.well.test/', 'https://api.well.test/v1/orders'],
    expect: inBoth({
      host: 'api.well.test',
      status: 'misdirected',
      causes: ['application'],
      atMost: 'likely',
    }),
  },
  {
    id: 'well-when-asked-again',
    title: 'Refused once, well when asked again',
    story:
      'The page was refused; on a new connection the same host answers. “Run checks” finds that out, and the catch-all that it looked like falls.',
    hosts: {
      'www.again.test': (request) =>
        request.path === '/' && refusedOnce(request.header('user-agent') ?? '')
          ? nginx421(request)
          : page('Well again', '<p>Nothing is wrong.</p>'),
    },
    visits: ['https://www.again.test/'],
    expect: inBoth({
      host: 'www.again.test',
      status: 'misdirected',
      causes: ['host-not-served', 'balancer-inconsistent', 'origin-pool', 'unknown'],
      atMost: 'likely',
    }),
  },
];
