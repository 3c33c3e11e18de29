import type { SuspicionRule } from '../rule.js';

const WORDS = 'The gods are wise, but do not know of the site which you seek.';

export const rule: SuspicionRule = {
  id: 'pantheon-unknown-site',
  writer: 'Pantheon',
  kind: 'platform',
  meaning: 'unknown-host',
  most: 'likely',
  statuses: [404],
  named: ({ header }) =>
    header('x-styx-req-id') !== undefined ||
    header('x-pantheon-styx-hostname') !== undefined ||
    header('server') === 'Pantheon',
  says: ({ title, text }) =>
    /unknown site/i.test(title) &&
    /^404 (?:error )?unknown site!? /i.test(text.replace(/^404 - /, '404 ')) &&
    text.includes(WORDS)
      ? WORDS
      : undefined,
  ownDomains: ['pantheonsite.io', 'pantheon.io', 'getpantheon.com'],
  serve: {
    words: (host) => ['terminus', 'domain:add', 'SITE_NAME.live', host],
    source: 'docs.pantheon.io, Terminus: domain:add',
  },
  source: 'EdOverflow/can-i-take-over-xyz issue 24',
};
