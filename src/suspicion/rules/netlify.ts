import type { SuspicionRule } from '../rule.js';

/** A line of text for a site that there is not; a missing page of a site is HTML, its own or "Page not found". */
export const rule: SuspicionRule = {
  id: 'netlify-no-site',
  writer: 'Netlify',
  kind: 'platform',
  meaning: 'unknown-host',
  most: 'likely',
  statuses: [404],
  named: ({ header }) =>
    header('server') === 'Netlify' && /^text\/plain\b/i.test(header('content-type') ?? ''),
  says: ({ text }) => /^Not Found - Request ID: [0-9A-Z]{26}$/.exec(text)?.[0],
  ownDomains: ['netlify.app', 'netlify.com'],
  serve: {
    words: (host) => [
      ...['netlify', 'api', 'updateSite', '--data'],
      JSON.stringify({ site_id: 'SITE_ID', body: { custom_domain: host } }),
    ],
    source: 'docs.netlify.com, API: updateSite',
  },
  source: 'EdOverflow/can-i-take-over-xyz issue 40 and pull request 239',
};
