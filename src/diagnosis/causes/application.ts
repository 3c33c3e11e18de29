import { isPrivateAddress } from '../../model/authority.js';
import { text } from '../../model/text.js';
import { bypassFront, ownServer, reproduce, runChecks, tellOperator } from '../advice.js';
import { answeredAgain, otherPathOutcome } from '../observed/checks.js';
import { privateServer } from '../observed/network.js';
import { emitterId, surfaced } from '../observed/page.js';
import type { Cause, Facts } from '../types.js';

/** Values of X-Powered-By that only an application's framework sends; Plesk and IIS set it on every answer. */
const FRAMEWORK = /^(?:express|php|next\.js|nuxt|phusion passenger)/i;

const loopback = ({ address }: Facts): boolean =>
  address !== undefined && isPrivateAddress(address) && /^\[?(?:127\.|::1)/.test(address);

const textPlain = (facts: Facts): boolean => /^text\/plain\b/i.test(facts.header('content-type') ?? '');

/** An application uses 421 for a reason of its own: a Host allow list, the wrong shard or region. */
export const application: Cause = {
  id: 'application',
  name: text('cause_application_name'),
  hop: 'application',
  mender: 'developer',
  definition: text('cause_application_definition'),
  verdict: ({ authority }) => text('cause_application_verdict', authority.host),
  visitor: () => text('cause_application_visitor'),
  operator: ({ authority }) => text('cause_application_operator', authority.host),
  rules: [
    {
      id: 'json',
      weight: 3,
      source: 'RFC 9457; servers’ own 421 pages are HTML, text or empty',
      text: text('evidence_json'),
      observe: (facts) => surfaced(facts) && facts.json,
    },
    {
      id: 'plain-http',
      weight: 2,
      source: 'RFC 9110 section 15.5.20: without TLS to the browser, no SNI can differ from Host',
      text: text('evidence_plain_http'),
      observe: (facts) =>
        surfaced(facts) && facts.authority.scheme === 'http' && emitterId(facts) === undefined,
    },
    {
      id: 'names-host-header',
      weight: 2,
      source: 'modelcontextprotocol/python-sdk, transport_security.py, and applications like it',
      text: text('evidence_names_host_header'),
      observe: (facts) =>
        surfaced(facts) && emitterId(facts) === undefined && /\bhost header\b/i.test(facts.body ?? ''),
    },
    {
      id: 'framework-header',
      weight: 2,
      source: 'expressjs.com and php.net: the X-Powered-By field',
      text: text('evidence_framework_header', 'Express'),
      observe: (facts) => {
        const value = facts.header('x-powered-by') ?? '';
        return (
          surfaced(facts) && FRAMEWORK.test(value) && text('evidence_framework_header', value.slice(0, 40))
        );
      },
    },
    {
      id: 'local-tool',
      weight: 1,
      source: 'local tools and development servers that guard against DNS rebinding',
      text: text('evidence_local_tool'),
      observe: (facts) =>
        surfaced(facts) && emitterId(facts) === undefined && loopback(facts) && textPlain(facts),
    },
    {
      id: 'private-server',
      weight: 1,
      source: 'RFC 1918; modelcontextprotocol/python-sdk#1798 and reports like it',
      text: text('evidence_private_server'),
      observe: (facts) => surfaced(facts) && facts.json && !loopback(facts) && privateServer(facts) === true,
    },
    {
      id: 'other-path-answered',
      weight: 2,
      source: 'RFC 9110 section 7.4: a decision on the connection does not depend on the path',
      text: text('evidence_other_path_answered'),
      observe: (facts) => otherPathOutcome(facts) === 'answered' && !answeredAgain(facts),
      fresh: true,
    },
    {
      id: 'other-path-refused',
      weight: -1,
      source: 'RFC 9110 section 7.4: a decision on the connection does not depend on the path',
      text: text('evidence_other_path_refused'),
      observe: (facts) => otherPathOutcome(facts) === 'refused',
      fresh: true,
    },
    {
      id: 'repeat-answered',
      weight: 1,
      source: 'RFC 6265: the repeat carried no cookies, on which an application may decide',
      text: text('evidence_repeat_answered'),
      observe: (facts) => surfaced(facts) && facts.json && answeredAgain(facts),
      fresh: true,
    },
    {
      id: 'servers-own-page',
      weight: -2,
      source: 'the emitter’s source, see docs/products.md',
      text: text('evidence_servers_own_page', 'nginx'),
      observe: (facts) =>
        surfaced(facts) &&
        facts.emitter?.sure === 'certain' &&
        facts.emitter.product.kind !== 'framework' &&
        text('evidence_servers_own_page', facts.emitter.product.name),
    },
  ],
  steps: (facts) => [
    ...ownServer(facts),
    tellOperator(facts),
    runChecks(),
    {
      id: 'allow-host',
      audience: 'operator',
      title: text('step_allow_host', facts.authority.host),
      detail: text('step_allow_host_detail'),
      actions: [],
    },
    {
      id: 'search-code',
      audience: 'operator',
      title: text('step_search_code'),
      detail: text('step_search_code_detail'),
      actions: [],
    },
    reproduce(facts),
    bypassFront(facts),
  ],
  settles: () => text('doubt_application'),
};
