import type { SuspicionRule } from '../rule.js';

const WORDS = "There isn't a GitHub Pages site here.";

/** Its page for a missing file says "File not found" and is another one. */
export const rule: SuspicionRule = {
  id: 'github-pages-no-site',
  writer: 'GitHub Pages',
  kind: 'platform',
  meaning: 'unknown-host',
  most: 'likely',
  statuses: [404],
  named: ({ header }) => header('server') === 'GitHub.com' && header('x-github-request-id') !== undefined,
  says: ({ title, text }) =>
    title === 'Site not found · GitHub Pages' && text.startsWith(`404 ${WORDS} `) ? WORDS : undefined,
  ownDomains: ['github.io', 'github.com', 'githubusercontent.com'],
  serve: {
    words: (host) => [
      'gh',
      'api',
      '-X',
      'PUT',
      'repos/OWNER_NAME/REPOSITORY_NAME/pages',
      '-f',
      `cname=${host}`,
    ],
    source: 'docs.github.com, REST API, Pages: update information',
  },
  source: 'docs.github.com, GitHub Pages, custom domains; EdOverflow/can-i-take-over-xyz issue 37',
};
