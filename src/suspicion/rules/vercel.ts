import type { SuspicionRule } from '../rule.js';

/** A missing page of a deployment has `x-vercel-error: NOT_FOUND`. */
export const rule: SuspicionRule = {
  id: 'vercel-no-deployment',
  writer: 'Vercel',
  kind: 'platform',
  meaning: 'unknown-host',
  most: 'likely',
  statuses: [404],
  named: ({ header }) => header('server') === 'Vercel' && header('x-vercel-error') === 'DEPLOYMENT_NOT_FOUND',
  field: 'x-vercel-error: DEPLOYMENT_NOT_FOUND',
  ownDomains: ['vercel.app', 'vercel.dev', 'now.sh'],
  serve: {
    words: (host) => ['vercel', 'domains', 'add', host, 'PROJECT_NAME'],
    source: 'vercel.com, docs, CLI: domains',
  },
  source: 'vercel.com, docs, errors: DEPLOYMENT_NOT_FOUND',
};
