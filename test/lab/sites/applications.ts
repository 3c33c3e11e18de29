import { inBoth, type Site } from '../site.js';
import { mcp421 } from './recorded.js';

/** Applications that answer 421 for reasons of their own. */
export const applications: readonly Site[] = [
  {
    id: 'api-json',
    title: 'An API that answers in JSON',
    story: 'The account lives in another region; the API says so with 421 and JSON. TLS has no part in it.',
    hosts: {
      'api.regions.test': () => ({
        status: 421,
        headers: [['content-type', 'application/json; charset=utf-8']],
        body: JSON.stringify({
          code: 'TENANT_IN_OTHER_REGION',
          message: 'This account is served from https://eu.api.example',
          retry: false,
        }),
      }),
    },
    visits: ['https://api.regions.test/v1/orders'],
    expect: inBoth({
      host: 'api.regions.test',
      status: 'misdirected',
      causes: ['application'],
      atMost: 'certain',
    }),
  },
  {
    id: 'host-allow-list',
    title: 'A host allow list (MCP server)',
    story: 'The application accepts only the hosts on its list (protection against DNS rebinding).',
    hosts: { 'tools.mcp.test': () => mcp421 },
    visits: ['https://tools.mcp.test/mcp'],
    expect: inBoth({
      host: 'tools.mcp.test',
      status: 'misdirected',
      causes: ['application'],
      atMost: 'certain',
    }),
  },
  {
    id: 'host-allow-list-plain',
    title: 'The same over plain http',
    story: 'No TLS towards the browser, so no shared TLS connection either.',
    hosts: { 'tools.plain.test': () => mcp421 },
    visits: ['http://tools.plain.test/mcp'],
    expect: inBoth({
      host: 'tools.plain.test',
      status: 'misdirected',
      causes: ['application'],
      atMost: 'certain',
    }),
  },
];
