import type { Step } from '../../../model/step.js';
import { type MessageKey, type Text, text } from '../../../model/text.js';
import { bypassGateway, contactOperator, ownServer, reproduce, runChecks } from '../../common-steps.js';
import { answeredAgain, otherPathOutcome } from '../../observed/checks.js';
import { onThisMachine, privateServer } from '../../observed/network.js';
import { fieldsSeen, hostListOf, inDataFormat, responderId, surfaced } from '../../observed/page.js';
import {
  emptyWithType,
  frameworkHeader,
  ownPhrase,
  refusesHost,
  speaksOfLimits,
  speaksOfNames,
  writerOf,
} from '../../observed/refusal.js';
import { nameOf, siteGateway } from '../../observed/route.js';
import { edge, node, pass, to } from '../../route/draw.js';
import type { Cause, Facts } from '../../types.js';

const textPlain = (facts: Facts): boolean => /^text\/plain\b/i.test(facts.header('content-type') ?? '');

/** The sentence about a program whose list of allowed hosts lacks this one. */
const inWordsOf = (facts: Facts, key: MessageKey): Text | undefined => {
  const program = hostListOf(facts);
  return program && text(key, program.name, facts.authority.host);
};

/** An application uses 421 for a reason of its own: a Host allow list, the wrong shard or region. */
export const cause: Cause = {
  id: 'application',
  quotesResponse: true,
  order: 40,
  name: text('cause_application_name'),
  hop: 'application',
  fixedBy: 'developer',
  fixedByOf: (facts) => hostListOf(facts)?.hostList ?? 'developer',
  definition: text('cause_application_definition'),
  verdict: (facts) => inWordsOf(facts, 'cause_application_verdict_list') ?? text('cause_application_verdict'),
  visitor: (facts) => inWordsOf(facts, 'cause_application_visitor_list') ?? text('cause_application_visitor'),
  operator: (facts) =>
    inWordsOf(facts, 'cause_application_operator_list') ??
    text('cause_application_operator', facts.authority.host),
  rules: [
    {
      id: 'data-format',
      weight: 3,
      source: 'RFC 9457; servers’ own 421 pages are HTML, text or empty',
      text: text('evidence_data_format', 'JSON'),
      observe: (facts) => surfaced(facts) && inDataFormat(facts),
    },
    {
      id: 'plain-http',
      weight: 2,
      source: 'RFC 9110 section 15.5.20: without TLS to the browser, no SNI can differ from Host',
      text: text('evidence_plain_http'),
      observe: (facts) =>
        surfaced(facts) &&
        facts.authority.scheme === 'http' &&
        siteGateway(facts) === undefined &&
        responderId(facts) === undefined,
    },
    {
      id: 'refuses-host',
      weight: 2,
      source: 'modelcontextprotocol/python-sdk, transport_security.py, and applications like it',
      text: text('evidence_refuses_host'),
      observe: (facts) => refusesHost(facts) && writerOf(facts) !== 'server',
    },
    {
      id: 'speaks-of-limits',
      weight: 3,
      source:
        'RFC 5321 section 4.2.3 and RFC 959 section 4.2.1: in SMTP and FTP 421 says that the service is not available',
      text: text('evidence_speaks_of_limits'),
      observe: (facts) => responderId(facts) === undefined && speaksOfLimits(facts),
    },
    {
      id: 'speaks-of-names',
      weight: -2,
      source: 'RFC 9110 section 7.4: who sees the connection’s SNI ends the TLS connection',
      text: text('evidence_speaks_of_names'),
      observe: (facts) => responderId(facts) === undefined && speaksOfNames(facts),
    },
    {
      id: 'replaced-page',
      weight: 3,
      source:
        'measured: Apache httpd 2.4.71 with ProxyErrorOverride keeps the phrase of the program behind it',
      text: text('evidence_replaced_page', 'Apache httpd'),
      observe: (facts) => {
        const gateway = surfaced(facts) ? facts.gateways.find(({ replaced }) => replaced) : undefined;
        return gateway ? text('evidence_replaced_page', nameOf(gateway)) : false;
      },
    },
    {
      id: 'own-phrase',
      weight: 2,
      source: 'RFC 9110 section 15.5.20; measured: the phrases of 30 servers and frameworks for 421',
      text: text('evidence_own_phrase', 'Unknown host'),
      observe: (facts) => {
        const phrase = responderId(facts) === undefined ? ownPhrase(facts) : undefined;
        return phrase !== undefined && phrase !== '' && text('evidence_own_phrase', phrase.slice(0, 60));
      },
    },
    {
      id: 'no-phrase',
      weight: 2,
      source:
        'measured: Tomcat 10.1, hypercorn, h3 and php-fpm leave the phrase out; nginx and Apache write it',
      text: text('evidence_no_phrase'),
      observe: (facts) => responderId(facts) === undefined && ownPhrase(facts) === '',
    },
    {
      id: 'text-without-type',
      weight: 2,
      source:
        'measured: every page and rule text of nginx, Apache, HAProxy, Caddy and Varnish has a Content-Type',
      text: text('evidence_text_without_type'),
      observe: (facts) =>
        surfaced(facts) &&
        responderId(facts) === undefined &&
        fieldsSeen(facts) &&
        facts.header('content-type') === undefined &&
        facts.body !== undefined &&
        facts.body !== '',
    },
    {
      id: 'empty-with-type',
      weight: 2,
      source: 'measured: the empty 421s of Caddy 2.6.2, HAProxy 2.6.12 and Envoy have no Content-Type',
      text: text('evidence_empty_with_type'),
      observe: (facts) => responderId(facts) === undefined && emptyWithType(facts),
    },
    {
      id: 'empty-with-type-behind-gateway',
      weight: 1,
      source: 'measured: php-fpm 8.2 behind nginx 1.22.1, which gives its own 421 a page',
      text: text('evidence_empty_with_type_behind', 'nginx'),
      observe: (facts) => {
        const gateway =
          responderId(facts) === undefined && emptyWithType(facts) ? siteGateway(facts) : undefined;
        return gateway ? text('evidence_empty_with_type_behind', nameOf(gateway)) : false;
      },
    },
    {
      id: 'framework-header',
      weight: 2,
      source: 'expressjs.com and php.net: the X-Powered-By field',
      text: text('evidence_framework_header', 'Express'),
      observe: (facts) => {
        const value = surfaced(facts) ? frameworkHeader(facts) : undefined;
        return value !== undefined && text('evidence_framework_header', value.slice(0, 40));
      },
    },
    {
      id: 'local-tool',
      weight: 1,
      source: 'local tools and development servers that guard against DNS rebinding',
      text: text('evidence_local_tool'),
      observe: (facts) =>
        surfaced(facts) &&
        responderId(facts) === undefined &&
        siteGateway(facts) === undefined &&
        onThisMachine(facts) &&
        textPlain(facts),
    },
    {
      id: 'private-server',
      weight: 1,
      source: 'RFC 1918; modelcontextprotocol/python-sdk#1798 and reports like it',
      text: text('evidence_private_server'),
      observe: (facts) =>
        surfaced(facts) &&
        facts.dataFormat !== undefined &&
        !onThisMachine(facts) &&
        privateServer(facts) === true,
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
      observe: (facts) => surfaced(facts) && facts.dataFormat !== undefined && answeredAgain(facts),
      fresh: true,
    },
    {
      // Weak: servers put their own page over the 421 of a program behind them as well (proxy_intercept_errors).
      id: 'servers-own-page',
      weight: -1,
      source: 'the responder’s source, see docs/products.md',
      text: text('evidence_servers_own_page', 'nginx'),
      observe: (facts) =>
        surfaced(facts) &&
        facts.responder?.sure === 'certain' &&
        facts.responder.product.kind !== 'framework' &&
        text('evidence_servers_own_page', facts.responder.product.name),
    },
  ],
  steps: (facts) => [
    ...ownServer(facts),
    contactOperator(facts),
    runChecks(),
    {
      id: 'allow-host',
      audience: 'operator',
      group: 'fix',
      title: text('step_allow_host', facts.authority.host),
      detail: text('step_allow_host_detail'),
      actions: [],
    },
    // Of such a program the place is known.
    ...(hostListOf(facts) ? [] : [searchCode()]),
    reproduce(facts),
    bypassGateway(facts),
  ],
  route: (parts) => ({
    hops: [
      ...parts.gateways.map(pass),
      to(
        edge(),
        node(
          'application',
          parts.responder ?? text('route_application'),
          parts.break,
          text('route_role_says_421'),
        ),
      ),
    ],
    caption: text('route_caption_application'),
  }),
  settles: () => text('doubt_application'),
};

const searchCode = (): Step => ({
  id: 'search-code',
  audience: 'operator',
  group: 'confirm',
  title: text('step_search_code'),
  detail: text('step_search_code_detail'),
  actions: [],
});
