import { inBoth, type Site } from '../site.js';

/** Answers that do not say who gave them. Anything but "unknown", or a modest guess, would be made up. */
export const unmarked: readonly Site[] = [
  {
    id: 'empty',
    title: 'An empty 421',
    story: 'No body, no Server field. Nothing decides, and the popup says so and what would settle it.',
    hosts: { 'www.silent.test': () => ({ status: 421, headers: [], body: '' }) },
    visits: ['https://www.silent.test/'],
    expect: inBoth({
      host: 'www.silent.test',
      status: 'misdirected',
      causes: ['unknown', 'sni-host-check', 'host-not-served', 'origin-sni', 'tls-policy'],
      atMost: 'possible',
    }),
  },
  {
    id: 'custom-page',
    title: 'A custom error page',
    story: 'The site’s own error page hides every signature of the server.',
    hosts: {
      'www.custom.test': () => ({
        status: 421,
        headers: [['content-type', 'text/html; charset=utf-8']],
        body: '<!doctype html><title>Sorry</title><h1>Sorry, something went wrong</h1><p>Our team has been told.</p>',
      }),
    },
    visits: ['https://www.custom.test/'],
    expect: inBoth({
      host: 'www.custom.test',
      status: 'misdirected',
      causes: ['unknown', 'sni-host-check', 'host-not-served', 'origin-sni', 'tls-policy', 'application'],
      atMost: 'possible',
    }),
  },
];
