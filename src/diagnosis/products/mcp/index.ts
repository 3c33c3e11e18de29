import { text } from '../../../model/text.js';
import type { Product } from '../../types.js';
import { configHost } from '../config-host.js';
import { bodyIs, bySentence, sign } from '../signals.js';

const SENTENCE = 'Invalid Host header';
const SECURITY = 'modelcontextprotocol/python-sdk, src/mcp/server/transport_security.py';

/** MCP servers made with the Python SDK or FastMCP. Say 421 if the Host field is not on their allow list. */
export const product: Product = {
  id: 'mcp',
  order: 220,
  name: 'MCP server (Python SDK)',
  kind: 'framework',
  hostList: 'developer',
  // Without a Content-Type, which other programs with this sentence send (measured: MCP Python SDK 2.3).
  responder: (facts) =>
    bodyIs(facts, SENTENCE) && facts.header('content-type') === undefined
      ? sign('certain', bySentence(SENTENCE))
      : undefined,
  condition: text('product_mcp_condition'),
  log: {
    text: text('product_mcp_log'),
    look: 'Invalid Host header',
    places: [{ kind: 'container' }, { kind: 'kubernetes' }],
  },
  implications: [
    {
      cause: 'application',
      weight: 'decides',
      text: text('product_mcp_implies_application'),
      source: `${SECURITY}; modelcontextprotocol/python-sdk#1798`,
    },
  ],
  fixes: [
    {
      id: 'mcp-allowed-hosts',
      causes: ['application'],
      role: 'responder',
      title: text('fix_allowed_hosts'),
      detail: text('fix_mcp_allowed_hosts_detail'),
      target: { file: 'server.py', block: 'FastMCP', change: 'replace', replaces: ['transport_security'] },
      lines: (host) =>
        `transport_security=TransportSecuritySettings(allowed_hosts=["${configHost(host)}", "${configHost(host)}:*"])`,
      standing: 'documented',
      source: `${SECURITY}; modelcontextprotocol/python-sdk#1798`,
    },
  ],
  variants: [],
};
