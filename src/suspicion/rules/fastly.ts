import type { SuspicionRule } from '../rule.js';

export const rule: SuspicionRule = {
  id: 'fastly-unknown-domain',
  writer: 'Fastly',
  kind: 'cdn',
  meaning: 'unknown-host',
  most: 'likely',
  statuses: [404, 500],
  named: ({ header }) => /^cache-[\w-]+/.test(header('x-served-by') ?? ''),
  says: ({ text }, { host }) => {
    const words = `Fastly error: unknown domain: ${host}. Please check that this domain has been added to a service.`;
    return text.startsWith(words) ? words : undefined;
  },
  ownDomains: ['fastly.net', 'fastlylb.net', 'edgecompute.app'],
  serve: {
    words: (host) => ['fastly', 'domain', 'create', '--fqdn', host, '--service-id', 'SERVICE_ID'],
    source: 'www.fastly.com, documentation, CLI: domain create',
  },
  source: 'www.fastly.com, documentation, common 500 errors; EdOverflow/can-i-take-over-xyz issue 22',
};
