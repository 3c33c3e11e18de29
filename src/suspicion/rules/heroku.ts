import type { SuspicionRule } from '../rule.js';

const FRAME = /<iframe src="(?:https?:)?\/\/www\.herokucdn\.com\/error-pages\/no-such-app\.html">/;

export const rule: SuspicionRule = {
  id: 'heroku-no-app',
  writer: 'Heroku',
  kind: 'platform',
  meaning: 'unknown-host',
  most: 'likely',
  statuses: [404],
  named: ({ header }) => /^(?:Cowboy|Heroku)$/.test(header('server') ?? ''),
  says: ({ title, text, source }) =>
    title === 'No such app' && text === '' && FRAME.test(source) ? 'No such app' : undefined,
  ownDomains: ['herokuapp.com', 'herokudns.com', 'heroku.com'],
  serve: {
    words: (host) => ['heroku', 'domains:add', host, '--app', 'APP_NAME'],
    source: 'devcenter.heroku.com, custom domains',
  },
  source: 'devcenter.heroku.com, error codes; EdOverflow/can-i-take-over-xyz issue 38',
};
