import { text } from '../../../model/text.js';
import type { Product, RawFacts } from '../../types.js';
import { configHost } from '../config-host.js';
import { bodyIsExactly, bySentence, misdirectedType, pathOf, sign } from '../signals.js';

const SENTENCE = 'Misdirected Request';
const GUARD = 'FastMCP 3.4.3, fastmcp/server/http.py, HostOriginGuardMiddleware; astronomer/agents#241';

/** Where MCP servers are mounted, and what their clients ask for before they log in. */
const MCP_PATH = /^\/(?:.{0,200}\/)?(?:mcp|sse|messages|\.well-known\/oauth-[a-z-]{1,40})(?:\/|$)/;

const writesNoType = (facts: RawFacts): boolean => misdirectedType(facts) === undefined;

/**
 * FastMCP (Python). Its guard refuses a Host that is not on the list: by default in 3.4.3, where switched on since 3.4.4.
 * Any Starlette program may write these bytes, so the path must be one of MCP. The SDK's own sentence is another (see mcp).
 */
export const product: Product = {
  id: 'fastmcp',
  order: 310,
  name: 'FastMCP',
  kind: 'framework',
  hostList: 'developer',
  responder: (facts) =>
    bodyIsExactly(facts, SENTENCE) && writesNoType(facts) && MCP_PATH.test(pathOf(facts))
      ? sign('likely', bySentence(SENTENCE))
      : undefined,
  condition: text('product_fastmcp_condition'),
  implications: [
    {
      cause: 'application',
      weight: 3,
      text: text('product_mcp_implies_application'),
      source: GUARD,
    },
  ],
  fixes: [
    {
      id: 'fastmcp-allowed-hosts',
      causes: ['application'],
      role: 'responder',
      title: text('fix_allowed_hosts'),
      target: { file: 'server.py', block: 'mcp.run', change: 'replace', replaces: ['mcp.run'] },
      lines: (host) =>
        [
          `mcp.run(transport="http", allowed_hosts=["${configHost(host)}"])`,
          '# or, for an app of your own:',
          `app = mcp.http_app(allowed_hosts=["${configHost(host)}"])`,
        ].join('\n'),
      standing: 'documented',
      source: GUARD,
    },
  ],
  variants: [],
};
